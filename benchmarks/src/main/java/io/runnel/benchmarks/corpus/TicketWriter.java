package io.runnel.benchmarks.corpus;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Ticket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * New tickets from those of the demo: each begins as one of them, is cut to its length or goes on
 * with sentences of others, and has other numbers.
 */
final class TicketWriter {
    private static final int LEAST_WORDS_FOR_A_TITLE = 12;

    private final List<Ticket> demo = DemoDocuments.of(DocumentType.TICKET, Ticket.class);
    private final List<List<String>> sentences = new ArrayList<>();

    TicketWriter() {
        demo.forEach(ticket -> sentences.add(Words.sentences(ticket.text())));
    }

    Ticket write(int number, Random random) {
        return write(number, LengthLaw.TICKET.words(random), random);
    }

    /** A ticket of so many words. */
    Ticket write(int number, int words, Random random) {
        int start = random.nextInt(demo.size());
        Ticket first = demo.get(start);
        String title = words >= LEAST_WORDS_FOR_A_TITLE ? first.title() : null;
        String text = text(start, Math.max(3, words - Words.count(title)), random);
        return new Ticket(
                null,
                "ticket-" + number,
                Words.otherNumbers(title, random),
                Words.otherNumbers(text, random),
                null,
                first.channel(),
                first.customer(),
                first.created(),
                first.priority(),
                first.status(),
                Map.of());
    }

    private String text(int start, int words, Random random) {
        StringBuilder text = new StringBuilder();
        int left = words;
        int from = start;
        while (left > 0) {
            for (String sentence : sentences.get(from)) {
                if (left > 0) {
                    String part = Words.first(sentence, left);
                    left -= Words.count(part);
                    text.append(text.isEmpty() ? "" : " ").append(part);
                }
            }
            from = random.nextInt(demo.size());
        }
        return text.toString();
    }
}
