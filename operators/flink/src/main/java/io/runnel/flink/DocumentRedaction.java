package io.runnel.flink;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.LineItem;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.document.Turn;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.Redacted;
import io.runnel.schemas.privacy.RejectRedaction;
import io.runnel.schemas.privacy.TextRedaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A document without personal data, and where the places of its texts have gone. Ids, numbers,
 * dates and states of a document are searched as {@link TextRedaction#redactIdentifier} says. The
 * original bytes stay: only a dead letter would show them, and has its own redaction.
 */
final class DocumentRedaction {
    private final TextRedaction texts;
    private final PersonNames names;
    private final Speakers speakers;
    private final Map<String, Redacted> byField = new HashMap<>();

    DocumentRedaction(TextRedaction texts, PersonNames names, Set<PersonalData> kinds) {
        this.texts = texts;
        this.names = names;
        this.speakers = new Speakers(texts, kinds);
    }

    Invoice redact(Invoice invoice) {
        List<LineItem> items = new ArrayList<>();
        for (LineItem item : invoice.lineItems()) {
            items.add(redact(item, "line_items[" + items.size() + "].description"));
        }
        List<String> notes = new ArrayList<>();
        for (String note : invoice.notes()) {
            notes.add(text("notes[" + notes.size() + "]", note));
        }
        return new Invoice(
                origin(invoice),
                id(invoice.id()),
                text("title", invoice.title()),
                text("text", invoice.text()),
                invoice.language(),
                id(invoice.docType()),
                id(invoice.number()),
                texts.redact(invoice.vendor()),
                texts.redact(invoice.customer()),
                texts.redact(invoice.address()),
                id(invoice.date()),
                id(invoice.dueDate()),
                id(invoice.total()),
                id(invoice.currency()),
                List.copyOf(items),
                List.copyOf(notes),
                other(invoice.other()));
    }

    private LineItem redact(LineItem item, String field) {
        return new LineItem(
                id(item.line()),
                text(field, item.description()),
                id(item.quantity()),
                id(item.uom()),
                id(item.unitPrice()),
                id(item.amount()),
                other(item.other()));
    }

    Transcript redact(Transcript transcript) {
        List<Turn> turns = new ArrayList<>();
        for (Turn turn : transcript.turns()) {
            turns.add(
                    new Turn(
                            speaker(turn.speaker()),
                            text("turns[" + turns.size() + "].text", turn.text()),
                            id(turn.time()),
                            other(turn.other())));
        }
        return new Transcript(
                origin(transcript),
                id(transcript.id()),
                text("title", transcript.title()),
                transcript.language(),
                id(transcript.channel()),
                id(transcript.date()),
                List.copyOf(turns),
                other(transcript.other()));
    }

    Ticket redact(Ticket ticket) {
        return new Ticket(
                origin(ticket),
                id(ticket.id()),
                text("title", ticket.title()),
                text("text", ticket.text()),
                ticket.language(),
                id(ticket.channel()),
                speakers.person(ticket.customer()),
                id(ticket.created()),
                id(ticket.priority()),
                id(ticket.status()),
                other(ticket.other()));
    }

    /** Who speaks, as {@link Speakers} says. */
    String speaker(String speaker) {
        return speakers.speaker(speaker);
    }

    /** A text that a model wrote about the document, once that is redacted. */
    String written(String text) {
        List<String> persons = new ArrayList<>(names.all());
        persons.addAll(speakers.persons());
        return texts.redact(text, new WrittenNames(persons).in(text)).text();
    }

    /** Where a span of a field is now; empty if nothing of it is left. */
    Optional<Redacted.Place> place(String field, int start, int end) {
        return byField.get(field).place(start, end);
    }

    /** What stands at a place now. */
    String text(String field, Redacted.Place place) {
        return byField.get(field).text().substring(place.start(), place.end());
    }

    private String text(String field, String text) {
        if (text == null) {
            return null;
        }
        Redacted redacted = texts.redact(text, names.at(field));
        byField.put(field, redacted);
        return redacted.text();
    }

    private String id(String identifier) {
        return texts.redactIdentifier(identifier);
    }

    private Map<String, String> other(Map<String, String> other) {
        Map<String, String> redacted = new LinkedHashMap<>();
        other.forEach(
                (name, json) ->
                        redacted.put(
                                free(redacted, texts.redact(name)),
                                texts.redactJson(json)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                "The unknown field '"
                                                                        + name
                                                                        + "' holds no JSON."))));
        return redacted;
    }

    /** Two names that become one get numbers: no field is lost. */
    private static String free(Map<String, String> fields, String name) {
        String free = name;
        for (int number = 2; fields.containsKey(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    private Origin origin(Document document) {
        Origin origin = document.origin();
        return new Origin(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                origin.timestamp(),
                RejectRedaction.identifier(origin.key(), texts),
                RejectRedaction.headers(origin.headers(), texts),
                origin.payload());
    }
}
