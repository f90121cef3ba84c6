package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Documents;
import io.runnel.dashboard.store.Filter;
import io.runnel.dashboard.store.JsonRows;
import io.runnel.dashboard.store.Judgements;
import io.runnel.dashboard.store.KeptOverview;
import io.runnel.dashboard.store.Overview;
import io.runnel.dashboard.store.Page;
import io.runnel.dashboard.store.Rejects;
import io.runnel.dashboard.store.StoreFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** What can be read. */
final class ReadEndpoints implements AutoCloseable {
    private static final String OPEN_API = "/io/runnel/dashboard/openapi.json";
    private static final int MOST_SKIPPED = 1_000_000;

    private final Services services;
    private final StoreFacts facts;
    private final KeptOverview overview;
    private final Documents documents;
    private final Rejects rejects;
    private final Judgements judgements;
    private final ReplayMarks marks;

    ReadEndpoints(Services services) {
        this.services = services;
        this.facts = new StoreFacts(services.store());
        this.overview =
                new KeptOverview(
                        services.store(),
                        new Overview(services.store(), services.index()),
                        Clock.systemUTC());
        this.documents = new Documents(services.store(), services.index());
        this.rejects = new Rejects(services.store());
        this.judgements = new Judgements(services.store());
        this.marks = new ReplayMarks(services.kafka());
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/openapi.json", ReadEndpoints::openApi),
                Route.get("/api/status", this::status),
                Route.get("/api/now", call -> call.answer(services.pulse().now())),
                Route.get(
                        "/api/overview", call -> call.answer(overview.of(Parameters.filter(call)))),
                Route.get("/api/documents", this::documents),
                Route.get("/api/documents/{type}/{id}", this::document),
                Route.get("/api/rejects", this::rejects),
                Route.get("/api/rejects/{topic}/{partition}/{offset}", this::reject),
                Route.get(
                        "/api/audit",
                        call ->
                                call.answer(
                                        services.audit().lines(call.number("limit", 100, 1000)))),
                Route.get(
                        "/api/corrections",
                        call ->
                                call.answer(
                                        judgements.list(
                                                Parameters.filter(call, "limit"),
                                                services.index(),
                                                call.number("limit", 100, 1000)))),
                Route.get("/api/agreement", call -> call.answer(judgements.agreement())));
    }

    /** Asks what the first page will ask, so that it need not wait for what is slow once. */
    void prepare() {
        overview.of(Filter.ALL);
        facts.counts();
        ObjectNode newest =
                documents.list(Filter.ALL, new Page(Page.Sort.TIME, Page.Order.DESC, 1, null));
        String words = newest.at("/documents/0/title").asText("");
        documents.list(
                Filter.ofWords(words), new Page(Page.Sort.RELEVANCE, Page.Order.DESC, 1, null));
        overview.of(Filter.ofWords(words));
    }

    @Override
    public void close() {
        overview.close();
    }

    private static void openApi(Call call) throws IOException {
        try (InputStream in = ReadEndpoints.class.getResourceAsStream(OPEN_API)) {
            call.answer(JsonRows.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private void status(Call call) throws IOException {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("version", System.getProperty("runnel.version", "unknown"));
        status.set("store", facts.counts());
        ArrayNode topics = status.putArray("topics");
        services.followed().topics().forEach(topics::add);
        ArrayNode missing = status.putArray("missing_topics");
        services.followed().missing().forEach(missing::add);
        ArrayNode deleted = status.putArray("deleted_topics");
        services.followed().deleted().stream().sorted().forEach(deleted::add);
        status.put("problem", services.followed().problem().orElse(null));
        status.set("undecoded", facts.undecoded(20));
        status.set("models", facts.models());
        boolean explains = services.kafka().explainer().isPresent();
        status.put("why_available", explains);
        status.put(
                "why_reason",
                explains ? null : "No model store is there; start the dashboard with --models.");
        status.putObject("writes").put("token_needed", true);
        call.answer(status);
    }

    private void documents(Call call) throws IOException {
        call.answer(
                documents.list(
                        Parameters.filter(call, "sort", "order", "limit", "after"),
                        Parameters.page(call)));
    }

    private void document(Call call) throws IOException {
        call.answer(
                documents
                        .detail(call.part("type"), call.part("id"))
                        .orElseThrow(() -> noDocument(call)));
    }

    static HttpProblem noDocument(Call call) {
        return HttpProblem.missing(
                "There is no "
                        + call.part("type")
                        + " with the id '"
                        + call.part("id")
                        + "' in the store; it may not have been enriched yet, or be no longer kept.");
    }

    private void rejects(Call call) throws IOException {
        ObjectNode list =
                rejects.list(
                        new Rejects.Choice(
                                call.query("topic").orElse(null),
                                call.query("reason").orElse(null),
                                Parameters.time(call, "from"),
                                Parameters.time(call, "until")),
                        Math.max(1, call.number("limit", 50, 200)),
                        call.number("after", 0, MOST_SKIPPED));
        list.get("rejects").forEach(marks::mark);
        call.answer(list);
    }

    private void reject(Call call) throws IOException {
        ObjectNode one =
                rejects.one(RejectPlace.of(call))
                        .orElseThrow(
                                () ->
                                        HttpProblem.missing(
                                                "There is no dead letter at "
                                                        + RejectPlace.of(call)
                                                        + " in the store. If it is no longer kept,"
                                                        + " its topic may still have it: see"
                                                        + " './runnel dead-letters list --topic "
                                                        + call.part("topic")
                                                        + "'."));
        marks.mark(one);
        call.answer(one);
    }
}
