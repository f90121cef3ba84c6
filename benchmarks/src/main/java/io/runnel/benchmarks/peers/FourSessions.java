package io.runnel.benchmarks.peers;

import io.runnel.inference.text.CharSpan;
import io.runnel.inference.text.SentenceSplitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A session for each of the four tasks; each text goes through all of them, one after the other.
 */
final class FourSessions implements Answerer {
    private static final int SALIENT = 1;
    private static final int SUMMARY_SENTENCES = 3;

    private final TaskSession classification;
    private final TaskSession sentiment;
    private final TaskSession entities;
    private final TaskSession summary;

    private FourSessions(List<TaskSession> sessions) {
        this.classification = sessions.get(0);
        this.sentiment = sessions.get(1);
        this.entities = sessions.get(2);
        this.summary = sessions.get(3);
    }

    private record Scored(CharSpan span, double mean) {}

    /** Loads the four models of a folder. */
    static FourSessions open(Path models, int intraOpThreads) {
        List<TaskSession> sessions = new ArrayList<>();
        try {
            for (String task : List.of("classification", "sentiment", "entities", "summary")) {
                sessions.add(TaskSession.open(models.resolve(task), intraOpThreads));
            }
            return new FourSessions(sessions);
        } catch (IllegalStateException e) {
            sessions.forEach(TaskSession::close);
            throw e;
        }
    }

    @Override
    public Answered answer(Piece piece) {
        String text = piece.text();
        return new Answered(
                piece,
                classification.label(classification.run(text), 0),
                sentiment.label(sentiment.run(text), 0),
                entities(entities.run(text)),
                sentences(text, summary.run(text)).size());
    }

    /** How many entities the BIO tags give; the first token of a word decides for the word. */
    private int entities(TokenLogits logits) {
        long[] words = logits.encoding().getWordIds();
        int found = 0;
        long word = -1;
        String open = "";
        for (int token = 0; token < words.length; token++) {
            if (logits.special(token) || words[token] == word) {
                continue;
            }
            word = words[token];
            String tag = entities.label(logits, token);
            String kind = tag.length() > 2 ? tag.substring(2) : "";
            if (!kind.isEmpty() && !(tag.charAt(0) == 'I' && kind.equals(open))) {
                found++;
            }
            open = kind;
        }
        return found;
    }

    /** The sentences whose tokens are the most salient on average. */
    private static List<CharSpan> sentences(String text, TokenLogits logits) {
        List<Scored> scored = new ArrayList<>();
        for (CharSpan span : SentenceSplitter.split(text)) {
            scored.add(new Scored(span, salience(span, logits)));
        }
        return scored.stream()
                .sorted(Comparator.comparingDouble(Scored::mean).reversed())
                .limit(SUMMARY_SENTENCES)
                .map(Scored::span)
                .sorted(Comparator.comparingInt(CharSpan::start))
                .toList();
    }

    private static double salience(CharSpan span, TokenLogits logits) {
        var spans = logits.encoding().getCharTokenSpans();
        double sum = 0;
        int tokens = 0;
        for (int token = 0; token < spans.length; token++) {
            // Code points: near enough to Java's indices for choosing sentences.
            if (!logits.special(token)
                    && spans[token].getStart() >= span.start()
                    && spans[token].getStart() < span.end()) {
                float[] values = logits.logits()[token];
                sum += 1 / (1 + Math.exp(values[0] - values[SALIENT]));
                tokens++;
            }
        }
        return tokens == 0 ? Double.NEGATIVE_INFINITY : sum / tokens;
    }

    @Override
    public void close() {
        List.of(classification, sentiment, entities, summary).forEach(TaskSession::close);
    }
}
