package io.runnel.dashboard.store;

import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Text;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.ArrayList;
import java.util.List;

/** Every text of a document that an offset can name, in the order in which one reads it. */
public final class DocumentTexts {
    private DocumentTexts() {}

    /**
     * One text and the field that it stands in.
     *
     * @param speaker {@code null} outside turns
     */
    public record FieldText(String field, String speaker, String text) {}

    public static List<FieldText> of(Document document) {
        List<FieldText> texts = new ArrayList<>();
        if (document instanceof Invoice invoice) {
            add(texts, "title", null, invoice.title());
            add(texts, "text", null, invoice.text());
            for (int i = 0; i < invoice.notes().size(); i++) {
                add(texts, "notes[" + i + "]", null, invoice.notes().get(i));
            }
            for (int i = 0; i < invoice.lineItems().size(); i++) {
                String description = invoice.lineItems().get(i).description();
                add(texts, "line_items[" + i + "].description", null, description);
            }
        } else if (document instanceof Transcript transcript) {
            add(texts, "title", null, transcript.title());
            for (int i = 0; i < transcript.turns().size(); i++) {
                String speaker = transcript.turns().get(i).speaker();
                add(texts, "turns[" + i + "].text", speaker, transcript.turns().get(i).text());
            }
        } else if (document instanceof Ticket ticket) {
            add(texts, "title", null, ticket.title());
            add(texts, "text", null, ticket.text());
        }
        return texts;
    }

    /** The title, or {@code null}. */
    public static String title(Document document) {
        if (document instanceof Invoice invoice) {
            return invoice.title();
        }
        return document instanceof Transcript transcript
                ? transcript.title()
                : ((Ticket) document).title();
    }

    /** All that a search looks at: id, texts, vendor, summary. */
    public static String searched(Enriched enriched) {
        Document document = enriched.document();
        StringBuilder all = new StringBuilder(document.id());
        for (FieldText text : of(document)) {
            all.append('\n').append(text.text());
        }
        if (document instanceof Invoice invoice) {
            append(all, invoice.vendor());
            append(all, invoice.number());
        }
        append(all, enriched.summary().summaryText());
        return all.toString();
    }

    private static void append(StringBuilder all, String text) {
        if (text != null) {
            all.append('\n').append(text);
        }
    }

    private static void add(List<FieldText> texts, String field, String speaker, String text) {
        if (Text.saysSomething(text)) {
            texts.add(new FieldText(field, speaker, text));
        }
    }
}
