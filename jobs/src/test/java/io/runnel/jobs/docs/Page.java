package io.runnel.jobs.docs;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation as it is read: what stands in fences is code, everything else is
 * text.
 *
 * @param name its path below the root of the repository
 */
record Page(String name, List<String> lines) {
    static final Path ROOT = RepositoryRoot.resolve("").normalize();

    private static final Path TESTS = Path.of("jobs/src/test/java/io/runnel/jobs/docs");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}\\p{M}_ -]");
    private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

    /** A line of a page, with the language of the fence that it stands in, or empty outside. */
    record Line(int number, String text, String fence) {
        boolean isText() {
            return fence.isEmpty();
        }
    }

    static Page of(Path file) {
        try {
            return new Page(
                    ROOT.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read.", e);
        }
    }

    /** The README, the pages in {@code docs}, and whatever other pages stand outside of sources. */
    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) {
                            return folder.equals(ROOT) || isRead(folder.getFileName().toString())
                                    ? FileVisitResult.CONTINUE
                                    : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            if (file.toString().endsWith(".md")) {
                                pages.add(of(file));
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("The pages below " + ROOT + " cannot be read.", e);
        }
        pages.sort((one, other) -> one.name.compareTo(other.name));
        return pages;
    }

    private static boolean isRead(String folder) {
        return !folder.startsWith(".")
                && !Set.of("src", "target", "shared", "node_modules").contains(folder);
    }

    /**
     * The test that runs all commands of this page in one shell, where there is one: for {@code
     * docs/operations.md} it is called {@code OperationsClusterITCase} and the page names it.
     */
    Optional<String> ownTest() {
        String file = Path.of(name).getFileName().toString().replace(".md", "");
        String word = file.substring(0, 1).toUpperCase(Locale.ROOT) + file.substring(1);
        return Stream.of("ITCase", "ClusterITCase")
                .map(word::concat)
                .filter(test -> Project.hasTest(TESTS, test))
                .filter(test -> lines.stream().anyMatch(line -> line.contains(test)))
                .findFirst();
    }

    boolean isInDocs() {
        return name.startsWith("docs/");
    }

    Path folder() {
        return ROOT.resolve(name).getParent();
    }

    List<Line> read() {
        List<Line> read = new ArrayList<>();
        String fence = "";
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            String stripped = text.strip();
            if (stripped.startsWith("```")) {
                String language = stripped.substring(3).strip();
                if (language.isEmpty()) {
                    language = "none";
                }
                fence = fence.isEmpty() ? language : "";
            } else {
                read.add(new Line(i + 1, text, fence));
            }
        }
        return read;
    }

    /** What a link may name behind {@code #}: a heading, as GitHub writes it. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> used = new HashMap<>();
        for (Line line : read()) {
            var heading = HEADING.matcher(line.text());
            if (line.isText() && heading.matches()) {
                String anchor = anchor(heading.group(1));
                int before = used.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    static String anchor(String heading) {
        String text = LINK_TEXT.matcher(heading.strip()).replaceAll("$1");
        return NO_LETTER
                .matcher(text.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .strip()
                .replace(' ', '-');
    }
}
