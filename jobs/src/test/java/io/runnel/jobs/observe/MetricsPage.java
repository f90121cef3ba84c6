package io.runnel.jobs.observe;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code docs/metrics.md} says.
 *
 * @param labels those of its own that each metric of the table has
 * @param headings as they are written
 */
public record MetricsPage(Map<String, Set<String>> labels, List<String> headings) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(flink_\\w+)` \\|([^|]*)\\|");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

    /** The page of this repository. */
    public static MetricsPage read() {
        String page;
        try {
            page = Files.readString(RepositoryRoot.resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            Set<String> own = new TreeSet<>();
            LABEL.matcher(row.group(2)).results().forEach(label -> own.add(label.group(1)));
            if (labels.put(row.group(1), own) != null) {
                throw new AssertionError(row.group(1) + " has two rows in docs/metrics.md.");
            }
        }
        return new MetricsPage(
                labels, HEADING.matcher(page).results().map(MetricsPage::text).toList());
    }

    private static String text(MatchResult heading) {
        return heading.group(1);
    }
}
