package io.runnel.flink;

import io.runnel.inference.InferenceRequest;
import io.runnel.inference.InferenceRequest.Question;
import io.runnel.inference.text.Passage;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A document as the engine sees it: its texts that say something, and which task is asked about
 * which of them. Every task is asked about at least one passage.
 *
 * <p>Fields are asked of invoices with a text only. What each type asks:
 *
 * <ul>
 *   <li>ticket: everything about title and text; the summary about the text if there is one.
 *   <li>transcript: everything about the turns; entities about the title too, because it often
 *       names the company. The title is no part of the conversation, so it is not classified.
 *   <li>invoice: the class of each line's description, else of text and title; the sentiment of
 *       notes, because people write them, else of the text, else of the rest (what is printed on an
 *       invoice is neutral by nature); entities of all; the summary of text and notes, else of all;
 *       the fields of the text, since they are read from paper.
 * </ul>
 *
 * @param speakers one for each passage; {@code null} outside turns
 * @param lines for each passage the line item that it describes, or -1
 */
record DocumentPassages(
        List<Passage> passages,
        List<String> speakers,
        List<Integer> lines,
        List<Integer> classification,
        List<Integer> sentiment,
        List<Integer> entities,
        List<Integer> summary,
        List<Integer> fields) {

    static DocumentPassages of(Document document) {
        if (document instanceof Invoice invoice) {
            return ofInvoice(invoice);
        }
        if (document instanceof Transcript transcript) {
            return ofTranscript(transcript);
        }
        return ofTicket((Ticket) document);
    }

    /** The questions about these passages. */
    InferenceRequest request(Tasks tasks) {
        List<Question> questions = new ArrayList<>();
        questions.add(new Question(tasks.classification(), classification));
        questions.add(new Question(tasks.sentiment(), sentiment));
        questions.add(new Question(tasks.entities(), entities));
        questions.add(new Question(tasks.summary(), summary));
        tasks.fields()
                .filter(task -> mayHaveFields())
                .ifPresent(task -> questions.add(new Question(task, fields)));
        return new InferenceRequest(passages, List.copyOf(questions));
    }

    /** Whether there is a text to look for fields in. */
    boolean mayHaveFields() {
        return !fields.isEmpty();
    }

    private static DocumentPassages ofTicket(Ticket ticket) {
        Collected collected = new Collected();
        List<Integer> title = collected.add("title", ticket.title());
        List<Integer> text = collected.add("text", ticket.text());
        List<Integer> all = collected.all();
        return collected.asked(all, all, firstOf(text, title), List.of());
    }

    private static DocumentPassages ofTranscript(Transcript transcript) {
        Collected collected = new Collected();
        List<Integer> title = collected.add("title", transcript.title());
        List<Integer> turns = new ArrayList<>();
        for (int i = 0; i < transcript.turns().size(); i++) {
            Turn turn = transcript.turns().get(i);
            turns.addAll(collected.add("turns[" + i + "].text", turn.text(), turn.speaker(), -1));
        }
        List<Integer> said = firstOf(turns, title);
        return collected.asked(said, said, said, List.of());
    }

    private static DocumentPassages ofInvoice(Invoice invoice) {
        Collected collected = new Collected();
        List<Integer> title = collected.add("title", invoice.title());
        List<Integer> text = collected.add("text", invoice.text());
        List<Integer> notes = new ArrayList<>();
        for (int i = 0; i < invoice.notes().size(); i++) {
            notes.addAll(collected.add("notes[" + i + "]", invoice.notes().get(i)));
        }
        List<Integer> lines = new ArrayList<>();
        for (int i = 0; i < invoice.lineItems().size(); i++) {
            String description = invoice.lineItems().get(i).description();
            lines.addAll(collected.add("line_items[" + i + "].description", description, null, i));
        }
        List<Integer> titleAndText = joined(title, text);
        return collected.asked(
                firstOf(lines, titleAndText, notes),
                firstOf(notes, text, joined(title, lines)),
                firstOf(joined(text, notes), joined(title, lines)),
                text);
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    @SafeVarargs
    private static List<Integer> firstOf(List<Integer>... choices) {
        for (List<Integer> choice : choices) {
            if (!choice.isEmpty()) {
                return List.copyOf(choice);
            }
        }
        return List.of();
    }

    /** Passages as they are found. */
    private static final class Collected {
        private final List<Passage> passages = new ArrayList<>();
        private final List<String> speakers = new ArrayList<>();
        private final List<Integer> lines = new ArrayList<>();

        List<Integer> add(String field, String text) {
            return add(field, text, null, -1);
        }

        /** The new passage's place, or none if the text says nothing. */
        List<Integer> add(String field, String text, String speaker, int line) {
            if (!Text.saysSomething(text)) {
                return List.of();
            }
            passages.add(new Passage(field, text));
            speakers.add(speaker);
            lines.add(line);
            return List.of(passages.size() - 1);
        }

        List<Integer> all() {
            return IntStream.range(0, passages.size()).boxed().toList();
        }

        DocumentPassages asked(
                List<Integer> classification,
                List<Integer> sentiment,
                List<Integer> summary,
                List<Integer> fields) {
            return new DocumentPassages(
                    List.copyOf(passages),
                    Collections.unmodifiableList(speakers),
                    List.copyOf(lines),
                    classification,
                    sentiment,
                    all(),
                    summary,
                    fields);
        }
    }
}
