package io.runnel.inference.task;

import io.runnel.inference.text.Sentence;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.modelstore.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An extractive summary: each sentence's score is the mean logit of its tokens, each token counted
 * once, as a probability. Sentences that were not read, because the text was truncated, are not
 * quoted.
 *
 * <p>Where sentences are compared, the embeddings of all tokens wait in the heap until the document
 * is answered: 64 floats, that is 256 bytes, a token, so about 26 MB for a transcript of 100,000
 * tokens.
 */
final class QuotesReader implements TaskReader<Quotes> {
    private final Head salience;
    private final Optional<Head> embedding;
    private final QuoteChoice choice;

    /**
     * @param embedding tells which sentences say the same
     */
    QuotesReader(Head salience, Optional<Head> embedding, QuoteChoice choice) {
        this.salience = salience;
        this.embedding = embedding;
        this.choice = choice;
    }

    @Override
    public Set<String> heads() {
        return Stream.concat(Stream.of(salience), embedding.stream())
                .map(Head::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Quotes read(DocumentLogits document, List<Integer> asked) {
        return new Quotes(
                choice.choose(sentences(document, asked)).stream()
                        .map(one -> new Quote(one.passage(), one.score(), one.span()))
                        .toList());
    }

    /** The sentences that were read, of which the choice is made. */
    List<Candidate> sentences(DocumentLogits document, List<Integer> asked) {
        SentencePools logits = new SentencePools(document, asked, salience);
        Optional<SentencePools> embeddings =
                embedding.map(head -> new SentencePools(document, asked, head));
        List<Candidate> read = new ArrayList<>();
        for (int passage : asked) {
            TokenizedPassage text = document.passages().get(passage);
            for (int i = 0; i < text.sentences().size(); i++) {
                Sentence sentence = text.sentences().get(i);
                Pool pool = logits.of(passage, i);
                if (pool.tokens() == sentence.tokens()) {
                    int place = i;
                    read.add(
                            Candidate.of(read.size(), passage, sentence.span(), text.text())
                                    .scored(pool.mean(0), salience.temperature())
                                    .embedded(
                                            embeddings
                                                    .map(all -> all.of(passage, place).embedding())
                                                    .orElse(Embedding.NONE)));
                }
            }
        }
        return read;
    }
}
