package io.runnel.benchmarks.scale;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.pipeline.BrokerProcess;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.PipelineJob;
import io.runnel.inference.EngineSettings;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import io.runnel.schemas.document.DocumentType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts a cluster of processes with the three jobs, lets the documents of each type through, and
 * stops it again.
 *
 * @param taskManagers processes
 * @param workers of the engine in each of them, as if it had so many CPUs; each job has as many
 *     subtasks in it
 * @param documents of each type
 */
public record ClusterRun(
        int taskManagers,
        int workers,
        Setting setting,
        Map<DocumentType, List<PreparedDocument>> documents)
        implements Contestant<ClusterRun.Result> {
    /** Most documents that warm up each job of a new cluster, and about how many tokens. */
    private static final int WARM_UP_DOCUMENTS = 60;

    private static final int WARM_UP_TOKENS = 5_000;

    private static final AtomicInteger CLUSTERS = new AtomicInteger();

    /** What all clusters share. */
    public record Setting(
            BrokerProcess broker,
            EngineSettings engine,
            Duration checkpointInterval,
            int partitions,
            Path folder,
            Feed.DeadLetters deadLetters) {}

    /**
     * What was measured.
     *
     * @param works by type
     * @param taskManagersMib memory of all TaskManagers in RAM after the load
     */
    public record Result(Map<DocumentType, Work> works, double taskManagersMib) {}

    @Override
    public String name() {
        return taskManagers
                + (taskManagers == 1 ? " TaskManager × " : " TaskManagers × ")
                + workers
                + (workers == 1 ? " CPU" : " CPUs");
    }

    /** CPUs of all TaskManagers together. */
    public int cpus() {
        return taskManagers * workers;
    }

    @Override
    public Result run() throws InterruptedException {
        EngineSettings base = setting.engine();
        EngineSettings engine =
                new EngineSettings(
                        base.models(),
                        workers,
                        base.intraOpThreads(),
                        base.batchMaxTokens(),
                        base.cacheMaxChars(),
                        base.runTimeout());
        BenchCluster planned =
                new BenchCluster(taskManagers, workers * DocumentType.values().length, engine);
        Path folder = setting.folder().resolve("cluster-" + taskManagers + "-" + workers);
        try (ProcessCluster cluster = planned.start(folder);
                RemoteJobs jobs =
                        new RemoteJobs(
                                cluster, setting.broker(), cpus(), setting.checkpointInterval())) {
            List<PipelineJob> all = jobs("cluster-" + CLUSTERS.incrementAndGet());
            for (PipelineJob job : all) {
                jobs.submit(job, setting.partitions());
            }
            for (PipelineJob job : all) {
                feed(jobs, job, few(documents.get(job.type()))).once();
            }
            Map<DocumentType, Work> works = new EnumMap<>(DocumentType.class);
            for (PipelineJob job : all) {
                works.put(job.type(), feed(jobs, job, documents.get(job.type())).run().work());
            }
            return new Result(works, BenchCluster.taskManagersMib(cluster));
        }
    }

    private static List<PreparedDocument> few(List<PreparedDocument> documents) {
        List<PreparedDocument> few = new ArrayList<>();
        int tokens = 0;
        for (PreparedDocument document : documents) {
            if (few.size() < WARM_UP_DOCUMENTS && tokens < WARM_UP_TOKENS) {
                few.add(document);
                tokens += document.tokens();
            }
        }
        return few;
    }

    private Feed feed(RemoteJobs jobs, PipelineJob job, List<PreparedDocument> some) {
        return new Feed(
                Part.of(job.type()).label(), jobs, List.of(job), some, setting.deadLetters());
    }

    /** With topics that no other cluster has written to. */
    private static List<PipelineJob> jobs(String series) {
        List<PipelineJob> jobs = new ArrayList<>();
        for (DocumentType type : DocumentType.values()) {
            jobs.add(new PipelineJob(series, type, Guarantee.EXACTLY_ONCE, DocumentFormat.JSON));
        }
        return jobs;
    }
}
