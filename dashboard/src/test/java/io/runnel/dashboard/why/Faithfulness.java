package io.runnel.dashboard.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.dashboard.ServedStore;
import io.runnel.dashboard.store.DocumentTexts.FieldText;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.Labels;
import io.runnel.inference.task.Task;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures how faithful the ways of weighing words are, each by a {@link Trial} of every document:
 * {@code Faithfulness STORE MODEL HEAD DOCUMENTS CHARACTERS [FILE]} takes so many tickets of at
 * most so many characters from JSON lines, or from the demo's where no file is named. The head
 * {@code sentiment} is asked for sentiment, any other for classification.
 */
public final class Faithfulness {
    private static final int FEWEST_WORDS = 6;
    private static final long SEED = 10;

    private final InferenceEngine.Lease engine;
    private final Task<Labels> task;

    /**
     * @param engine without a cache where costs matter
     */
    Faithfulness(InferenceEngine.Lease engine, ModelId model, String head) {
        this.engine = engine;
        this.task =
                head.equals("sentiment")
                        ? new AnalyzeSentiment(model, head, LongText.CHUNK)
                        : new Classify(model, head, LongText.CHUNK);
        engine.prepare(List.of(task));
    }

    /** Prints a table in Markdown. */
    public static void main(String[] arguments) throws Exception {
        List<Ticket> tickets =
                arguments.length > 5 ? tickets(Path.of(arguments[5])) : demoTickets();
        int most = Integer.parseInt(arguments[3]);
        int characters = Integer.parseInt(arguments[4]);
        EngineSettings usual = EngineSettings.defaults(Path.of(arguments[0]));
        EngineSettings withoutCache =
                new EngineSettings(
                        usual.models(),
                        usual.workers(),
                        usual.intraOpThreads(),
                        usual.batchMaxTokens(),
                        0,
                        usual.runTimeout());
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(withoutCache)) {
            ModelId model = ModelId.parse(arguments[1]);
            Faithfulness faithfulness = new Faithfulness(engine, model, arguments[2]);
            List<AskedDocument> documents = faithfulness.ask(tickets, most, characters);
            System.out.printf(
                    "%s: %d tickets of %.0f words in the mean; %s%n%n",
                    arguments[2],
                    documents.size(),
                    documents.stream().mapToInt(AskedDocument::words).average().orElse(0),
                    ServedStore.machine());
            System.out.print(table(faithfulness.compare(Ways.all(), documents)));
        }
    }

    /** So many tickets of at most so many characters, in a random order that is always the same. */
    List<AskedDocument> ask(List<Ticket> tickets, int most, int characters)
            throws InterruptedException {
        List<Ticket> drawn = new ArrayList<>(tickets);
        Collections.shuffle(drawn, new Random(SEED));
        List<AskedDocument> documents = new ArrayList<>();
        for (int i = 0; i < drawn.size() && documents.size() < most; i++) {
            List<FieldText> texts = AskedTexts.of(drawn.get(i), LabelTask.CLASSIFICATION);
            int length = texts.stream().mapToInt(text -> text.text().length()).sum();
            if (length <= characters && Span.of(texts).size() >= FEWEST_WORDS) {
                documents.add(new AskedDocument(engine, task, texts));
            }
        }
        return documents;
    }

    /** The trials of each way; ways take turns, document by document. */
    Map<String, Trials> compare(Map<String, Ways.Way> ways, List<AskedDocument> documents)
            throws InterruptedException {
        Map<String, Trials> trials = new LinkedHashMap<>();
        ways.keySet().forEach(name -> trials.put(name, new Trials(new ArrayList<>())));
        for (AskedDocument document : documents) {
            for (Map.Entry<String, Ways.Way> way : ways.entrySet()) {
                trials.get(way.getKey()).trials().add(Trial.of(way.getValue(), document));
            }
        }
        return trials;
    }

    private static String table(Map<String, Trials> ways) {
        StringBuilder table = new StringBuilder();
        table.append("| Way | Lost without 5, 10, 20, 50 % | Mean | Against occlusion |");
        table.append(" Lost with only 5, 10, 20, 50 % | Mean | Against occlusion |");
        table.append(
                " Questions | ms |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        Trials occlusion = ways.get(Ways.OCCLUSION);
        ways.forEach((name, trials) -> table.append(trials.row(name, occlusion)).append('\n'));
        return table.toString();
    }

    /** Those that {@code ./runnel demo} sends. */
    static List<Ticket> demoTickets() throws IOException {
        try (InputStream lines = Faithfulness.class.getResourceAsStream("/demo/tickets.jsonl")) {
            return tickets(new String(lines.readAllBytes(), UTF_8).lines().toList());
        }
    }

    private static List<Ticket> tickets(Path file) throws IOException {
        return tickets(Files.readAllLines(file));
    }

    private static List<Ticket> tickets(List<String> lines) {
        List<Ticket> tickets = new ArrayList<>();
        for (String line : lines) {
            byte[] bytes = line.getBytes(UTF_8);
            Origin origin = new Origin("tickets", 0, tickets.size(), 0, null, List.of(), bytes);
            if (JsonDocumentCodec.tickets().decode(origin) instanceof Decoded.Read<Ticket> read) {
                tickets.add(read.document());
            } else {
                throw new IllegalArgumentException("Line is no ticket: " + line);
            }
        }
        return tickets;
    }
}
