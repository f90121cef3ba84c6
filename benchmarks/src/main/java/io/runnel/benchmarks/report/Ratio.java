package io.runnel.benchmarks.report;

import java.util.Locale;

/** The figures that have an aim; at the top level of the JSON report under their {@link #key()}. */
public enum Ratio {
    ENGINE_TO_CEILING("engine ÷ ceiling (tokens/s, full load)", Aim.AT_LEAST, 0.95),
    PIPELINE_TO_CEILING(
            "pipeline ÷ ceiling (documents/s, exactly-once, all types)", Aim.AT_LEAST, 0.90),
    PIPELINE_TO_RECORD_BY_RECORD("pipeline ÷ record by record, four models", Aim.AT_LEAST, 8),
    PIPELINE_TO_BEST_PEER("pipeline ÷ best other peer with four models", Aim.AT_LEAST, 2),
    PIPELINE_TO_BARE_PYTHON_SAME_PACK("pipeline ÷ bare Python with our pack", Aim.AT_LEAST, 0.9),
    MICRO_DOLLARS_PER_THOUSAND_DOCUMENTS(
            "millionths of a dollar for a thousand documents, all types", Aim.NONE, 0),
    PADDING_RATIO("padded tokens ÷ real tokens, tickets", Aim.AT_MOST, 1.10),
    FOUR_HEADS_TO_ONE("time with 4 heads ÷ with 1 head", Aim.AT_MOST, 1.10),
    TICKET_P99_TO_MODEL_RUN(
            "p99 of a ticket at 50 % load, at-least-once ÷ its own model run", Aim.AT_MOST, 10),
    WARM_START_SECONDS("start of the engine, seconds", Aim.AT_MOST, 2);

    private enum Aim {
        AT_LEAST,
        AT_MOST,
        NONE
    }

    private final String meaning;
    private final Aim aim;
    private final double bound;

    Ratio(String meaning, Aim aim, double bound) {
        this.meaning = meaning;
        this.aim = aim;
        this.bound = bound;
    }

    /** Its name in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    /** The aim, as {@code ≥ 0.95}; a dash where there is none. */
    String aimed() {
        return switch (aim) {
            case AT_LEAST -> "≥ " + number(bound);
            case AT_MOST -> "≤ " + number(bound);
            case NONE -> "–";
        };
    }

    /** Whether a value reaches the aim; {@code –} where there is none. */
    String verdict(double value) {
        return switch (aim) {
            case AT_LEAST -> value >= bound ? "reached" : "missed";
            case AT_MOST -> value <= bound ? "reached" : "missed";
            case NONE -> "–";
        };
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
