package io.runnel.benchmarks;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.JobArguments;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The model store of the checkout. */
public final class BundledPack {
    private BundledPack() {}

    public static Path store() {
        return Path.of("..", "model-store", "models").toAbsolutePath().normalize();
    }

    /** Lets local commands of this process find it, as the launcher does. */
    static void use() {
        System.setProperty("runnel.models", store().toString());
    }

    /** A small engine on it. */
    public static EngineSettings engine() {
        return new EngineSettings(store(), 1, 1, 512, 0, Duration.ofMinutes(1));
    }

    /** This corpus with the jobs' own tasks. */
    public static PreparedCorpus prepared(Corpus corpus) {
        Map<DocumentType, EnrichmentSettings> tasks = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            tasks.put(type, JobArguments.bounded(type, null, List.of()).settings().tasks());
        }
        return PreparedCorpus.of(corpus, tasks, engine());
    }
}
