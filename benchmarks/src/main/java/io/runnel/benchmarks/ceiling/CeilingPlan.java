package io.runnel.benchmarks.ceiling;

/** How the ceiling is reached: which threads, and how many padded tokens a batch may have. */
public record CeilingPlan(Layout layout, int maxTokens) {
    /** Its name in reports. */
    public String label() {
        return layout.label() + ", " + maxTokens + " tokens";
    }
}
