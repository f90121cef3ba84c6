package io.runnel.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was: the same in both reports.
 *
 * @param command what was typed
 * @param started when, in ISO form
 * @param seconds how long it took
 * @param machine by name, in the order in which it is shown; values are texts, numbers or lists
 * @param versions of what was measured, by name
 * @param settings by name
 * @param corpus by name
 */
public record RunFacts(
        String command,
        String started,
        double seconds,
        Map<String, Object> machine,
        Map<String, Object> versions,
        Map<String, Object> settings,
        Map<String, Object> corpus) {
    public RunFacts {
        machine = new LinkedHashMap<>(machine);
        versions = new LinkedHashMap<>(versions);
        settings = new LinkedHashMap<>(settings);
        corpus = new LinkedHashMap<>(corpus);
    }
}
