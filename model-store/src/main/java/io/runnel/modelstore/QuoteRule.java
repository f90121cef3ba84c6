package io.runnel.modelstore;

/**
 * How a model's salience is turned into the choice of whole sentences; tuned with the model, so it
 * stands at the salience head in {@code runnel.yaml}. The engine's {@code QuoteChoice} has the
 * formula.
 *
 * @param diversity {@code diversity}, from 0 to 1: how much a sentence loses for being like a
 *     chosen one; 0 is not at all and needs no sentence embeddings
 * @param position {@code position}: added to the logit of the first sentence of a document, and
 *     ever less to later ones
 * @param length {@code length}: times the logarithm of a sentence's words, added to its logit
 * @param minWords {@code min_words}: sentences of fewer words are chosen only where there is no
 *     longer one
 * @param shareOfBest {@code share_of_best}, from 0 to 1: sentences whose probability is below this
 *     share of the best one's are never chosen; 0 fills the summary up
 */
public record QuoteRule(
        double diversity, double position, double length, int minWords, double shareOfBest) {
    /** What holds where a card says nothing. */
    public static final QuoteRule DEFAULT = new QuoteRule(0, 0, 0, 4, 0.5);
}
