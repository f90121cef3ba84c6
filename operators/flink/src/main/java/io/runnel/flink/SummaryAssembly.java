package io.runnel.flink;

import io.runnel.inference.task.Quote;
import io.runnel.inference.task.Quotes;
import io.runnel.inference.text.Passage;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Summary;
import io.runnel.schemas.document.SummarySentence;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The summary of a document: the sentences that the model quotes, or one line from an invoice's
 * fields.
 */
final class SummaryAssembly {
    private SummaryAssembly() {}

    static Summary summary(Document document, DocumentPassages passages, Quotes quotes) {
        List<SummarySentence> sentences =
                quotes.sentences().stream().map(quote -> sentence(passages, quote)).toList();
        if (document instanceof Invoice invoice) {
            Optional<String> line = InvoiceLine.of(invoice);
            if (line.isPresent()) {
                return new Summary(line.get(), "fields", sentences);
            }
        }
        return new Summary(joined(sentences), "extractive", sentences);
    }

    private static SummarySentence sentence(DocumentPassages passages, Quote quote) {
        Passage passage = passages.passages().get(quote.index());
        return new SummarySentence(
                passage.field(),
                passages.speakers().get(quote.index()),
                quote.span().of(passage.text()),
                quote.score(),
                quote.span().start(),
                quote.span().end());
    }

    /** The sentences on one line; a speaker is named where another one spoke before. */
    private static String joined(List<SummarySentence> sentences) {
        StringBuilder joined = new StringBuilder();
        String last = null;
        for (SummarySentence sentence : sentences) {
            if (!joined.isEmpty()) {
                joined.append(' ');
            }
            if (sentence.speaker() != null && !Objects.equals(sentence.speaker(), last)) {
                joined.append(onOneLine(sentence.speaker())).append(": ");
            }
            last = sentence.speaker();
            joined.append(onOneLine(sentence.text()));
        }
        return joined.toString();
    }

    static String onOneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
