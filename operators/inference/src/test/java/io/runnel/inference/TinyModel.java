package io.runnel.inference;

import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The hand-made model of {@code make_tiny.py}: each word has fixed logits. */
public final class TinyModel {
    public static final ModelId ID = new ModelId("tiny", "1");
    public static final Classify QUEUE = new Classify(ID, "queue", LongText.CHUNK);
    public static final AnalyzeSentiment MOOD = new AnalyzeSentiment(ID, "mood", LongText.CHUNK);
    public static final RecognizeEntities ENTITIES =
            new RecognizeEntities(ID, "entities", LongText.CHUNK, WordAggregation.FIRST);
    public static final Summarize SUMMARY = new Summarize(ID, "salience", LongText.CHUNK, 20);
    public static final List<Task<?>> TASKS = List.of(QUEUE, MOOD, ENTITIES, SUMMARY);

    /** The names of its heads. */
    public static final Set<String> HEADS =
            directory().card().heads().stream().map(Head::name).collect(Collectors.toSet());

    /** The second model: letter case, sentence embeddings, fields. */
    public static final ModelId SECOND = new ModelId("tiny", "2");

    public static final Classify CASE = new Classify(SECOND, "case", LongText.CHUNK);
    public static final ExtractFields FIELDS = new ExtractFields(SECOND, "fields", LongText.CHUNK);
    public static final Summarize SECOND_SUMMARY =
            new Summarize(SECOND, "salience", LongText.CHUNK, 7);

    private TinyModel() {}

    /** The folder of the model store that holds it. */
    public static Path store() {
        URL card = TinyModel.class.getResource("/tiny/1/runnel.yaml");
        try {
            return Path.of(card.toURI()).getParent().getParent().getParent();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    public static ModelDirectory directory() {
        return ModelDirectory.open(store().resolve("tiny").resolve("1"));
    }

    public static ModelDirectory second() {
        return ModelDirectory.open(store().resolve("tiny").resolve("2"));
    }

    /** Settings without a cache. */
    public static EngineSettings settings() {
        return new EngineSettings(store(), 2, 1, 512, 0, Duration.ofSeconds(30));
    }

    /** All four questions about these texts. */
    public static InferenceRequest request(String... texts) {
        return request(TASKS, texts);
    }

    /** These questions about all of these texts. */
    public static InferenceRequest request(List<? extends Task<?>> tasks, String... texts) {
        List<Passage> passages = new ArrayList<>();
        for (String text : texts) {
            passages.add(new Passage("text[" + passages.size() + "]", text));
        }
        List<Integer> all = IntStream.range(0, texts.length).boxed().toList();
        List<Question> questions = new ArrayList<>();
        tasks.forEach(task -> questions.add(new Question(task, all)));
        return new InferenceRequest(passages, questions);
    }
}
