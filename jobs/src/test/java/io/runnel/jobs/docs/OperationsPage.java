package io.runnel.jobs.docs;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The commands of {@code docs/operations.md}, section by section, as a reader would copy them. */
record OperationsPage(Map<String, List<String>> sections) {
    private static final String FENCE = "```";

    static OperationsPage read() throws IOException {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        String section = "";
        List<String> block = null;
        for (String line :
                Files.readAllLines(RepositoryRoot.resolve("docs").resolve("operations.md"))) {
            if (block != null && line.equals(FENCE)) {
                sections.computeIfAbsent(section, unused -> new ArrayList<>())
                        .add(String.join("\n", block));
                block = null;
            } else if (block != null) {
                block.add(line);
            } else if (line.equals(FENCE + "bash")) {
                block = new ArrayList<>();
            } else if (line.startsWith("## ")) {
                section = line.substring(3);
            }
        }
        return new OperationsPage(sections);
    }
}
