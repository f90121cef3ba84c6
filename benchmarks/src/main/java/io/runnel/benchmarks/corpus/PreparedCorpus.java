package io.runnel.benchmarks.corpus;

import io.runnel.benchmarks.measure.Spread;
import io.runnel.flink.DocumentQuestions;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.ModelStore;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** The corpus with everything that can be worked out before the clock runs. */
public final class PreparedCorpus {
    private static final long ORDER_SEED = 7;

    private final Corpus corpus;
    private final ModelDirectory model;
    private final Map<DocumentType, EnrichmentSettings> tasks;
    private final Map<Part, List<PreparedDocument>> parts;

    private PreparedCorpus(
            Corpus corpus,
            ModelDirectory model,
            Map<DocumentType, EnrichmentSettings> tasks,
            Map<Part, List<PreparedDocument>> parts) {
        this.corpus = corpus;
        this.model = model;
        this.tasks = tasks;
        this.parts = parts;
    }

    /**
     * Prepares every document.
     *
     * @param tasks what the job of each type asks
     * @param engine where the models are
     * @throws IllegalArgumentException if the tasks name more than one model: then there is no one
     *     ceiling
     */
    public static PreparedCorpus of(
            Corpus corpus, Map<DocumentType, EnrichmentSettings> tasks, EngineSettings engine) {
        Map<Part, List<PreparedDocument>> parts = new EnumMap<>(Part.class);
        try (InferenceEngine.Lease lease = InferenceEngine.acquire(engine)) {
            Map<DocumentType, DocumentQuestions> questions = new EnumMap<>(DocumentType.class);
            Set<ModelId> models = new HashSet<>();
            for (DocumentType type : DocumentType.values()) {
                questions.put(type, DocumentQuestions.open(type, tasks.get(type), lease));
                for (Task<?> task : questions.get(type).tasks()) {
                    models.add(task.model());
                }
            }
            if (models.size() != 1) {
                throw new IllegalArgumentException(
                        "The benchmarks measure one model for all tasks; found " + models + ".");
            }
            ModelDirectory model = new ModelStore(engine.models()).find(models.iterator().next());
            try (Tokenizer tokenizer = Tokenizer.open(model.tokenizer())) {
                for (DocumentType type : DocumentType.values()) {
                    DocumentPreparation preparation =
                            new DocumentPreparation(
                                    questions.get(type), new RowMaker(tokenizer, model.card()));
                    parts.put(
                            Part.of(type),
                            corpus.of(type).parallelStream().map(preparation::prepare).toList());
                }
            }
            parts.put(Part.ALL, mixed(parts));
            return new PreparedCorpus(corpus, model, tasks, parts);
        }
    }

    /** Whose the documents are. */
    public Corpus.Kind kind() {
        return corpus.kind();
    }

    /** The model that answers everything. */
    public ModelDirectory model() {
        return model;
    }

    /** The same documents with some of their questions only, and the rows that these need. */
    public List<PreparedDocument> asking(
            List<PreparedDocument> documents, Predicate<Question> which) {
        try (Tokenizer tokenizer = Tokenizer.open(model.tokenizer())) {
            RowMaker rows = new RowMaker(tokenizer, model.card());
            return documents.stream().map(document -> rows.asking(document, which)).toList();
        }
    }

    /** Writes the documents, so that another process can read them. */
    public void write(Path folder) {
        corpus.write(folder);
    }

    /** What the job of a type asks. */
    public EnrichmentSettings tasks(DocumentType type) {
        return tasks.get(type);
    }

    /** The documents of a part in their order; all types are mixed in {@link Part#ALL}. */
    public List<PreparedDocument> of(Part part) {
        return parts.get(part);
    }

    /**
     * The first documents of a part, until they have so many tokens; of {@link Part#ALL} a third of
     * them from each type, mixed.
     */
    public List<PreparedDocument> sample(Part part, long tokens) {
        List<PreparedDocument> sample = new ArrayList<>();
        for (DocumentType type : part.types()) {
            long left = tokens / part.types().size();
            for (PreparedDocument document : of(Part.of(type))) {
                if (left <= 0) {
                    break;
                }
                sample.add(document);
                left -= document.tokens();
            }
        }
        Collections.shuffle(sample, new Random(ORDER_SEED));
        return List.copyOf(sample);
    }

    /** Real tokens of a part. */
    public long tokens(Part part) {
        return of(part).stream().mapToLong(PreparedDocument::tokens).sum();
    }

    /** What it is, for the report. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("source", corpus.source());
        facts.put("digest", corpus.digest());
        for (Part part : Part.values()) {
            List<Double> lengths =
                    of(part).stream().map(document -> (double) document.tokens()).toList();
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("documents", of(part).size());
            one.put("tokens", tokens(part));
            one.put("rows", of(part).stream().mapToLong(row -> row.rows().size()).sum());
            one.put("tokens_p10", Spread.quantile(lengths, 0.1));
            one.put("tokens_p50", Spread.quantile(lengths, 0.5));
            one.put("tokens_p90", Spread.quantile(lengths, 0.9));
            one.put("tokens_max", Spread.quantile(lengths, 1));
            facts.put(part.label(), one);
        }
        return facts;
    }

    private static List<PreparedDocument> mixed(Map<Part, List<PreparedDocument>> parts) {
        List<PreparedDocument> all = new ArrayList<>();
        for (DocumentType type : Part.ALL.types()) {
            all.addAll(parts.get(Part.of(type)));
        }
        Collections.shuffle(all, new Random(ORDER_SEED));
        return List.copyOf(all);
    }
}
