package io.runnel.flink;

import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.FieldLabel;
import io.runnel.schemas.document.LabelScore;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.SpeakerSentiment;
import io.runnel.schemas.document.Transcript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sentiment of a document; of a transcript also per turn, per speaker, and from start to end.
 */
final class SentimentAssembly {
    /** What models call the two ends, in lower case. */
    private static final Set<String> POSITIVE = Set.of("positive", "pos");

    private static final Set<String> NEGATIVE = Set.of("negative", "neg");

    private SentimentAssembly() {}

    static Sentiment sentiment(Document document, DocumentPassages passages, Labels labels) {
        List<LabelScore> scores = LabelAssembly.scores(labels);
        String label = scores.get(0).label();
        double score = scores.get(0).score();
        if (!(document instanceof Transcript)) {
            return new Sentiment(label, score, scores, List.of(), List.of(), null);
        }
        List<FieldLabel> turns =
                labels.passages().stream()
                        .map(turn -> LabelAssembly.fieldLabel(passages, turn))
                        .toList();
        return new Sentiment(
                label,
                score,
                scores,
                turns,
                speakers(passages, labels),
                movement(passages, labels));
    }

    /** What each named speaker said, turns weighted by their length. */
    private static List<SpeakerSentiment> speakers(DocumentPassages passages, Labels labels) {
        Map<String, Probabilities> bySpeaker = new LinkedHashMap<>();
        for (Labels.OfPassage turn : labels.passages()) {
            String speaker = passages.speakers().get(turn.index());
            if (speaker != null) {
                bySpeaker
                        .computeIfAbsent(speaker, name -> new Probabilities())
                        .add(turn.labels(), length(passages, turn));
            }
        }
        return bySpeaker.entrySet().stream()
                .map(
                        entry -> {
                            LabelScore best = entry.getValue().scores().get(0);
                            return new SpeakerSentiment(entry.getKey(), best.label(), best.score());
                        })
                .toList();
    }

    /**
     * From the first to the last third of the turns; {@code null} if the head has no positive and
     * negative label.
     */
    private static SentimentMovement movement(DocumentPassages passages, Labels labels) {
        List<Labels.OfPassage> turns = labels.passages();
        Optional<String> positive = label(labels, POSITIVE);
        Optional<String> negative = label(labels, NEGATIVE);
        if (turns.isEmpty() || positive.isEmpty() || negative.isEmpty()) {
            return null;
        }
        int third = Math.max(1, turns.size() / 3);
        Probabilities first = mean(passages, turns.subList(0, third));
        Probabilities last = mean(passages, turns.subList(turns.size() - third, turns.size()));
        double start = first.of(positive.get()) - first.of(negative.get());
        double end = last.of(positive.get()) - last.of(negative.get());
        return new SentimentMovement(start, end, end - start);
    }

    /** The label that is one of these, whatever its case. */
    private static Optional<String> label(Labels labels, Set<String> names) {
        return labels.overall().stream()
                .map(Label::label)
                .filter(label -> names.contains(label.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Probabilities mean(DocumentPassages passages, List<Labels.OfPassage> turns) {
        Probabilities mean = new Probabilities();
        turns.forEach(turn -> mean.add(turn.labels(), length(passages, turn)));
        return mean;
    }

    private static int length(DocumentPassages passages, Labels.OfPassage turn) {
        return passages.passages().get(turn.index()).text().length();
    }
}
