package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which model and head answers each task, and how. */
public final class TaskOptions {
    private static final String BUNDLED = "runnel-base/3";

    /** The head that reads the fields of invoices where none is given and the model has it. */
    static final String FIELDS = "invoice-fields";

    private static final String MODEL_FORM = "name/version, such as " + BUNDLED;
    private static final Predicate<String> IS_MODEL =
            Pattern.compile("[^/\\s]+/[^/\\s]+").asMatchPredicate();

    public static final JobOption<String> CLASSIFICATION_MODEL = model("classification");
    public static final JobOption<String> CLASSIFICATION_HEAD =
            JobOption.byType(
                    key("tasks.classification.head")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("The head of that model that knows the labels."),
                    "the name of a head",
                    name -> !name.isBlank(),
                    TaskOptions::classificationHead);
    public static final JobOption<String> SENTIMENT_MODEL = model("sentiment");
    public static final JobOption<String> SENTIMENT_HEAD = head("sentiment", "sentiment");
    public static final JobOption<String> ENTITIES_MODEL = model("entities");
    public static final JobOption<String> ENTITIES_HEAD = head("entities", "entities");
    public static final JobOption<WordAggregation> ENTITIES_WORD_AGGREGATION =
            JobOption.oneOf(
                    key("tasks.entities.word-aggregation")
                            .enumType(WordAggregation.class)
                            .defaultValue(WordAggregation.FIRST)
                            .withDescription(
                                    "How the tokens of one word agree on a label: the first one,"
                                            + " the surest one, or the mean of all."),
                    WordAggregation.class);
    public static final JobOption<String> SUMMARY_MODEL = model("summary");
    public static final JobOption<String> SUMMARY_HEAD = head("summary", "salience");
    public static final JobOption<Integer> SUMMARY_MAX_WORDS =
            JobOption.byType(
                    key("tasks.summary.max-words")
                            .intType()
                            .noDefaultValue()
                            .withDescription(
                                    "Most words of all sentences that a summary quotes; the best"
                                            + " sentence is quoted even if it alone is longer."),
                    "a number from 1 to 10000",
                    words -> words >= 1 && words <= 10_000,
                    TaskOptions::summaryMaxWords);
    public static final JobOption<String> FIELDS_MODEL =
            JobOption.of(
                    key("tasks.fields.model")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Invoices: the model that reads company, address, date and"
                                            + " total from the text; that of the entities unless"
                                            + " given. If it is given, the job fails where it has no"
                                            + " such head. Other types ignore it."),
                    MODEL_FORM,
                    IS_MODEL);
    public static final JobOption<String> FIELDS_HEAD =
            JobOption.of(
                    key("tasks.fields.head")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Invoices: the head of that model; the job fails where it has"
                                            + " none of this name. Unless head or model is given it"
                                            + " is invoice-fields of the entities' model, and"
                                            + " invoices are enriched without fields where that has"
                                            + " none. Other types ignore it."),
                    "the name of a head",
                    name -> !name.isBlank());
    public static final JobOption<LongText> LONG_TEXT =
            JobOption.oneOf(
                    key("tasks.long-text")
                            .enumType(LongText.class)
                            .defaultValue(LongText.CHUNK)
                            .withDescription(
                                    "chunk reads a text that is longer than the model takes in"
                                            + " overlapping chunks; truncate reads its first chunk"
                                            + " only, and says so in the record."),
                    LongText.class);

    static final List<JobOption<?>> ALL =
            List.of(
                    CLASSIFICATION_MODEL,
                    CLASSIFICATION_HEAD,
                    SENTIMENT_MODEL,
                    SENTIMENT_HEAD,
                    ENTITIES_MODEL,
                    ENTITIES_HEAD,
                    ENTITIES_WORD_AGGREGATION,
                    SUMMARY_MODEL,
                    SUMMARY_HEAD,
                    SUMMARY_MAX_WORDS,
                    FIELDS_MODEL,
                    FIELDS_HEAD,
                    LONG_TEXT);

    private TaskOptions() {}

    private static JobOption<String> model(String task) {
        return JobOption.of(
                key("tasks." + task + ".model")
                        .stringType()
                        .defaultValue(BUNDLED)
                        .withDescription(
                                "The model of this task, in the TaskManagers' model store. Tasks"
                                        + " with the same model share one run of it."),
                MODEL_FORM,
                IS_MODEL);
    }

    private static JobOption<String> head(String task, String head) {
        return JobOption.of(
                key("tasks." + task + ".head")
                        .stringType()
                        .defaultValue(head)
                        .withDescription("The head of that model."),
                "the name of a head",
                name -> !name.isBlank());
    }

    private static String classificationHead(DocumentType type) {
        return switch (type) {
            case INVOICE -> "spend-category";
            case TRANSCRIPT -> "conversation-domain";
            case TICKET -> "ticket-queue";
        };
    }

    private static Integer summaryMaxWords(DocumentType type) {
        return switch (type) {
            case INVOICE, TICKET -> 40;
            case TRANSCRIPT -> 120;
        };
    }
}
