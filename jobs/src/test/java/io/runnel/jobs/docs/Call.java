package io.runnel.jobs.docs;

import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One program that a line of the docs calls.
 *
 * @param words the program and its arguments, without variables set before them
 * @param reads what it reads
 * @param writesTo the file that its output goes to, or empty
 */
record Call(List<String> words, Input reads, Optional<Output> writesTo) {
    enum Input {
        NOTHING,
        /** What the call before it wrote. */
        PIPE
    }

    /**
     * A file that is written.
     *
     * @param mode whether what is in it stays
     */
    record Output(String file, OpenOption mode) {}

    Call {
        words = List.copyOf(words);
    }

    String program() {
        return words.get(0);
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    String text() {
        return String.join(" ", words);
    }

    /** The calls of a line, from left to right. */
    static List<Call> of(List<ShellWords.Word> line) {
        List<Call> calls = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Input reads = Input.NOTHING;
        Optional<Output> writesTo = Optional.empty();
        for (int i = 0; i < line.size(); i++) {
            ShellWords.Word word = line.get(i);
            if (word.kind() == ShellWords.Word.Kind.WORD) {
                if (!words.isEmpty() || !word.text().matches("[A-Z_][A-Z0-9_]*=.*")) {
                    words.add(word.text());
                }
            } else if (word.is(">") || word.is(">>") || word.is("<")) {
                String file = i + 1 < line.size() ? line.get(++i).text() : "";
                OpenOption mode =
                        word.is(">>")
                                ? StandardOpenOption.APPEND
                                : StandardOpenOption.TRUNCATE_EXISTING;
                writesTo = word.is("<") ? writesTo : Optional.of(new Output(file, mode));
            } else {
                addTo(calls, words, reads, writesTo);
                words.clear();
                reads = word.is("|") ? Input.PIPE : Input.NOTHING;
                writesTo = Optional.empty();
            }
        }
        addTo(calls, words, reads, writesTo);
        return calls;
    }

    private static void addTo(
            List<Call> calls, List<String> words, Input reads, Optional<Output> writesTo) {
        if (!words.isEmpty()) {
            calls.add(new Call(words, reads, writesTo));
        }
    }
}
