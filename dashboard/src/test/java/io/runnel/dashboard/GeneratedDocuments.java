package io.runnel.dashboard;

import io.runnel.dashboard.store.IncomingDocument;
import java.util.Random;

/** Documents of words that a dice chose, always the same ones in the same order. */
final class GeneratedDocuments {
    private static final int RARE = 1_000;
    private static final String[] LABELS = {"billing", "cards", "delivery", "login", "hardware"};
    private static final String[] MOODS = {"negative", "neutral", "positive"};
    private static final String[] WORDS =
            ("card payment refund order parcel screen invoice account password printer network"
                            + " battery router contract transfer receipt manager branch customer delay")
                    .split(" ", -1);

    private final Random random = new Random(7);

    /** The next one: each fifth an invoice, the others tickets of about 60 words. */
    IncomingDocument next(int number) {
        StringBuilder text =
                new StringBuilder(random.nextInt(4) == 0 ? "Lost in Porto." : "Hello.");
        for (int i = 0; i < 60; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        text.append(" rare").append(random.nextInt(RARE));
        if (number % 5 == 0) {
            return Samples.invoice(
                    number, "Vendor " + random.nextInt(200), "12" + number % 90 + ".50");
        }
        return Samples.at(
                number,
                new Samples.Said(
                        "t" + number,
                        "Ticket about " + WORDS[random.nextInt(WORDS.length)],
                        text.toString(),
                        LABELS[random.nextInt(LABELS.length)],
                        MOODS[random.nextInt(MOODS.length)]));
    }
}
