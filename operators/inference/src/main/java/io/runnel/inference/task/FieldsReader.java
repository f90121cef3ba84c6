package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields: of all mentions of one kind in a document the surest, and of those nearly as sure the
 * first, because who writes stands above whom it is written to. Its score is that of the surest
 * mention of its kind, which is the mean probability of its words.
 *
 * <p>A mention goes on over line breaks, as an address does. It also goes on behind a gap that has
 * neither letters nor digits (a comma that was tagged {@code O}), if what follows is tagged {@code
 * I-}, or stands in the same run of characters without a blank, as the year of {@code 03/11/2024}.
 * What else helps depends on the {@link FieldKind}: a total is the surest mention of the largest
 * plausible amount, whose likelier tag may be {@code O}; a company and an address go on to the
 * line's border over words that are plausible.
 */
final class FieldsReader implements TaskReader<Fields> {
    /** Least probability of a tag that counts beside a likelier {@code O}. */
    static final double PLAUSIBLE = 0.1;

    /** Scores that differ by no more are as good. */
    static final double NEARLY = 0.05;

    private static final Comparator<Mention> PLACE =
            Comparator.comparingInt(Mention::passage).thenComparingInt(Mention::firstToken);

    private final MentionReader sure;
    private final MentionReader plausible;
    private final WordDecoder decoder;

    FieldsReader(MentionReader sure, MentionReader plausible, WordDecoder decoder) {
        this.sure = sure;
        this.plausible = plausible;
        this.decoder = decoder;
    }

    @Override
    public Set<String> heads() {
        return Set.of(sure.head());
    }

    @Override
    public Fields read(DocumentLogits document, List<Integer> asked) {
        List<Mention> likely = plausible.read(document, asked);
        FieldBorders borders = new FieldBorders(likely, document);
        Map<Mention, Double> scores = new LinkedHashMap<>();
        candidates(document, asked, likely)
                .values()
                .forEach(
                        ofKind ->
                                scores.put(
                                        borders.extended(chosen(ofKind, document)), best(ofKind)));
        return new Fields(
                scores.keySet().stream()
                        .sorted(PLACE)
                        .map(field -> scored(decoder.entity(document, field), scores.get(field)))
                        .toList());
    }

    /** For each kind the mentions that may be the field, in the document's order. */
    Map<String, List<Mention>> candidates(DocumentLogits document, List<Integer> asked) {
        return candidates(document, asked, plausible.read(document, asked));
    }

    private Map<String, List<Mention>> candidates(
            DocumentLogits document, List<Integer> asked, List<Mention> likely) {
        List<Mention> all = new ArrayList<>(bridged(sure.read(document, asked), document));
        List<Mention> certain = List.copyOf(all);
        bridged(likely, document).stream()
                .filter(mention -> FieldKind.of(mention.group()).isAmount())
                .filter(mention -> Amounts.hundredths(mention, document).isPresent())
                .filter(mention -> certain.stream().noneMatch(mention::overlaps))
                .forEach(all::add);
        all.sort(PLACE);
        Map<String, List<Mention>> byKind = new LinkedHashMap<>();
        for (Mention mention : all) {
            byKind.computeIfAbsent(mention.group(), first -> new ArrayList<>()).add(mention);
        }
        return byKind;
    }

    private static Mention chosen(List<Mention> ofKind, DocumentLogits document) {
        boolean amount = FieldKind.of(ofKind.get(0).group()).isAmount();
        List<Mention> choice = amount ? Amounts.largest(ofKind, document) : ofKind;
        double enough = best(choice) - (amount ? 0 : NEARLY);
        return choice.stream()
                .filter(mention -> mention.score() >= enough)
                .findFirst()
                .orElseThrow();
    }

    private static double best(List<Mention> mentions) {
        return mentions.stream().mapToDouble(Mention::score).max().orElseThrow();
    }

    private static EntitySpan scored(EntitySpan field, double score) {
        return new EntitySpan(
                field.index(), field.entityGroup(), field.word(), score, field.span());
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
