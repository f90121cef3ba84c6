package io.runnel.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one suite has to say. */
public final class SuiteReport {
    private final String name;
    private final String summary;
    private final List<Table> tables = new ArrayList<>();
    private final List<Plot> plots = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<Ratio, Double> ratios = new TreeMap<>();
    private double seconds;
    private double otherLoad = -1;

    /**
     * A picture.
     *
     * @param key the end of its file's name
     * @param caption what is to be seen in it
     */
    public record Plot(String key, String caption, String svg) {}

    /**
     * @param summary how it was measured, in a sentence or two
     */
    public SuiteReport(String name, String summary) {
        this.name = name;
        this.summary = summary;
    }

    public String name() {
        return name;
    }

    String summary() {
        return summary;
    }

    public SuiteReport table(Table table) {
        tables.add(table);
        return this;
    }

    public SuiteReport plot(String key, String caption, String svg) {
        plots.add(new Plot(key, caption, svg));
        return this;
    }

    /** What a reader should know beside the numbers. */
    public SuiteReport note(String note) {
        notes.add(note);
        return this;
    }

    /** What could not be measured, and why; everything else in the report holds. */
    public SuiteReport failure(String what) {
        failures.add(what);
        return this;
    }

    /** How long it took. */
    public SuiteReport took(double measuredSeconds) {
        seconds = measuredSeconds;
        return this;
    }

    /** How many CPUs other programs kept busy when it was over; negative where not known. */
    public SuiteReport otherLoad(double cpus) {
        otherLoad = cpus;
        return this;
    }

    double otherLoad() {
        return otherLoad;
    }

    /** One of the figures that the project has an aim for. */
    public SuiteReport ratio(Ratio ratio, double value) {
        ratios.put(ratio, value);
        return this;
    }

    public List<Table> tables() {
        return List.copyOf(tables);
    }

    List<Plot> plots() {
        return List.copyOf(plots);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** In full, with what other programs said; a report has them {@link Reasons#clean}. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    double seconds() {
        return seconds;
    }

    public Map<Ratio, Double> ratios() {
        return new TreeMap<>(ratios);
    }
}
