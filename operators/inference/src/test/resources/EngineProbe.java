import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceResult;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.text.Passage;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.nio.file.Path;
import java.util.List;

/** Started by EngineJarITCase with the engine's jar alone: answers once, then ends the process with runs under way. */
class EngineProbe {
    private static final int UNDER_WAY = 20_000;

    public static void main(String[] arguments) {
        ModelId tiny = new ModelId("tiny", "1");
        Classify queue = new Classify(tiny, "queue", LongText.CHUNK);
        RecognizeEntities entities = new RecognizeEntities(tiny, "entities", LongText.CHUNK, WordAggregation.FIRST);
        EngineSettings settings = EngineSettings.defaults(Path.of(arguments[0]));
        InferenceEngine.Lease engine = InferenceEngine.acquire(settings);
        engine.prepare(List.of(queue, entities));
        InferenceResult result = engine.submit(request("Alice Smith wants a refund", queue, entities)).join();
        System.out.println("queue " + result.of(queue).overall().get(0).label());
        System.out.println("entity " + result.of(entities).spans().get(0).word());
        String german = "Der Drucker im zweiten Stock zeigt einen Fehler und druckt nur leere Seiten.";
        System.out.println("language " + engine.language(german).language());
        System.out.println("loader " + InferenceEngine.class.getClassLoader());
        for (int i = 0; i < UNDER_WAY; i++) {
            engine.submit(request("the refund number " + i, queue, entities));
        }
        System.exit(0);
    }

    private static InferenceRequest request(String text, Classify queue, RecognizeEntities entities) {
        return new InferenceRequest(
                List.of(new Passage("text", text)),
                List.of(
                        new InferenceRequest.Question(queue, List.of(0)),
                        new InferenceRequest.Question(entities, List.of(0))));
    }
}
