package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.flink.WritingSettings;
import io.runnel.flink.ZeroShotSettings;
import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is asked of models that somebody brought: labels that are only named, summaries that are
 * written.
 */
public final class BroughtModelOptions {
    private static final Predicate<String> IS_MODEL =
            Pattern.compile("[^/\\s]+/[^/\\s]+").asMatchPredicate();

    public static final JobOption<String> CANDIDATE_LABELS =
            JobOption.of(
                    key("tasks.classification.candidate-labels")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Labels of your own, for a head for zero-shot-classification: it"
                                            + " needs no training, and one run for each label and"
                                            + " text."),
                    "labels between commas, such as billing, delivery",
                    labels -> !labels.replace(',', ' ').isBlank());
    public static final JobOption<String> HYPOTHESIS =
            JobOption.of(
                    key("tasks.classification.hypothesis")
                            .stringType()
                            .defaultValue(ZeroShotSettings.NONE.hypothesis())
                            .withDescription(
                                    "The sentence about a candidate label that the text is held"
                                            + " against."),
                    "a sentence with {} in the place of the label",
                    sentence -> sentence.contains("{}"));
    public static final JobOption<Choice> CANDIDATE_CHOICE =
            JobOption.oneOf(
                    key("tasks.classification.candidate-choice")
                            .enumType(Choice.class)
                            .defaultValue(Choice.ONE)
                            .withDescription(
                                    "one: the scores of the candidate labels sum to 1; any: each"
                                            + " stands alone."),
                    Choice.class);
    public static final JobOption<String> WRITER =
            JobOption.of(
                    key("tasks.summary.writer")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "A model that writes summaries. Each sentence is checked against"
                                            + " the document; the head that quotes sentences stands"
                                            + " in where nothing is left."),
                    "name/version, such as my-summaries/1",
                    IS_MODEL);
    public static final JobOption<Integer> WRITER_MAX_TOKENS =
            JobOption.of(
                    key("tasks.summary.writer-max-tokens")
                            .intType()
                            .defaultValue(WritingSettings.NONE.maxTokens())
                            .withDescription(
                                    "Most tokens of a written summary, or of each part's where a"
                                            + " document does not fit into the model."),
                    "a number from 1 to 10000",
                    tokens -> tokens >= 1 && tokens <= 10_000);
    public static final JobOption<Duration> WRITER_TIMEOUT =
            JobOption.of(
                    key("tasks.summary.writer-timeout")
                            .durationType()
                            .defaultValue(WritingSettings.NONE.longest())
                            .withDescription(
                                    "Longest time that writing one summary may take, from its first"
                                            + " token on; what is there then is the summary."),
                    "a duration such as 60 s",
                    time -> !time.isNegative() && !time.isZero());
    public static final JobOption<Double> WRITER_MIN_SIMILARITY =
            JobOption.of(
                    key("tasks.summary.writer-min-similarity")
                            .doubleType()
                            .defaultValue(WritingSettings.NONE.leastSimilarity())
                            .withDescription(
                                    "How alike a written sentence must be to some sentence of the"
                                            + " document, by the sentence embeddings of the summary's"
                                            + " model; -1 asks for nothing."),
                    "a number from -1 to 1",
                    similarity -> similarity >= -1 && similarity <= 1);
    public static final JobOption<OnFailure> WRITER_UNFAITHFUL =
            JobOption.oneOf(
                    key("tasks.summary.writer-unfaithful")
                            .enumType(OnFailure.class)
                            .defaultValue(WritingSettings.NONE.onFailure())
                            .withDescription(
                                    "What happens where a written sentence names what the document"
                                            + " does not: drop-sentence leaves it out,"
                                            + " replace-summary quotes sentences instead."),
                    OnFailure.class);
    public static final JobOption<Long> WRITER_SEED =
            JobOption.of(
                    key("tasks.summary.writer-seed")
                            .longType()
                            .defaultValue(WritingSettings.NONE.seed())
                            .withDescription(
                                    "Where the model draws its tokens (do_sample): equal documents"
                                            + " and seeds have equal summaries."),
                    "a whole number",
                    seed -> true);

    static final List<JobOption<?>> ALL =
            List.of(
                    CANDIDATE_LABELS,
                    HYPOTHESIS,
                    CANDIDATE_CHOICE,
                    WRITER,
                    WRITER_MAX_TOKENS,
                    WRITER_TIMEOUT,
                    WRITER_MIN_SIMILARITY,
                    WRITER_UNFAITHFUL,
                    WRITER_SEED);

    /** What says nothing without candidate labels. */
    static final List<JobOption<?>> OF_CANDIDATES = List.of(HYPOTHESIS, CANDIDATE_CHOICE);

    /** What says nothing without a writer. */
    static final List<JobOption<?>> OF_WRITER =
            List.of(
                    WRITER_MAX_TOKENS,
                    WRITER_TIMEOUT,
                    WRITER_MIN_SIMILARITY,
                    WRITER_UNFAITHFUL,
                    WRITER_SEED);

    private BroughtModelOptions() {}
}
