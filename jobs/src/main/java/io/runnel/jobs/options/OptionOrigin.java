package io.runnel.jobs.options;

/** Where a value came from; the first of them that gives one wins. */
public enum OptionOrigin {
    ARGUMENT("argument"),
    ENVIRONMENT("environment"),
    FILE("file"),
    DEFAULT("default");

    private final String label;

    OptionOrigin(String label) {
        this.label = label;
    }

    /** The name in the table of effective options. */
    public String label() {
        return label;
    }
}
