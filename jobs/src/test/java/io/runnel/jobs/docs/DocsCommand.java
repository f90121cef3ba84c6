package io.runnel.jobs.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command that the docs tell the reader to type.
 *
 * @param place page and line
 * @param text the whole command, on one line
 */
record DocsCommand(String place, String text, List<Call> calls) {
    private static final Pattern INLINE = Pattern.compile("`(\\./runnel [^`]+)`");

    DocsCommand {
        calls = List.copyOf(calls);
    }

    /**
     * Every command in a {@code bash} fence of these pages, in their order. A page whose commands a
     * test of its own runs is left out: it may be a script with variables and loops.
     */
    static List<DocsCommand> inFences(List<Page> pages) {
        return pages.stream()
                .filter(page -> page.ownTest().isEmpty())
                .flatMap(page -> inFences(page).stream())
                .toList();
    }

    private static List<DocsCommand> inFences(Page page) {
        List<DocsCommand> commands = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        int began = 0;
        for (Page.Line line : page.read()) {
            if (!line.fence().equals("bash") || (open.isEmpty() && line.text().isBlank())) {
                continue;
            }
            began = open.isEmpty() ? line.number() : began;
            String text = line.text().strip();
            if (text.endsWith("\\")) {
                open.append(text, 0, text.length() - 1).append(' ');
                continue;
            }
            open.append(text);
            Optional<List<ShellWords.Word>> words = ShellWords.of(open.toString());
            if (words.isEmpty()) {
                open.append('\n'); // a quote goes on in the next line
                continue;
            }
            if (!words.get().isEmpty()) {
                String place = page.name() + ":" + began;
                commands.add(new DocsCommand(place, open.toString(), Call.of(words.get())));
            }
            open.setLength(0);
        }
        if (!open.isEmpty()) {
            throw new AssertionError(
                    page.name() + ":" + began + ": a quote is never closed: " + open);
        }
        return commands;
    }

    /** Every {@code ./runnel …} that stands in the text of these pages. */
    static List<DocsCommand> inText(List<Page> pages) {
        return pages.stream().flatMap(DocsCommand::inText).toList();
    }

    private static Stream<DocsCommand> inText(Page page) {
        List<DocsCommand> commands = new ArrayList<>();
        for (Page.Line line : page.read()) {
            Matcher inline = INLINE.matcher(line.text());
            while (line.isText() && inline.find()) {
                String text = inline.group(1).replace("\\|", "|");
                List<String> words = List.of(text.split(" +", -1));
                commands.add(
                        new DocsCommand(
                                page.name() + ":" + line.number(),
                                text,
                                List.of(new Call(words, Call.Input.NOTHING, Optional.empty()))));
            }
        }
        return commands.stream();
    }

    /** Whether it needs a shell: variables and here-documents are not read here. */
    boolean isScript() {
        return text.contains("<<") || text.contains("$");
    }

    /** The page that it stands on. */
    String page() {
        return place.replaceAll(":.*", "");
    }

    @Override
    public String toString() {
        return place + "  " + text;
    }
}
