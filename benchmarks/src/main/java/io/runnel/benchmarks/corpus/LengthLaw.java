package io.runnel.benchmarks.corpus;

import java.util.Random;

/**
 * How many words documents of a kind have: a log-normal law between bounds, as the lengths of real
 * texts are spread.
 *
 * @param median half of the documents are shorter
 * @param sigma of the logarithm; e to its power is how far a typical document is from the median
 */
record LengthLaw(double median, double sigma, int min, int max) {
    /**
     * From 2,700 helpdesk mails, issues and chat messages: quartiles 12, 23, 51; of 100 one has
     * 350.
     */
    static final LengthLaw TICKET = new LengthLaw(23, 1.2, 3, 800);

    /**
     * From 580 receipts and purchase orders: a tenth has less than 57 words, a tenth more than 236.
     */
    static final LengthLaw INVOICE = new LengthLaw(114, 0.56, 28, 1_400);

    /** From 222 service calls and support chats. */
    static final LengthLaw CONVERSATION = new LengthLaw(150, 0.6, 40, 1_500);

    /** From 115 meetings and earnings calls. */
    static final LengthLaw MEETING = new LengthLaw(7_000, 0.5, 1_500, 19_000);

    /** Of so many transcripts one is a {@link #MEETING}. */
    static final int MEETING_EVERY = 3;

    int words(Random random) {
        double words = median * Math.exp(sigma * random.nextGaussian());
        return (int) Math.round(Math.min(max, Math.max(min, words)));
    }
}
