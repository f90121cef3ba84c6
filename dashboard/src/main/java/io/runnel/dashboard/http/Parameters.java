package io.runnel.dashboard.http;

import io.runnel.dashboard.store.Filter;
import io.runnel.dashboard.store.Page;
import io.runnel.schemas.document.DocumentType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Query parameters as filters and pages; every mistake is told at once. */
final class Parameters {
    static final List<String> FILTER =
            List.of(
                    "type",
                    "label",
                    "sentiment",
                    "language",
                    "entity_group",
                    "entity",
                    "vendor",
                    "from",
                    "until",
                    "min_confidence",
                    "q",
                    "document_id");

    private static final Instant FIRST = Instant.parse("0000-12-31T23:59:59Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MOST_VALUES = 100;
    private static final int MOST_CHARS = 1_000;

    private final Call call;
    private final List<String> mistakes = new ArrayList<>();

    private Parameters(Call call) {
        this.call = call;
    }

    /** The filter that the request names; other parameters than these and its own are refused. */
    static Filter filter(Call call, String... own) {
        Parameters parameters = new Parameters(call);
        parameters.refuseOthers(own);
        Filter filter = parameters.filter();
        parameters.refuse();
        return filter;
    }

    /** The part of a list that the request names. */
    static Page page(Call call) {
        Parameters parameters = new Parameters(call);
        String wanted = call.query("sort").orElse("time");
        Page.Sort sort = Page.Sort.of(wanted).orElse(null);
        if (sort == null) {
            parameters.mistakes.add(
                    "sort: expected time, arrival, confidence or relevance, found '"
                            + wanted
                            + "'.");
        }
        String direction = call.query("order").orElse("desc");
        Page.Order order = Page.Order.of(direction).orElse(null);
        if (order == null) {
            parameters.mistakes.add("order: expected desc or asc, found '" + direction + "'.");
        }
        Page.Cursor after =
                call.query("after")
                        .map(
                                text ->
                                        Page.Cursor.parse(text)
                                                .orElseThrow(
                                                        () ->
                                                                HttpProblem.wrong(
                                                                        "after: expected what"
                                                                                + " 'next' said in the"
                                                                                + " answer before.")))
                        .orElse(null);
        parameters.refuse();
        return new Page(sort, order, Math.max(1, call.number("limit", 50, Page.MOST_ROWS)), after);
    }

    /** A time, or {@code null}. */
    static Instant time(Call call, String name) {
        Parameters parameters = new Parameters(call);
        Instant time = parameters.time(name);
        parameters.refuse();
        return time;
    }

    private Filter filter() {
        Set<String> types = several("type");
        for (String type : types) {
            if (DocumentType.ofLabel(type).isEmpty()) {
                mistakes.add(
                        "type: expected "
                                + Arrays.stream(DocumentType.values())
                                        .map(DocumentType::label)
                                        .toList()
                                + ", found '"
                                + type
                                + "'.");
            }
        }
        return new Filter(
                types,
                several("label"),
                several("sentiment"),
                several("language"),
                several("entity_group"),
                several("entity"),
                several("vendor"),
                time("from"),
                time("until"),
                confidence(),
                text("q"),
                text("document_id"));
    }

    private Set<String> several(String name) {
        Set<String> values = new TreeSet<>(call.queries(name));
        if (values.size() > MOST_VALUES) {
            mistakes.add(name + ": expected at most " + MOST_VALUES + " values.");
        }
        return values;
    }

    private String text(String name) {
        String text = call.query(name).orElse(null);
        if (text != null && text.length() > MOST_CHARS) {
            mistakes.add(name + ": expected at most " + MOST_CHARS + " characters.");
        }
        return text;
    }

    private Instant time(String name) {
        String text = call.query(name).orElse(null);
        try {
            Instant time = text == null ? null : Instant.parse(text);
            if (time == null || (time.isAfter(FIRST) && time.isBefore(END))) {
                return time;
            }
            mistakes.add(name + ": expected a time from year 1 to 9999, found '" + text + "'.");
            return null;
        } catch (DateTimeException e) {
            mistakes.add(
                    name + ": expected a time such as 2026-11-22T10:00:00Z, found '" + text + "'.");
            return null;
        }
    }

    private Double confidence() {
        String text = call.query("min_confidence").orElse(null);
        if (text == null) {
            return null;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below.
            text = call.query("min_confidence").orElse("");
        }
        mistakes.add("min_confidence: expected a number from 0 to 1, found '" + text + "'.");
        return null;
    }

    private void refuseOthers(String... own) {
        Set<String> known = new TreeSet<>(FILTER);
        known.addAll(Arrays.asList(own));
        for (String name : call.queryNames()) {
            if (!known.contains(name)) {
                mistakes.add("'" + name + "' is no parameter of this; there are " + known + ".");
            }
        }
    }

    private void refuse() {
        if (!mistakes.isEmpty()) {
            throw HttpProblem.wrong(String.join(" ", mistakes));
        }
    }
}
