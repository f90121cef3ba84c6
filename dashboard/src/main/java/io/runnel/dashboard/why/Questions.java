package io.runnel.dashboard.why;

import java.util.BitSet;
import java.util.List;

/** What the words of a document can be weighed by: how probable a label is without some of them. */
interface Questions {
    /** How many words there are; of a long document, groups of neighbours. */
    int words();

    /** The probability with all words. */
    double whole();

    /**
     * The probability without each of these sets of words, in their order; all are asked at once.
     */
    double[] without(List<BitSet> leftOut) throws InterruptedException;
}
