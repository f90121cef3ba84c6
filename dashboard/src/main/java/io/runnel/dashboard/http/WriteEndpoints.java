package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Audit;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.Documents;
import io.runnel.dashboard.store.Place;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.dashboard.why.Explainer;
import io.runnel.jobs.command.deadletters.DeadLetterReplay;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.RejectReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** What changes something, or costs something: replay, corrections, explanations. */
final class WriteEndpoints {
    /** Fixed bytes in base64, as large as records of the input topics may be. */
    private static final int LARGEST_REPLAY = 24 * 1024 * 1024;

    private final Services services;
    private final Documents documents;

    WriteEndpoints(Services services) {
        this.services = services;
        this.documents = new Documents(services.store(), services.index());
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/documents/{type}/{id}/why", this::why),
                Route.post("/api/corrections", this::correct),
                Route.post("/api/rejects/replay", this::replay).withMostBytes(LARGEST_REPLAY));
    }

    private void why(Call call) throws IOException, InterruptedException {
        ObjectNode body = call.body();
        Explainer explainer =
                services.kafka()
                        .explainer()
                        .orElseThrow(
                                () ->
                                        new HttpProblem(
                                                503,
                                                "No model store is there to ask; start the"
                                                        + " dashboard with --models."));
        String wanted = body.path("task").asText(body.path("head").asText("classification"));
        LabelTask task =
                LabelTask.of(wanted)
                        .orElseThrow(
                                () ->
                                        HttpProblem.wrong(
                                                "task: expected classification or sentiment, found"
                                                        + " '"
                                                        + wanted
                                                        + "'."));
        Enriched enriched =
                documents
                        .enriched(call.part("type"), call.part("id"))
                        .orElseThrow(() -> ReadEndpoints.noDocument(call));
        try {
            call.answer(explainer.explain(enriched, task));
        } catch (Explainer.Unexplained e) {
            throw new HttpProblem(422, e.getMessage());
        } catch (Explainer.Busy e) {
            throw new HttpProblem(503, e.getMessage());
        }
    }

    private void correct(Call call) throws IOException, InterruptedException {
        ObjectNode body = call.body();
        String type = PersonsText.text(body, "document_type", 50);
        String id = PersonsText.text(body, "document_id", 1_000);
        Enriched enriched =
                documents
                        .enriched(type, id)
                        .orElseThrow(
                                () ->
                                        HttpProblem.missing(
                                                "There is no "
                                                        + type
                                                        + " with the id '"
                                                        + id
                                                        + "' in the store."));
        CorrectionRequest.Judged judged = CorrectionRequest.read(body, enriched, call.who());
        Correction correction = judged.correction();
        Place place = services.kafka().corrections().send(correction, judged.text());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("correction_id", correction.id()).put("topic", place.topic());
        answer.put("partition", place.partition()).put("offset", place.offset());
        answer.put("agreed", correction.agreed());
        call.answer(201, answer);
    }

    private void replay(Call call) throws IOException {
        ObjectNode body = call.body();
        if (!body.path("confirm").asBoolean(false)) {
            throw HttpProblem.wrong(
                    "confirm: expected true; a replay writes to the source topic and cannot be"
                            + " taken back.");
        }
        String topic = PersonsText.text(body, "topic", 300);
        if (!services.followed().deadLetters().contains(topic)) {
            throw HttpProblem.wrong(
                    "topic: expected one of "
                            + services.followed().deadLetters()
                            + ", found '"
                            + topic
                            + "'.");
        }
        boolean one = body.has("partition") || body.has("offset");
        if (one == body.has("reason")) {
            throw HttpProblem.wrong(
                    "Expected either 'partition' and 'offset' of one letter, or the 'reason' of all"
                            + " that are to be replayed.");
        }
        DeadLetterReplay replay = services.kafka().replay(topic);
        if (one) {
            replayOne(call, body, topic, replay);
        } else {
            replayAll(call, body, topic, replay);
        }
    }

    private void replayOne(Call call, ObjectNode body, String topic, DeadLetterReplay replay)
            throws IOException {
        if (!body.path("partition").canConvertToInt()
                || !body.path("offset").isIntegralNumber()
                || !body.path("offset").canConvertToLong()) {
            throw HttpProblem.wrong("partition and offset: expected whole numbers.");
        }
        int partition = body.get("partition").asInt();
        long offset = body.get("offset").asLong();
        byte[] fixed = bytes(body.path("value_base64"));
        Place place = new Place(topic, partition, offset);
        String detail = fixed == null ? "as it is" : "with " + fixed.length + " fixed bytes";
        answer(
                call,
                new Audit.Deed(call.who(), "replay", place.toString(), detail),
                () ->
                        found(
                                place,
                                fixed == null
                                        ? replay.one(partition, offset)
                                        : replay.repaired(partition, offset, fixed)));
    }

    private static DeadLetterReplay.Outcome found(Place place, DeadLetterReplay.Outcome outcome) {
        if (outcome.found() == 0) {
            throw HttpProblem.missing("There is no dead letter at " + place + ".");
        }
        return outcome;
    }

    private void replayAll(Call call, ObjectNode body, String topic, DeadLetterReplay replay)
            throws IOException {
        String name = body.path("reason").asText("");
        RejectReason reason =
                Arrays.stream(RejectReason.values())
                        .filter(one -> one.name().equals(name))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        HttpProblem.wrong(
                                                "reason: expected one of "
                                                        + Arrays.toString(RejectReason.values())
                                                        + ", found '"
                                                        + name
                                                        + "'."));
        answer(
                call,
                new Audit.Deed(call.who(), "replay", topic, "all with reason " + reason),
                () -> replay.all(reason));
    }

    /** Something that is written down before and after. */
    private interface Deed {
        DeadLetterReplay.Outcome run();
    }

    private void answer(Call call, Audit.Deed said, Deed deed) throws IOException {
        String id = services.audit().begin(said);
        DeadLetterReplay.Outcome outcome;
        try {
            outcome = deed.run();
        } catch (RuntimeException e) {
            services.audit().end(id, said, "failed: " + e.getMessage());
            throw e;
        }
        int skipped = outcome.before() + outcome.refused().size();
        services.audit().end(id, said, "replayed " + outcome.sent() + ", skipped " + skipped);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("replayed", outcome.sent()).put("skipped", skipped);
        answer.put("replayed_before", outcome.before());
        var refused = answer.putArray("refused");
        outcome.refused().stream().limit(50).forEach(refused::add);
        call.answer(answer.put("audit_id", id));
    }

    private static byte[] bytes(JsonNode base64) {
        if (base64.isMissingNode() || base64.isNull()) {
            return null;
        }
        if (!base64.isTextual()) {
            throw HttpProblem.wrong("value_base64: expected a text in base64.");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.asText());
            if (bytes.length > 0) {
                return bytes;
            }
            throw HttpProblem.wrong(
                    "value_base64: expected one byte or more; leave it out to send the letter as it"
                            + " is.");
        } catch (IllegalArgumentException e) {
            throw HttpProblem.wrong("value_base64: expected base64, " + e.getMessage() + ".");
        }
    }
}
