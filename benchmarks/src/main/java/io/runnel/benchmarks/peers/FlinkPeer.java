package io.runnel.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.benchmarks.machine.Versions;
import io.runnel.benchmarks.measure.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A contestant that is a Flink job in a process of its own. It reads its corpus from memory and
 * throws its answers away: no Kafka and no checkpoints, which favours it over the pipeline.
 *
 * <p>Takes and prints what every contestant does, and {@code --way}: see {@code
 * benchmarks/peers/README.md}.
 */
public final class FlinkPeer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHECKED_PIECES = 128;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final FlinkWay way;
    private final PeerOptions options;

    private FlinkPeer(FlinkWay way, PeerOptions options) {
        this.way = way;
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        // Otherwise DJL's tokenizers ask the network about newer natives.
        System.setProperty("ai.djl.offline", "true");
        PeerArguments told = new PeerArguments(List.of(arguments));
        System.out.println(result(told.way(), told.options()));
    }

    /** Measures a way, and tells what a contestant prints. */
    static ObjectNode result(FlinkWay way, PeerOptions options) throws Exception {
        return new FlinkPeer(way, options).result();
    }

    /** The command line of a way. */
    static List<String> arguments(FlinkWay way, PeerOptions options) {
        return Stream.concat(Stream.of("--way", way.label()), options.arguments().stream())
                .toList();
    }

    private ObjectNode result() throws Exception {
        JsonNode answers = check();
        Path folder = Files.createTempDirectory("runnel-peer-");
        try {
            Work work = measure(folder);
            ObjectNode found = JSON.createObjectNode();
            found.put("name", way.label());
            found.put("documents", work.documents());
            found.put("tokens", work.tokens());
            found.put("seconds", work.seconds());
            found.set("settings", JSON.valueToTree(settings()));
            found.set("versions", JSON.valueToTree(versions()));
            found.set("answers", answers);
            return found;
        } finally {
            delete(folder);
        }
    }

    /** What the first pieces are answered, without Flink. */
    private JsonNode check() {
        List<Piece> pieces = PieceFile.read(options.corpus());
        List<Answered> answers;
        try (Answerer answerer = way.source(options).open()) {
            answers = pieces.stream().limit(CHECKED_PIECES).map(answerer::answer).toList();
        }
        ObjectNode found = JSON.createObjectNode();
        found.put("pieces", answers.size());
        ArrayNode byPiece = found.putArray("by_piece");
        for (Answered answer : answers) {
            byPiece.addArray()
                    .add(answer.classification())
                    .add(answer.sentiment())
                    .add(answer.entities())
                    .add(answer.sentences());
        }
        found.set("classification", counts(answers, Answered::classification));
        found.set("sentiment", counts(answers, Answered::sentiment));
        found.put("entities", answers.stream().mapToInt(Answered::entities).sum());
        found.put("sentences", answers.stream().mapToInt(Answered::sentences).sum());
        return found;
    }

    private Work measure(Path folder) throws Exception {
        JobClient job = job(folder).executeAsync("runnel-peer-" + way.label());
        CompletableFuture<JobExecutionResult> end = job.getJobExecutionResult();
        long start = firstAnswer(folder, end) + options.warmup().toMillis();
        long left = start + options.time().toMillis() - System.currentTimeMillis();
        goesOn(end, Duration.ofMillis(Math.max(0, left)));
        job.cancel().get();
        return Tally.read(folder).within(start, options.time());
    }

    private StreamExecutionEnvironment job(Path folder) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(
                        way.parallelism(options.threads()), configuration);
        var pieces =
                env.fromSource(
                                PieceSource.of(options.corpus()),
                                WatermarkStrategy.noWatermarks(),
                                "pieces")
                        .uid("pieces");
        way.answer(pieces, options)
                .name("answer")
                .uid("answer")
                .sinkTo(new TallySink(folder))
                .name("tally")
                .uid("tally");
        return env;
    }

    /** Waits for the first answer: models take their time to load. */
    private static long firstAnswer(Path folder, CompletableFuture<JobExecutionResult> end)
            throws InterruptedException {
        for (long waited = 0; waited < START_LIMIT.toMillis(); waited += LOOK_EVERY.toMillis()) {
            OptionalLong first = Tally.read(folder).first();
            if (first.isPresent()) {
                return first.getAsLong();
            }
            goesOn(end, LOOK_EVERY);
        }
        throw new IllegalStateException(
                "The job has answered nothing within " + START_LIMIT.toSeconds() + " s.");
    }

    /** Waits so long while the job runs. */
    private static void goesOn(CompletableFuture<JobExecutionResult> end, Duration time)
            throws InterruptedException {
        try {
            end.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            return;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The job failed: " + e.getCause(), e);
        }
        throw new IllegalStateException("The job ended by itself; expected it to go on and on.");
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new TreeMap<>(way.source(options).settings());
        settings.put("threads", options.threads());
        settings.put("batch", 1);
        settings.put("parallelism", way.parallelism(options.threads()));
        settings.put("order", "as in the corpus");
        if (way == FlinkWay.FLINK_OWN_PACK) {
            Path version = options.pack().getFileName();
            settings.put("pack", options.pack().getParent().getFileName() + "/" + version);
        }
        return settings;
    }

    private static Map<String, String> versions() {
        return new TreeMap<>(
                Map.of(
                        "java", System.getProperty("java.vm.version"),
                        "flink", EnvironmentInformation.getVersion(),
                        "onnxruntime", Versions.environment().getVersion()));
    }

    private static JsonNode counts(List<Answered> answers, Function<Answered, String> label) {
        Map<String, Integer> counts = new TreeMap<>();
        answers.forEach(answer -> counts.merge(label.apply(answer), 1, Integer::sum));
        return JSON.valueToTree(counts);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
