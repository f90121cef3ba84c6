package io.runnel.jobs.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words of a line of shell, as far as the docs write shell: quotes, backslashes, comments,
 * pipes, {@code &&}, {@code ;} and redirections; no variables and no substitution.
 */
final class ShellWords {
    private static final List<String> OPERATORS = List.of("&&", "||", ">>", "|", ";", ">", "<");

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    /** A word, or an operator between words. */
    record Word(String text, Kind kind) {
        enum Kind {
            WORD,
            OPERATOR
        }

        boolean is(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }
    }

    private ShellWords(String text) {
        this.text = text;
    }

    /** The words, or nothing while a quote is still open. */
    static Optional<List<Word>> of(String text) {
        ShellWords words = new ShellWords(text);
        return words.read() ? Optional.of(words.words) : Optional.empty();
    }

    private boolean read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                if (!quoted(c)) {
                    return false;
                }
            } else if (c == '\\' && at + 1 < text.length()) {
                add(text.charAt(at + 1));
                at += 2;
            } else if (Character.isWhitespace(c)) {
                end();
                at++;
            } else if (c == '#' && !begun) {
                break;
            } else if (!operator()) {
                add(c);
                at++;
            }
        }
        end();
        return true;
    }

    private boolean quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            return false;
        }
        word.append(text, at + 1, end);
        begun = true;
        at = end + 1;
        return true;
    }

    private boolean operator() {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                end();
                words.add(new Word(operator, Word.Kind.OPERATOR));
                at += operator.length();
                return true;
            }
        }
        return false;
    }

    private void add(char c) {
        word.append(c);
        begun = true;
    }

    private void end() {
        if (begun) {
            words.add(new Word(word.toString(), Word.Kind.WORD));
            word.setLength(0);
            begun = false;
        }
    }
}
