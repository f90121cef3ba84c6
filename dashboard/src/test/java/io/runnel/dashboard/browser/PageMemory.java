package io.runnel.dashboard.browser;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What an open page holds, after a garbage collection, as Chromium's developer tools count it.
 *
 * @param heap of JavaScript, in bytes
 * @param nodes of documents, those out of them that something still holds included
 */
record PageMemory(long heap, long nodes, long listeners, long documents) {
    /** Collects the page's garbage and looks. */
    static PageMemory of(ChromeDriver driver) {
        driver.executeCdpCommand("Performance.enable", Map.of());
        // What the first collection finalizes, the second frees.
        for (int i = 0; i < 2; i++) {
            driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        }
        Map<String, Long> metrics = new TreeMap<>();
        if (driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics")
                instanceof List<?> all) {
            for (Object each : all) {
                if (each instanceof Map<?, ?> metric
                        && metric.get("value") instanceof Number value) {
                    metrics.put(String.valueOf(metric.get("name")), value.longValue());
                }
            }
        }
        return new PageMemory(
                metrics.get("JSHeapUsedSize"),
                metrics.get("Nodes"),
                metrics.get("JSEventListeners"),
                metrics.get("Documents"));
    }
}
