package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import io.runnel.inference.text.Sentence;
import io.runnel.inference.token.RowPiece;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * An extractive summary: each sentence's score is the mean logit of its tokens, each token counted
 * once, as a probability. Sentences that were not read, because the text was truncated, are not
 * quoted.
 */
final class QuotesReader implements TaskReader<Quotes> {
    private final Head head;
    private final QuoteChoice choice;

    QuotesReader(Head head, QuoteChoice choice) {
        this.head = head;
        this.choice = choice;
    }

    @Override
    public Quotes read(DocumentLogits document, List<Integer> asked) {
        List<Candidate> candidates = new ArrayList<>();
        for (int passage : asked) {
            TokenizedPassage text = document.passages().get(passage);
            TokenLogits logits = tokenLogits(document, passage);
            for (Sentence sentence : text.sentences()) {
                if (logits.covers(sentence)) {
                    double score = Softmax.sigmoid(logits.mean(sentence), head.temperature());
                    candidates.add(
                            Candidate.of(
                                    candidates.size(),
                                    passage,
                                    sentence.span(),
                                    score,
                                    text.text()));
                }
            }
        }
        List<Quote> quotes = new ArrayList<>();
        for (Candidate candidate : choice.choose(candidates)) {
            quotes.add(new Quote(candidate.passage(), candidate.score(), candidate.span()));
        }
        return new Quotes(List.copyOf(quotes));
    }

    private TokenLogits tokenLogits(DocumentLogits document, int passage) {
        TokenLogits logits = new TokenLogits(document.passages().get(passage).tokens());
        for (ChunkLogits chunk : document.chunks()) {
            HeadLogits row = chunk.logits().head(head.name());
            for (RowPiece piece : chunk.chunk().pieces()) {
                if (piece.piece().passage() == passage) {
                    for (int token = piece.piece().firstOwnToken();
                            token < piece.piece().endToken();
                            token++) {
                        logits.values[token] = row.at(piece.place(token), 0);
                    }
                    logits.known = piece.piece().endToken();
                }
            }
        }
        return logits;
    }

    /** One logit for each token of a passage, known up to where it was read. */
    private static final class TokenLogits {
        private final double[] values;
        private int known;

        TokenLogits(int tokens) {
            this.values = new double[tokens];
        }

        boolean covers(Sentence sentence) {
            return sentence.endToken() <= known;
        }

        double mean(Sentence sentence) {
            double sum = 0;
            for (int token = sentence.firstToken(); token < sentence.endToken(); token++) {
                sum += values[token];
            }
            return sum / sentence.tokens();
        }
    }
}
