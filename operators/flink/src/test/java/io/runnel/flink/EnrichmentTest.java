package io.runnel.flink;

import static io.runnel.flink.Documents.ticket;
import static io.runnel.flink.Documents.ticketIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class EnrichmentTest {
    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(METRICS.addToConfiguration(taskManager()))
                            .build());

    private final FakeEngine engine = new FakeEngine();
    private StreamExecutionEnvironment env;

    @BeforeEach
    void useTheCluster() {
        env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        new Configuration()
                                .set(PipelineOptions.GENERIC_TYPES, false)
                                .set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
    }

    private static Configuration taskManager() {
        return new Configuration().set(EngineOptions.MODELS_DIRECTORY, "models");
    }

    @Test
    void partsEnrichedRecordsFromRejectsAndCountsThem() throws Exception {
        List<Ticket> tickets =
                IntStream.range(0, 100)
                        .mapToObj(
                                i ->
                                        ticket(
                                                "t-" + i,
                                                i % 10 == 0
                                                        ? "broken"
                                                        : i % 10 == 1 ? "slow" : "Acme"))
                        .toList();
        EnrichedStreams enriched = enrich(Answers.SETTINGS, tickets);
        CloseableIterator<Enriched> records = enriched.records().collectAsync();
        CloseableIterator<Reject> rejects = enriched.rejects().collectAsync();
        JobExecutionResult result = env.execute();

        assertThat(all(records))
                .hasSize(80)
                .allSatisfy(record -> assertThat(record.entities()).hasSize(1));
        assertThat(all(rejects))
                .hasSize(20)
                .extracting(Reject::reason)
                .containsOnly(RejectReason.MODEL_FAILED, RejectReason.TIMED_OUT);
        JobID job = result.getJobID();
        assertThat(counted(job, "runnel.type.ticket.documents")).isEqualTo(100);
        assertThat(counted(job, "runnel.type.ticket.enriched")).isEqualTo(80);
        assertThat(counted(job, "runnel.type.ticket.chunks")).isEqualTo(160);
        assertThat(counted(job, "runnel.type.ticket.tokens")).isEqualTo(3_200);
        assertThat(counted(job, "runnel.type.ticket.truncated")).isEqualTo(80);
        assertThat(counted(job, "runnel.type.ticket.cacheHits")).isEqualTo(80);
        assertThat(counted(job, "runnel.type.ticket.reason.MODEL_FAILED.rejects")).isEqualTo(10);
        assertThat(counted(job, "runnel.type.ticket.reason.TIMED_OUT.rejects")).isEqualTo(10);
    }

    @Test
    void countsWhatNoHeadSupportsByTaskAndLanguage() throws Exception {
        EnrichedStreams enriched =
                enrich(
                        Answers.SETTINGS,
                        List.of(
                                ticketIn(null, "a", "Viele Grüße"),
                                ticketIn("de", "b", "Hallo"),
                                ticketIn("fr", "c", "Salut"),
                                ticketIn(null, "d", "Hello")));
        CloseableIterator<Enriched> records = enriched.records().collectAsync();
        JobID job = env.execute().getJobID();

        assertThat(all(records)).hasSize(4);
        assertThat(counted(job, "task.sentiment.language.de.unsupported")).isEqualTo(2);
        assertThat(counted(job, "task.summary.language.fr.unsupported")).isEqualTo(1);
        assertThat(counted(job, "task.summary.language.en.unsupported")).isZero();
    }

    @Test
    void countsTheTasksAloneWhoseHeadsDoNotKnowTheLanguage() throws Exception {
        engine.knows("entities", "en", "zh");
        EnrichedStreams enriched =
                enrich(Answers.SETTINGS, List.of(ticketIn("zh", "a", "Acme 的打印机坏了")));
        CloseableIterator<Enriched> records = enriched.records().collectAsync();
        JobID job = env.execute().getJobID();

        assertThat(all(records))
                .singleElement()
                .satisfies(record -> assertThat(record.entities()).hasSize(1));
        for (String task : List.of("classification", "sentiment", "summary")) {
            assertThat(counted(job, "task." + task + ".language.zh.unsupported")).isEqualTo(1);
        }
        assertThat(counted(job, "task.entities.language.zh.unsupported")).isZero();
        assertThat(engine.asked()).containsExactly("entities");
    }

    @Test
    void showsTheEnginesGauges() throws Exception {
        EnrichedStreams enriched =
                enrich(Answers.SETTINGS, List.of(ticket("a", "x"), ticket("b", "y")));
        CloseableIterator<Enriched> records = enriched.records().collectAsync();
        CloseableIterator<Reject> rejects = enriched.rejects().collectAsync();
        JobID job = env.execute().getJobID();

        assertThat(all(records)).hasSize(2);
        assertThat(all(rejects)).isEmpty();
        Map<String, Metric> gauges = METRICS.findMetrics(job, ".*runnel\\.engine\\..*");
        assertThat(values(gauges, "queuedChunks")).containsOnly(12L);
        assertThat(values(gauges, "busyWorkers")).containsOnly(13L);
        assertThat(values(gauges, "openSessions")).containsOnly(14L);
        assertThat(values(gauges, "paddedTokens")).containsOnly(4L);
        assertThat(values(gauges, "modelMillis")).containsOnly(11L);
        assertThat(engine.leases()).isZero();
    }

    /**
     * Its sink is no collecting one: Flink's ends the TaskManager where it is cancelled before it
     * was opened (FLINK-39330), and every later test would wait for slots.
     */
    @Test
    void failsTheJobWithAClearMessageWhereAModelIsMissingAndLeavesNoLease() {
        EnrichedStreams enriched =
                enrich(
                        EnrichmentSettings.onOneModel("missing/1", "ticket-queue"),
                        List.of(ticket("a", "x")));
        enriched.records().sinkTo(new DiscardingSink<>()).uid("nowhere");

        assertThatThrownBy(env::execute)
                .hasStackTraceContaining("Model missing/1 is not in the store");
        assertThat(engine.leases()).isZero();
    }

    @Test
    void givesItsOperatorsConstantUidsAndNames() {
        EnrichedStreams enriched = enrich(Answers.SETTINGS, List.of(ticket("a", "x")));
        enriched.records().print().uid("print");

        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID, StreamNode::getOperatorName)
                .contains(
                        tuple("enrich-ticket", "enrich-ticket"),
                        tuple("part-ticket", "part-ticket"));
    }

    private EnrichedStreams enrich(EnrichmentSettings settings, List<Ticket> tickets) {
        env.setParallelism(2);
        DataStream<Ticket> stream =
                env.fromData(tickets, TypeInformation.of(Ticket.class)).uid("tickets").rebalance();
        return Enrichment.of(settings)
                .waiting(new WaitingSettings(OutputOrder.UNORDERED, 10, Duration.ofMinutes(1)))
                .answeredBy(engine.provider())
                .apply(DocumentType.TICKET, stream);
    }

    private static long counted(JobID job, String name) {
        return METRICS.findMetrics(job, ".*enrich-ticket.*" + Pattern.quote(name)).values().stream()
                .mapToLong(metric -> ((Counter) metric).getCount())
                .sum();
    }

    private static List<Object> values(Map<String, Metric> gauges, String name) {
        return gauges.entrySet().stream()
                .filter(gauge -> gauge.getKey().endsWith(".engine." + name))
                .<Object>map(gauge -> ((Gauge<?>) gauge.getValue()).getValue())
                .toList();
    }

    private static <T> List<T> all(CloseableIterator<T> records) throws Exception {
        List<T> all = new ArrayList<>();
        try (records) {
            records.forEachRemaining(all::add);
        }
        return all;
    }
}
