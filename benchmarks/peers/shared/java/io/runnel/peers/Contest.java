package io.runnel.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The frame around a Java contestant: reads the corpus, warms up, measures, prints one JSON line;
 * as {@code shared/runnel_peers/contest.py}.
 */
public final class Contest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKED = 128;
    private static final int PROBED = 256;

    private final Options options;
    private final int sliceSize;
    private final List<Piece> pieces;
    private int next;

    private Contest(Options options, int sliceSize, List<Piece> pieces) {
        this.options = options;
        this.sliceSize = sliceSize;
        this.pieces = pieces;
    }

    /**
     * Who competes.
     *
     * @param sliceSize texts that are handed over at a time
     * @param answer answers a slice of texts, in their order
     * @param tune tries what it can be set to on some texts, and says what it chose
     */
    public record Contestant(
            String name,
            int sliceSize,
            Map<String, Object> settings,
            Map<String, String> versions,
            Function<List<String>, List<Answer>> answer,
            Function<List<String>, Map<String, Object>> tune) {
        /** A contestant that has nothing to choose. */
        public Contestant(
                String name,
                int sliceSize,
                Map<String, Object> settings,
                Map<String, String> versions,
                Function<List<String>, List<Answer>> answer) {
            this(name, sliceSize, settings, versions, answer, texts -> Map.of());
        }
    }

    private record Work(long documents, long tokens, double seconds) {}

    /** Warms up, measures whole slices until the time is over, and prints the result. */
    public static void compete(Options options, Contestant contestant) throws IOException {
        Contest contest = new Contest(options, contestant.sliceSize(), read(options));
        System.err.println(
                contestant.name()
                        + ": "
                        + contest.pieces.size()
                        + " pieces, "
                        + contestant.settings());
        List<String> first = texts(contest.slice());
        List<Answer> all = contestant.answer().apply(first);
        List<Answer> check = all.subList(0, Math.min(CHECKED, all.size()));
        Map<String, Object> chosen =
                contestant.tune().apply(first.subList(0, Math.min(PROBED, first.size())));
        contest.spend(options.warmup(), contestant);
        Work work = contest.spend(options.seconds(), contestant);
        System.out.println(contest.result(contestant, work, check, chosen));
    }

    private static List<Piece> read(Options options) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        String last = null;
        for (String line : Files.readAllLines(options.corpus())) {
            JsonNode row = JSON.readTree(line);
            String id = row.get("id").asText();
            pieces.add(
                    new Piece(
                            row.get("text").asText(), row.get("tokens").asInt(), !id.equals(last)));
            last = id;
        }
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException(
                    options.corpus() + " has no line; expected {id, text, tokens} in each.");
        }
        return pieces;
    }

    private List<Piece> slice() {
        int end = Math.min(next + sliceSize, pieces.size());
        List<Piece> slice = pieces.subList(next, end);
        next = end == pieces.size() ? 0 : end;
        return slice;
    }

    private Work spend(double seconds, Contestant contestant) {
        long documents = 0;
        long tokens = 0;
        long start = System.nanoTime();
        while (since(start) < seconds) {
            List<Piece> slice = slice();
            List<Answer> answers = contestant.answer().apply(texts(slice));
            if (answers.size() != slice.size()) {
                throw new IllegalStateException(
                        answers.size() + " answers to " + slice.size() + " texts.");
            }
            for (Piece piece : slice) {
                documents += piece.opens() ? 1 : 0;
                tokens += piece.tokens();
            }
        }
        return new Work(documents, tokens, since(start));
    }

    private ObjectNode result(
            Contestant contestant, Work work, List<Answer> check, Map<String, Object> chosen) {
        ObjectNode found = JSON.createObjectNode();
        found.put("name", contestant.name());
        found.put("documents", work.documents());
        found.put("tokens", work.tokens());
        found.put("seconds", Math.round(work.seconds() * 1e3) / 1e3);
        ObjectNode settings = found.putObject("settings");
        settings.put("threads", options.threads());
        settings.put("batch", options.batch());
        settings.setAll((ObjectNode) JSON.valueToTree(contestant.settings()));
        settings.setAll((ObjectNode) JSON.valueToTree(chosen));
        found.set("versions", JSON.valueToTree(new TreeMap<>(contestant.versions())));
        ObjectNode answers = found.putObject("answers");
        answers.put("pieces", check.size());
        answers.set("classification", counts(check, Answer::classification));
        answers.set("sentiment", counts(check, Answer::sentiment));
        answers.put("entities", check.stream().mapToInt(Answer::entities).sum());
        answers.put("sentences", check.stream().mapToInt(Answer::sentences).sum());
        var byPiece = answers.putArray("by_piece");
        for (Answer answer : check) {
            byPiece.addArray()
                    .add(answer.classification())
                    .add(answer.sentiment())
                    .add(answer.entities())
                    .add(answer.sentences());
        }
        return found;
    }

    private static JsonNode counts(List<Answer> answers, Function<Answer, String> label) {
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach(answer -> counts.merge(label.apply(answer), 1, Integer::sum));
        return JSON.valueToTree(counts);
    }

    private static List<String> texts(List<Piece> slice) {
        return slice.stream().map(Piece::text).toList();
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
