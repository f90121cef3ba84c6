package io.runnel.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard that is killed while documents flow and people work, again and again. */
class KilledDashboardClusterITCase {
    private static final int KILLS = 7;
    private static final long SEED = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;
    private EmbeddedBroker broker;
    private KafkaConnection kafka;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        broker.createTopics(1, DefaultTopics.all());
        kafka = KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
    }

    @AfterEach
    void stop() {
        kafka.close();
        broker.close();
    }

    @Test
    void hasEveryDocumentOnceAndAllThatPeopleDidAfterManyKills() throws Exception {
        Random random = new Random(SEED);
        Work work = new Work();
        try (Flow flow = Flow.start(kafka)) {
            for (int kill = 0; kill < KILLS; kill++) {
                try (DashboardProcess dashboard = start(kill)) {
                    try (Worker worker = Worker.start(dashboard.client(), work)) {
                        // Every third is killed while it catches up, the others in their work.
                        int deeds = kill % 3 == 2 ? 0 : 2 + random.nextInt(4);
                        Eventually.get(
                                () -> {
                                    assertThat(worker.done()).isGreaterThanOrEqualTo(deeds);
                                    return deeds;
                                });
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500)));
                        dashboard.kill();
                    }
                }
            }
            flow.stop();
            try (DashboardProcess dashboard = start(KILLS)) {
                check(dashboard.client(), flow, work);
            }
        }
    }

    @Test
    void saysThatAnotherDashboardHasTheFolder() throws Exception {
        try (DashboardProcess first = start(0);
                DashboardProcess second = startAfter(first.client(), 1)) {
            assertThat(second.ended()).isEqualTo(1);
            assertThat(second.said())
                    .contains("is another dashboard running on it?", "--data")
                    .doesNotContain("StoreFailure", "Exception");
            assertThat(first.client().get("/api/status").at("/store/documents").asInt()).isZero();
        }
    }

    private DashboardProcess startAfter(ApiClient running, int number) throws Exception {
        assertThat(running.get("/api/status").has("store")).isTrue();
        return start(number);
    }

    private DashboardProcess start(int number) throws Exception {
        return DashboardProcess.start(
                folder.resolve("dashboard-" + number + ".log"),
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--data",
                folder.resolve("data").toString());
    }

    private void check(ApiClient client, Flow flow, Work work) throws Exception {
        client.await(
                "/api/status",
                at ->
                        at.at("/store/documents").asInt() == flow.documents()
                                && at.at("/store/rejects").asInt() == Flow.LETTERS);
        awaitPosition(client, "tickets-enriched", flow.records());
        assertThat(client.get("/api/status").at("/store/undecoded").asInt()).isZero();
        assertThat(column(client, "SELECT count(DISTINCT document_id) FROM documents"))
                .containsExactly(Integer.toString(flow.documents()));
        assertThat(column(client, "SELECT count(*) FROM records"))
                .containsExactly(Integer.toString(flow.documents()));
        assertThat(column(client, "SELECT count(*) FROM entities"))
                .containsExactly(Integer.toString(flow.documents()));
        assertThat(column(client, "SELECT count(DISTINCT \"offset\") FROM rejects"))
                .containsExactly(Integer.toString(Flow.LETTERS));
        assertThat(column(client, "SELECT count(*) FROM documents WHERE generation = 1"))
                .containsExactly(Integer.toString(flow.repeated()));
        checkIndex(client, flow);
        checkCorrections(client, work);
        checkAudit(client, work);
    }

    private static void awaitPosition(ApiClient client, String topic, long position)
            throws Exception {
        Eventually.get(
                () -> {
                    assertThat(
                                    column(
                                            client,
                                            "SELECT next_offset FROM followed WHERE topic = '"
                                                    + topic
                                                    + "'"))
                            .containsExactly(Long.toString(position));
                    return position;
                });
    }

    private static void checkIndex(ApiClient client, Flow flow) throws Exception {
        assertThat(total(client, "porto")).isEqualTo(flow.documents());
        assertThat(total(client, "again")).isEqualTo(flow.repeated());
        assertThat(total(client, "once")).isEqualTo(flow.documents() - flow.repeated());
        for (int number = 0; number < flow.documents(); number += flow.documents() / 20) {
            assertThat(total(client, Flow.word(number))).as(Flow.word(number)).isEqualTo(1);
        }
    }

    private static int total(ApiClient client, String words) throws Exception {
        return client.get("/api/documents?q=" + words).get("total").asInt();
    }

    private void checkCorrections(ApiClient client, Work work) throws Exception {
        List<String> kept = column(client, "SELECT correction_id FROM corrections");
        assertThat(kept).doesNotHaveDuplicates().containsAll(work.corrections());
        Set<String> sent = new TreeSet<>();
        try (TopicReader reader = TopicReader.fromBeginning(kafka, FollowedTopics.CORRECTIONS)) {
            while (!reader.reachedEnd()) {
                for (var record : reader.poll()) {
                    sent.add(JSON.readTree(record.value()).get("correction_id").asText());
                }
            }
        }
        assertThat(kept).containsExactlyInAnyOrderElementsOf(sent);
    }

    private void checkAudit(ApiClient client, Work work) throws Exception {
        List<String> results =
                column(client, "SELECT audit_id || ' ' || result FROM audit ORDER BY time");
        assertThat(results).doesNotHaveDuplicates();
        for (String id : work.replays()) {
            assertThat(results).contains(id + " begun", id + " replayed 1, skipped 0");
        }
        List<String> written =
                Files.readAllLines(folder.resolve("data").resolve("audit.jsonl")).stream()
                        .map(KilledDashboardClusterITCase::parsed)
                        .map(
                                line ->
                                        line.get("audit_id").asText()
                                                + " "
                                                + line.get("result").asText())
                        .toList();
        assertThat(results).containsExactlyInAnyOrderElementsOf(written);
        Set<String> sources = new TreeSet<>();
        try (TopicReader reader = TopicReader.fromBeginning(kafka, "tickets")) {
            while (!reader.reachedEnd()) {
                for (var record : reader.poll()) {
                    assertThat(sources.add(new String(record.value(), UTF_8))).isTrue();
                }
            }
        }
        assertThat(sources.size()).isGreaterThanOrEqualTo(work.replays().size());
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("A torn line: " + line, e);
        }
    }

    /** The first column of an answer, as texts. */
    private static List<String> column(ApiClient client, String sql) throws Exception {
        JsonNode answer =
                client.post(
                        "/api/sql",
                        JSON.createObjectNode().put("sql", sql).put("limit", 10_000).toString());
        assertThat(answer.has("rows")).as(answer.toString()).isTrue();
        return StreamSupport.stream(answer.get("rows").spliterator(), false)
                .map(row -> row.get(0).asText())
                .toList();
    }
}
