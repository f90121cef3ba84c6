package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * New transcripts from those of the demo: two of three are conversations, one is a meeting or an
 * earnings call. Each begins as one of its kind, ends when it is long enough, or goes on with turns
 * of others, and has other numbers.
 */
final class TranscriptWriter {
    /** What the demo has with more words than this is a meeting. */
    private static final int MEETING_WORDS = 1_000;

    private final List<Transcript> conversations = new ArrayList<>();
    private final List<Transcript> meetings = new ArrayList<>();

    TranscriptWriter() {
        for (Transcript transcript : DemoDocuments.of(DocumentType.TRANSCRIPT, Transcript.class)) {
            int words =
                    transcript.turns().stream().mapToInt(turn -> Words.count(turn.text())).sum();
            (words > MEETING_WORDS ? meetings : conversations).add(transcript);
        }
    }

    Transcript write(int number, Random random) {
        boolean meeting = number % LengthLaw.MEETING_EVERY == 0;
        List<Transcript> kind = meeting ? meetings : conversations;
        LengthLaw law = meeting ? LengthLaw.MEETING : LengthLaw.CONVERSATION;
        Transcript first = kind.get(random.nextInt(kind.size()));
        return new Transcript(
                null,
                "transcript-" + number,
                first.title(),
                null,
                first.channel(),
                first.date(),
                turns(first, kind, law.words(random), random),
                Map.of());
    }

    private static List<Turn> turns(
            Transcript first, List<Transcript> kind, int words, Random random) {
        List<Turn> turns = new ArrayList<>();
        int left = words;
        Transcript from = first;
        while (left > 0) {
            for (Turn turn : from.turns()) {
                if (left > 0 && Words.count(turn.text()) > 0) {
                    String said = Words.first(turn.text(), left);
                    left -= Words.count(said);
                    turns.add(
                            new Turn(
                                    turn.speaker(),
                                    Words.otherNumbers(said, random),
                                    turn.time(),
                                    Map.of()));
                }
            }
            from = kind.get(random.nextInt(kind.size()));
        }
        return turns;
    }
}
