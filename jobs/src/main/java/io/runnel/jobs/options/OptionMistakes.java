package io.runnel.jobs.options;

import java.util.List;

/** The options cannot be used; carries every mistake, not only the first. */
public final class OptionMistakes extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What a process exits with after wrong use. */
    public static final int EXIT_CODE = 2;

    private final List<String> mistakes;

    public OptionMistakes(List<String> mistakes) {
        super(message(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** One line for each mistake: where, what was expected, what was found. */
    public List<String> mistakes() {
        return mistakes;
    }

    private static String message(List<String> mistakes) {
        String head = mistakes.size() == 1 ? "One mistake" : mistakes.size() + " mistakes";
        return head
                + " in the options; docs/configuration.md explains every key.\n  - "
                + String.join("\n  - ", mistakes);
    }
}
