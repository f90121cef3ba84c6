package io.runnel.benchmarks.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.CorpusDocument;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.measure.ProcessMemory;
import io.runnel.flink.DocumentQuestions;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest;
import io.runnel.jobs.command.JobArguments;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A process with an engine and nothing else: how soon it answers, and what memory it takes. Prints
 * one JSON object on a line of its own.
 */
public final class EngineProbe {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WINDOW = 400;

    private EngineProbe() {}

    /**
     * Probes once.
     *
     * @param arguments the folder of the corpus, its sizes by type, the seconds of load, and the
     *     engine's settings; as {@link #arguments} writes them
     */
    public static void main(String[] arguments) throws InterruptedException {
        Corpus corpus =
                Corpus.in(
                        Path.of(arguments[0]),
                        new CorpusSize(
                                Integer.parseInt(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                Integer.parseInt(arguments[3])));
        Duration load = Duration.ofMillis(Long.parseLong(arguments[4]));
        EngineSettings settings =
                new EngineSettings(
                        Path.of(arguments[5]),
                        Integer.parseInt(arguments[6]),
                        Integer.parseInt(arguments[7]),
                        Integer.parseInt(arguments[8]),
                        0,
                        Duration.ofMinutes(1));
        System.out.println(probe(corpus, load, settings));
    }

    /** What the command line says. */
    public static List<String> arguments(
            Path corpus, CorpusSize size, Duration load, EngineSettings settings) {
        return List.of(
                corpus.toString(),
                Integer.toString(size.tickets()),
                Integer.toString(size.transcripts()),
                Integer.toString(size.invoices()),
                Long.toString(load.toMillis()),
                settings.models().toString(),
                Integer.toString(settings.workers()),
                Integer.toString(settings.intraOpThreads()),
                Integer.toString(settings.batchMaxTokens()));
    }

    private static ObjectNode probe(Corpus corpus, Duration load, EngineSettings settings)
            throws InterruptedException {
        ObjectNode found = JSON.createObjectNode();
        Map<DocumentType, EnrichmentSettings> tasks = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            tasks.put(type, JobArguments.bounded(type, null, List.of()).settings().tasks());
        }
        put(found, "before", ProcessMemory.now());
        long start = System.nanoTime();
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            Map<DocumentType, DocumentQuestions> questions = new EnumMap<>(DocumentType.class);
            for (DocumentType type : DocumentType.values()) {
                questions.put(type, DocumentQuestions.open(type, tasks.get(type), engine));
            }
            found.put("start_seconds", (System.nanoTime() - start) / 1e9);
            CorpusDocument first = corpus.of(DocumentType.TICKET).get(0);
            InferenceRequest request = questions.get(DocumentType.TICKET).about(first.document());
            engine.submit(request).join();
            found.put("first_answer_seconds", (System.nanoTime() - start) / 1e9);
            put(found, "started", ProcessMemory.now());
            found.put("documents", load(engine, corpus, questions, load));
            put(found, "loaded", ProcessMemory.now());
        }
        return found;
    }

    /** Keeps the engine busy with all types for this long; tells how many documents it took. */
    private static int load(
            InferenceEngine.Lease engine,
            Corpus corpus,
            Map<DocumentType, DocumentQuestions> questions,
            Duration time)
            throws InterruptedException {
        List<CorpusDocument> all = new ArrayList<>();
        for (DocumentType type : DocumentType.values()) {
            all.addAll(corpus.of(type));
        }
        Semaphore room = new Semaphore(WINDOW);
        long end = System.nanoTime() + time.toNanos();
        int submitted = 0;
        while (System.nanoTime() < end) {
            CorpusDocument document = all.get(submitted++ % all.size());
            InferenceRequest request = questions.get(document.type()).about(document.document());
            if (!request.questions().isEmpty()) {
                room.acquire();
                var unused = engine.submit(request).whenComplete((answer, fault) -> room.release());
            }
        }
        room.acquire(WINDOW);
        return submitted;
    }

    private static void put(ObjectNode found, String when, ProcessMemory memory) {
        found.putObject(when)
                .put("resident_mib", memory.resident())
                .put("heap_used_mib", memory.heapUsed())
                .put("heap_committed_mib", memory.heapCommitted())
                .put("jvm_mib", memory.jvm())
                .put("buffers_mib", memory.buffers())
                .put("native_mib", memory.nativeRest());
    }
}
