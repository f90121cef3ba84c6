package io.runnel.micro;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.JobArguments;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The documents and the model that all micro-benchmarks work with: those of {@code ./runnel bench}.
 */
final class Material {
    private static final CorpusSize SIZE = new CorpusSize(400, 6, 100);
    private static final long SEED = 42;

    private Material() {}

    static Corpus corpus() {
        return Corpus.made(SIZE, SEED);
    }

    static PreparedCorpus prepared() {
        Map<DocumentType, EnrichmentSettings> tasks = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            tasks.put(type, JobArguments.bounded(type, null, List.of()).settings().tasks());
        }
        EngineSettings engine =
                EngineSettings.defaults(Path.of(System.getProperty("runnel.models")));
        return PreparedCorpus.of(corpus(), tasks, engine);
    }
}
