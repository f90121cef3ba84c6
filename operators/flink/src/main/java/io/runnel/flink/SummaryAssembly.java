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
        return lineOf(document)
                .map(line -> new Summary(line, Summary.FIELDS, sentences))
                .orElseGet(() -> new Summary(joined(sentences), Summary.EXTRACTIVE, sentences));
    }

    /** What can be said where the model is not asked: the line of an invoice needs none. */
    static Summary withoutModel(Document document) {
        return lineOf(document)
                .map(line -> new Summary(line, Summary.FIELDS, List.of()))
                .orElseGet(Summary::unanswered);
    }

    private static Optional<String> lineOf(Document document) {
        return document instanceof Invoice invoice ? InvoiceLine.of(invoice) : Optional.empty();
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
    static String joined(List<SummarySentence> sentences) {
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
