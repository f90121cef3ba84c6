package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** What a dashboard has of a flow when it keeps only the newest of it. */
record KeptOfFlow(ApiClient client, Flow flow) {
    static final int DOCUMENTS = 300;
    static final int LETTERS = 40;

    /** How many documents were taken out so far. */
    static int takenOut(ApiClient client) throws Exception {
        return client.get("/api/status").at("/store/taken_out/documents").asInt();
    }

    /** How far a topic was read. */
    static long position(ApiClient client, String topic) throws Exception {
        return client.number(
                "SELECT coalesce(max(next_offset), 0) FROM followed WHERE topic = '" + topic + "'");
    }

    /** Waits until everything was read that was sent. */
    void awaitEnds() throws Exception {
        Eventually.get(
                () -> {
                    assertThat(position(client, "tickets-enriched")).isEqualTo(flow.records());
                    return assertThat(position(client, "tickets-dlt")).isEqualTo(Flow.LETTERS);
                });
    }

    /** Waits until nothing else is there, and looks whether the newest are, each once. */
    void awaitNewest() throws Exception {
        JsonNode status =
                client.await(
                        "/api/status",
                        at ->
                                at.at("/store/documents").asInt() == DOCUMENTS
                                        && at.at("/store/rejects").asInt() == LETTERS);
        assertThat(status.at("/store/taken_out/rejects").asInt()).isEqualTo(Flow.LETTERS - LETTERS);
        assertThat(status.at("/store/undecoded").asInt()).isZero();
        int first = flow.documents() - DOCUMENTS;
        assertThat(client.number("SELECT min(source_offset) FROM documents")).isEqualTo(first);
        assertThat(client.number("SELECT count(DISTINCT source_offset) FROM documents"))
                .isEqualTo(DOCUMENTS);
        assertThat(client.number("SELECT count(*) FROM records")).isEqualTo(DOCUMENTS);
        assertThat(client.number("SELECT min(\"offset\") FROM rejects"))
                .isEqualTo(Flow.LETTERS - LETTERS);
        assertThat(position(client, "tickets-enriched")).isEqualTo(flow.records());
        Eventually.get(() -> assertThat(found("porto")).isEqualTo(DOCUMENTS));
        assertThat(found(Flow.word(first))).isEqualTo(1);
        assertThat(found(Flow.word(first - 1))).isZero();
    }

    private int found(String word) throws Exception {
        return client.get("/api/documents?q=" + word).get("total").asInt();
    }
}
