package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields: of all mentions of one kind in a document the one with the highest score, which is the
 * mean probability of its words; of equal ones the longest, then the first.
 *
 * <p>A mention goes on over line breaks, as an address does. It also goes on behind a gap that has
 * neither letters nor digits (a comma that was tagged {@code O}), if what follows is tagged {@code
 * I-}, or stands in the same run of characters without a blank, as the year of {@code 03/11/2024}.
 */
final class FieldsReader implements TaskReader<Fields> {
    private static final Comparator<Mention> BEST =
            Comparator.comparingDouble(Mention::score).thenComparingInt(Mention::tokens);

    private final MentionReader mentions;
    private final WordDecoder decoder;

    FieldsReader(MentionReader mentions, WordDecoder decoder) {
        this.mentions = mentions;
        this.decoder = decoder;
    }

    @Override
    public Set<String> heads() {
        return Set.of(mentions.head());
    }

    @Override
    public Fields read(DocumentLogits document, List<Integer> asked) {
        List<Mention> found = mentions(document, asked);
        Map<String, Mention> best = new HashMap<>();
        for (Mention mention : found) {
            best.merge(
                    mention.group(),
                    mention,
                    (first, later) -> BEST.compare(later, first) > 0 ? later : first);
        }
        return new Fields(
                found.stream()
                        .filter(mention -> mention.equals(best.get(mention.group())))
                        .map(mention -> decoder.entity(document, mention))
                        .toList());
    }

    /** All mentions, of which the best of each kind is the field. */
    List<Mention> mentions(DocumentLogits document, List<Integer> asked) {
        return bridged(mentions.read(document, asked), document);
    }

    private static List<Mention> bridged(List<Mention> inOrder, DocumentLogits document) {
        List<Mention> bridged = new ArrayList<>();
        for (Mention mention : inOrder) {
            int last = bridged.size() - 1;
            if (last >= 0 && goesOn(bridged.get(last), mention, document)) {
                bridged.set(last, bridged.get(last).with(mention));
            } else {
                bridged.add(mention);
            }
        }
        return bridged;
    }

    private static boolean goesOn(Mention before, Mention mention, DocumentLogits document) {
        if (before.passage() != mention.passage() || !before.group().equals(mention.group())) {
            return false;
        }
        String text = document.passages().get(mention.passage()).text();
        int end = before.span(document).end();
        int start = mention.span(document).start();
        // A mark belongs to the character before it, and may be a token of its own beside.
        String gap = end < start ? text.substring(end, start) : "";
        boolean begins = mention.words().get(0).begins();
        return gap.codePoints().noneMatch(Character::isLetterOrDigit)
                && (!begins || gap.codePoints().noneMatch(Character::isWhitespace));
    }
}
