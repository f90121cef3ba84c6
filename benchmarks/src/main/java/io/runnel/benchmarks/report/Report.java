package io.runnel.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that one run of the benchmarks found out. */
public record Report(RunFacts facts, List<SuiteReport> suites) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Report {
        suites = List.copyOf(suites);
    }

    /** The figures with an aim, of all suites that were run. */
    public Map<Ratio, Double> ratios() {
        Map<Ratio, Double> all = new EnumMap<>(Ratio.class);
        suites.forEach(suite -> all.putAll(suite.ratios()));
        return all;
    }

    /** Whether anything has been measured. */
    public boolean isEmpty() {
        return suites.stream().allMatch(suite -> suite.tables().isEmpty());
    }

    /** What failed, and is therefore not in the report; empty after a run as it should be. */
    public List<String> failures() {
        return suites.stream().flatMap(suite -> suite.failures().stream()).toList();
    }

    /**
     * One object: at its top level the figures with an aim, by their names, then {@code run}, what
     * was run where, and {@code suites}, all tables. A figure that was not measured is absent.
     */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        ratios().forEach((ratio, value) -> root.put(ratio.key(), value));
        ObjectNode run = root.putObject("run");
        run.put("command", Reasons.clean(facts.command()));
        run.put("started", facts.started());
        run.put("seconds", facts.seconds());
        run.set("machine", JSON.valueToTree(facts.machine()));
        run.set("versions", JSON.valueToTree(facts.versions()));
        run.set("settings", JSON.valueToTree(facts.settings()));
        run.set("corpus", JSON.valueToTree(facts.corpus()));
        ObjectNode all = root.putObject("suites");
        for (SuiteReport suite : suites) {
            ObjectNode one = all.putObject(suite.name());
            one.put("seconds", suite.seconds());
            one.set("notes", JSON.valueToTree(suite.notes()));
            one.set(
                    "failures",
                    JSON.valueToTree(suite.failures().stream().map(Reasons::clean).toList()));
            one.put("other_load_after", suite.otherLoad());
            for (Table table : suite.tables()) {
                var rows = one.putArray(table.key());
                for (List<Object> values : table.rows()) {
                    ObjectNode row = rows.addObject();
                    for (int i = 0; i < values.size(); i++) {
                        row.set(table.columns().get(i).key(), JSON.valueToTree(values.get(i)));
                    }
                }
            }
        }
        return root.toPrettyString();
    }

    /**
     * Writes {@code <name>.json}, {@code <name>.md} and the plots, {@code <name>-….svg}.
     *
     * @return the files, the Markdown one first
     * @throws UncheckedIOException if the folder cannot be written
     */
    public List<Path> write(Path folder, String name) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            files.add(
                    Files.writeString(
                            folder.resolve(name + ".md"), new MarkdownReport(this, name).text()));
            files.add(Files.writeString(folder.resolve(name + ".json"), json() + "\n"));
            for (SuiteReport suite : suites) {
                for (SuiteReport.Plot plot : suite.plots()) {
                    files.add(
                            Files.writeString(folder.resolve(file(name, plot)), plot.svg() + "\n"));
                }
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The report cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Takes away what {@link #write} has written under a name, if anything. */
    public static void delete(Path folder, String name) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, name + "{.md,.json,-*.svg}")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "An older report in " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    static String file(String name, SuiteReport.Plot plot) {
        return name + "-" + plot.key() + ".svg";
    }
}
