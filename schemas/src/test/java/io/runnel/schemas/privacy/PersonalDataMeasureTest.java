package io.runnel.schemas.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Recall and precision on labelled text are what {@code docs/privacy.md} says. A piece counts as
 * found only if nothing of it is left; a finding counts as right if it touches a piece of its kind.
 */
class PersonalDataMeasureTest {
    private static final Pattern LABEL = Pattern.compile("<([a-z-]+)>(.*?)</\\1>", Pattern.DOTALL);

    private final Map<PersonalData, Score> scores = new EnumMap<>(PersonalData.class);

    /** Pieces, of them found; findings, of them right. */
    private static final class Score {
        private int pieces;
        private int found;
        private int findings;
        private int right;

        private String row(PersonalData kind) {
            return String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %.2f | %d | %.2f |",
                    kind.label(),
                    pieces,
                    (double) found / pieces,
                    findings,
                    findings == 0 ? 1 : (double) right / findings);
        }
    }

    private record Labelled(String text, List<Finding> pieces) {}

    @Test
    void findsAsMuchAsThePageSays() throws IOException {
        PersonalDataFinder finder = new PersonalDataFinder(EnumSet.allOf(PersonalData.class));
        for (Labelled labelled : texts()) {
            enter(labelled.pieces(), finder.find(labelled.text()));
        }

        String page = Files.readString(Path.of("..", "docs", "privacy.md"));
        List<String> rows = new ArrayList<>();
        scores.forEach((kind, score) -> rows.add(score.row(kind)));
        assertThat(rows).hasSize(PersonalData.values().length - 1);
        assertThat(rows).allSatisfy(row -> assertThat(page).contains(row));
    }

    private void enter(List<Finding> pieces, List<Finding> findings) {
        for (Finding piece : pieces) {
            Score score = score(piece);
            score.pieces++;
            score.found += covers(findings, piece) ? 1 : 0;
        }
        for (Finding finding : findings) {
            Score score = score(finding);
            score.findings++;
            score.right += touches(pieces, finding) ? 1 : 0;
        }
    }

    private Score score(Finding finding) {
        return scores.computeIfAbsent(finding.kind(), first -> new Score());
    }

    private static boolean covers(List<Finding> findings, Finding piece) {
        return findings.stream()
                .anyMatch(each -> each.start() <= piece.start() && each.end() >= piece.end());
    }

    private static boolean touches(List<Finding> pieces, Finding finding) {
        return pieces.stream()
                .filter(piece -> piece.kind() == finding.kind())
                .anyMatch(piece -> piece.start() < finding.end() && finding.start() < piece.end());
    }

    /** One text for each line; a piece may go on in the next one. */
    private static List<Labelled> texts() throws IOException {
        String file =
                Files.readString(Path.of("src", "test", "resources", "privacy", "labelled.txt"));
        List<Labelled> texts = new ArrayList<>();
        Matcher label = LABEL.matcher(file);
        StringBuilder text = new StringBuilder();
        List<Finding> pieces = new ArrayList<>();
        int done = 0;
        while (label.find()) {
            text.append(file, done, label.start());
            int start = text.length();
            text.append(label.group(2));
            pieces.add(new Finding(kind(label.group(1)), start, text.length()));
            done = label.end();
        }
        text.append(file, done, file.length());
        int from = 0;
        for (int end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
            int begin = from;
            int line = end;
            boolean within =
                    pieces.stream().anyMatch(piece -> piece.start() < line && line < piece.end());
            if (!within) {
                String one = text.substring(begin, line);
                if (!one.startsWith("#")) {
                    texts.add(
                            new Labelled(
                                    one,
                                    pieces.stream()
                                            .filter(piece -> piece.start() >= begin)
                                            .filter(piece -> piece.end() <= line)
                                            .map(piece -> moved(piece, begin))
                                            .toList()));
                }
                from = end + 1;
            }
        }
        return texts;
    }

    private static Finding moved(Finding piece, int begin) {
        return new Finding(piece.kind(), piece.start() - begin, piece.end() - begin);
    }

    private static PersonalData kind(String label) {
        return Arrays.stream(PersonalData.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
