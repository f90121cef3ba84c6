package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The mentions that may be a document's fields: those that the head finds sure, and of amounts also
 * the plausible ones, whose likelier tag is {@code O}. An amount that is the sum of two of these,
 * but for rounding, on a line that announces a total, counts however faintly the head finds it,
 * because a receipt may print its total by tax rate before the total itself.
 *
 * <p>A mention goes on over line breaks, as an address does. It also goes on behind a gap that has
 * neither letters nor digits (a comma that was tagged {@code O}), if what follows is tagged {@code
 * I-}, or stands in the same run of characters without a blank, as the year of {@code 03/11/2024}.
 */
final class FieldCandidates {
    /** Least probability of a tag that counts beside a likelier {@code O}. */
    static final double PLAUSIBLE = 0.1;

    /** The same of an amount that is the sum of two candidates. */
    static final double FAINT = 0.003;

    private final MentionReader sure;
    private final MentionReader plausible;
    private final MentionReader faint;

    /**
     * What a document has.
     *
     * @param byKind for each kind its mentions, in the document's order
     */
    record Found(Map<String, List<Mention>> byKind, FieldBorders borders) {}

    FieldCandidates(MentionReader sure, MentionReader plausible, MentionReader faint) {
        this.sure = sure;
        this.plausible = plausible;
        this.faint = faint;
    }

    /** The name of the head whose logits it reads. */
    String head() {
        return sure.head();
    }

    Found in(DocumentLogits document, List<Integer> asked) {
        List<Mention> likely = plausible.read(document, asked);
        FieldBorders borders = new FieldBorders(likely, document);
        List<Mention> all = new ArrayList<>(bridged(sure.read(document, asked), document));
        all.addAll(furtherAmounts(likely, all, document));
        if (all.stream().filter(mention -> isAmount(mention, document)).limit(2).count() == 2) {
            for (Mention mention : furtherAmounts(faint.read(document, asked), all, document)) {
                if (isAnnouncedSum(mention, all, document, borders)) {
                    all.add(mention);
                }
            }
        }
        all.sort(Mention.PLACE);
        Map<String, List<Mention>> byKind = new LinkedHashMap<>();
        for (Mention mention : all) {
            byKind.computeIfAbsent(mention.group(), first -> new ArrayList<>()).add(mention);
        }
        return new Found(byKind, borders);
    }

    /** The amounts among these mentions that share no word with the known ones. */
    private static List<Mention> furtherAmounts(
            List<Mention> mentions, List<Mention> known, DocumentLogits document) {
        return bridged(mentions, document).stream()
                .filter(mention -> isAmount(mention, document))
                .filter(mention -> known.stream().noneMatch(mention::overlaps))
                .toList();
    }

    private static boolean isAmount(Mention mention, DocumentLogits document) {
        return FieldKind.of(mention.group()).isAmount()
                && Amounts.hundredths(mention, document).isPresent();
    }

    private static boolean isAnnouncedSum(
            Mention mention, List<Mention> known, DocumentLogits document, FieldBorders borders) {
        long[] parts =
                known.stream()
                        .filter(part -> part.group().equals(mention.group()))
                        .map(part -> Amounts.hundredths(part, document))
                        .flatMapToLong(OptionalLong::stream)
                        .toArray();
        long amount = Amounts.hundredths(mention, document).orElseThrow();
        return Amounts.isSum(amount, parts) && Amounts.isAnnounced(borders.firstLine(mention));
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
