package io.runnel.jobs.command;

import java.util.Map;
import picocli.CommandLine.Option;

/** The option that lets a Prometheus read the metrics of Flink's processes on this machine. */
public final class MetricsPort {
    private static final String REPORTER = "metrics.reporter.prom.";

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            defaultValue = "0",
            converter = Count.NoneOrMore.class,
            description = {
                "Let Prometheus read metrics at this port; further processes of Flink take those"
                        + " behind it. docs/metrics.md names the metrics. Other machines can read them,"
                        + " too. 0 for none (default: ${DEFAULT-VALUE})."
            })
    private int port;

    /**
     * Flink's configuration for it; nothing where nobody is to read.
     *
     * @param processes of Flink that share this machine
     */
    public Map<String, String> keys(int processes) {
        return port == 0 ? Map.of() : reporter(port, processes);
    }

    /** The reporter at the first free one of as many ports as there are processes. */
    public static Map<String, String> reporter(int port, int processes) {
        return Map.of(
                "metrics.reporters",
                "prom",
                REPORTER + "factory.class",
                "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                REPORTER + "port",
                // Flink takes no range of one.
                processes == 1 ? Integer.toString(port) : port + "-" + (port + processes - 1),
                // Else '0.9' is '0_9', and no bound of a histogram.
                REPORTER + "filterLabelValueCharacters",
                "false");
    }
}
