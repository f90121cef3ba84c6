package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A reader who follows a link arrives, and {@code docs/README.md} leads to every page. */
class DocsLinksTest {
    private static final String MAP = "docs/README.md";

    private final List<Page> pages = Page.all();

    @Test
    void everyLinkLeadsToAFileAndAHeadingThatAreThere() {
        List<String> broken = new ArrayList<>();
        int followed = 0;
        for (Page page : pages) {
            for (Link link : Link.of(page)) {
                followed++;
                whatIsWrong(link).forEach(broken::add);
            }
        }
        assertThat(broken).isEmpty();
        assertThat(followed).isGreaterThan(90);
    }

    @Test
    void theMapNamesEveryPageOfTheDocs() {
        TreeSet<String> missing = new TreeSet<>();
        pages.stream().filter(Page::isInDocs).map(Page::name).forEach(missing::add);
        missing.remove(MAP);
        assertThat(missing).hasSizeGreaterThan(20);
        Page map = Page.of(Page.ROOT.resolve(MAP));
        for (Link link : Link.of(map)) {
            missing.remove(Page.ROOT.relativize(link.file()).toString());
        }
        assertThat(missing)
                .as("Pages that %s does not name: add a line for each, under its reader", MAP)
                .isEmpty();
    }

    @Test
    void theReadmeLeadsToTheMap() {
        Page readme = Page.of(Page.ROOT.resolve("README.md"));
        assertThat(Link.of(readme)).anyMatch(link -> link.target().equals(MAP));
    }

    @Test
    void namesHeadingsAsGitHubDoes() {
        assertThat(Page.anchor("Exactly once")).isEqualTo("exactly-once");
        assertThat(Page.anchor("`models add` & friends: [why](x.md)?"))
                .isEqualTo("models-add--friends-why");
        assertThat(new Page("x.md", List.of("# A", "## A", "```", "# b", "```")).anchors())
                .containsExactly("a", "a-1");
    }

    private static List<String> whatIsWrong(Link link) {
        Path file = link.file();
        if (!file.startsWith(Page.ROOT)) {
            return List.of(link.place() + ", which is outside of the repository");
        }
        if (!Files.exists(file)) {
            return List.of(link.place() + ", but " + Page.ROOT.relativize(file) + " is not there");
        }
        if (link.anchor().isEmpty() || !file.toString().endsWith(".md")) {
            return List.of();
        }
        var anchors = Page.of(file).anchors();
        return anchors.contains(link.anchor())
                ? List.of()
                : List.of(
                        link.place()
                                + ", but "
                                + Page.ROOT.relativize(file)
                                + " has no such heading; it has "
                                + anchors);
    }
}
