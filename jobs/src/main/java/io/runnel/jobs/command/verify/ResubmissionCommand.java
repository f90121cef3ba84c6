package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Count;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.OutputFormat;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A TaskManager that sees many jobs come and go. */
@Command(
        name = "resubmission",
        mixinStandardHelpOptions = true,
        header =
                "Submit and cancel the three jobs again and again on one TaskManager; watch what grows.",
        description = {
            "After each round it collects the garbage and measures metaspace, resident memory, threads,"
                    + " file handles, classes, open sessions and copies of the native library. Exit code"
                    + " 1 if one of them grows behind the third round. Linux, and a JDK."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel verify resubmission --times 30 --plot resubmission.svg --output json"
        })
public final class ResubmissionCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;
    private final Interruption interruption;

    @Spec private CommandSpec spec;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "30",
            converter = Count.AtLeastOne.class,
            description = "Rounds of the three jobs (default: ${DEFAULT-VALUE}).")
    private int times;

    @Option(names = "--plot", paramLabel = "FILE", description = "Draw the samples as SVG.")
    private Path plot;

    @Option(
            names = "--output",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "Form of the report (default: ${DEFAULT-VALUE}).")
    private OutputFormat output;

    public ResubmissionCommand(Terminal terminal, Interruption interruption) {
        this.terminal = terminal;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws Exception {
        if (times < Flatness.LEAST_ROUNDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--times "
                            + times
                            + " shows nothing: expected at least "
                            + Flatness.LEAST_ROUNDS
                            + ", as the first three rounds fill caches.");
        }
        Installation installation = Installation.ofLauncher();
        try (TemporaryFolder folder =
                        TemporaryFolder.create(
                                "runnel-resubmission-", ProcessCluster::endAbandoned);
                ProcessCluster cluster =
                        ProcessCluster.start(
                                ClusterPlan.of(folder.path(), 1, 1)
                                        .with(ResubmissionRun.FLINK, Map.of()),
                                installation,
                                new Loopback())) {
            interruption.beforeTheEnd(cluster::killNow);
            new ClusterReadiness(cluster, interruption).await();
            new ClusterTopics(cluster).create(1, DefaultTopics.all());
            List<ResourceSample> samples =
                    new ResubmissionRun(cluster, installation, terminal, interruption).run(times);
            List<String> growing = Flatness.growing(samples);
            LogFindings.Found found = new LogFindings(cluster.logs()).read();
            if (plot != null) {
                Files.writeString(plot, ResourcePlot.svg(samples));
            }
            terminal.out().println(report(samples, growing, found));
            terminal.out().flush();
            return isFlat(growing, found) ? 0 : 1;
        } catch (CommandFailure e) {
            if (!interruption.asked()) {
                throw e;
            }
            terminal.say(e.getMessage());
            return Interruption.EXIT_CODE;
        }
    }

    private static boolean isFlat(List<String> growing, LogFindings.Found found) {
        return growing.isEmpty() && found.linkErrors() == 0 && found.crashes() == 0;
    }

    private String report(
            List<ResourceSample> samples, List<String> growing, LogFindings.Found found) {
        boolean flat = isFlat(growing, found);
        if (output == OutputFormat.TEXT) {
            return (flat ? "Flat." : "NOT FLAT: " + String.join("; ", growing))
                    + "\nlink errors: "
                    + found.linkErrors()
                    + ", crashes: "
                    + found.crashes();
        }
        ObjectNode report =
                JSON.createObjectNode()
                        .put("flat", flat)
                        .put("rounds", samples.size())
                        .put("link_errors", found.linkErrors())
                        .put("jvm_crashes", found.crashes());
        growing.forEach(report.putArray("growing")::add);
        ArrayNode all = report.putArray("samples");
        for (ResourceSample sample : samples) {
            ObjectNode node = all.addObject().put("round", sample.round());
            Flatness.LIMITS.forEach(
                    limit -> node.put(limit.name(), limit.value().applyAsLong(sample)));
        }
        return report.toString();
    }
}
