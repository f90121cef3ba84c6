package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.DocumentTexts;
import io.runnel.dashboard.store.Place;
import io.runnel.dashboard.why.AskedTexts;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Provenance;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A correction as the page sends it. What was given is taken from the record, not from the request:
 * nobody can be said to have been corrected who has not said so.
 */
final class CorrectionRequest {
    private static final int MOST_LABEL = 200;
    private static final int MOST_NOTE = 2_000;
    private static final String ENTITIES = "entities";
    private static final String LABEL = "label";
    private static final String GROUP = "entity_group";

    private CorrectionRequest() {}

    /** A correction, and the text that was judged. */
    record Judged(Correction correction, String text) {}

    static Judged read(ObjectNode body, Enriched enriched, String who) {
        String task = PersonsText.text(body, "task", 50);
        if (!(body.path("right") instanceof ObjectNode right)) {
            throw HttpProblem.wrong("right: expected an object with the right answer.");
        }
        Optional<LabelTask> labelled = LabelTask.of(task);
        if (labelled.isEmpty() && !task.equals(ENTITIES)) {
            throw HttpProblem.wrong(
                    "task: expected classification, sentiment or entities, found '" + task + "'.");
        }
        Answer answer =
                labelled.map(one -> ofLabel(one, right, enriched))
                        .orElseGet(() -> ofEntity(body, right, enriched));
        Correction correction =
                new Correction(
                        UUID.randomUUID().toString(),
                        new Place("", 0, 0),
                        System.currentTimeMillis(),
                        who,
                        enriched.document().type().label(),
                        enriched.document().id(),
                        task,
                        head(enriched, task),
                        answer.given().toString(),
                        answer.right().toString(),
                        answer.agreed(),
                        answer.span(),
                        note(body));
        return new Judged(correction, answer.text());
    }

    /** What the model said, what is right, and about which text. */
    private record Answer(
            ObjectNode given, ObjectNode right, Correction.Span span, String name, String text) {
        boolean agreed() {
            return right.get(name).equals(given.path(name));
        }
    }

    private static Answer ofLabel(LabelTask task, ObjectNode right, Enriched enriched) {
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        switch (task) {
            case CLASSIFICATION ->
                    label(
                            given,
                            enriched.classification().label(),
                            enriched.classification().score());
            case SENTIMENT ->
                    label(given, enriched.sentiment().label(), enriched.sentiment().score());
        }
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put(LABEL, PersonsText.name(right, LABEL, MOST_LABEL));
        String text =
                AskedTexts.of(enriched.document(), task).stream()
                        .map(DocumentTexts.FieldText::text)
                        .collect(Collectors.joining("\n"));
        return new Answer(given, wanted, null, LABEL, text);
    }

    /** Of an entity, or of words that the model took for none. */
    private static Answer ofEntity(ObjectNode body, ObjectNode right, Enriched enriched) {
        MarkedWords words = MarkedWords.read(body, enriched.document());
        if (!right.has(GROUP)) {
            throw HttpProblem.wrong(
                    "right: expected 'entity_group' with the type of the entity, or null for none.");
        }
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put(
                GROUP,
                right.get(GROUP).isNull() ? null : PersonsText.name(right, GROUP, MOST_LABEL));
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        given.put(GROUP, found(enriched, words.span()));
        given.put("text", words.text());
        wanted.put("text", words.text());
        return new Answer(given, wanted, words.span(), GROUP, words.of());
    }

    /** The type of the entity that the model found just there, or {@code null}. */
    private static String found(Enriched enriched, Correction.Span span) {
        return enriched.entities().stream()
                .filter(
                        entity ->
                                entity.field().equals(span.field())
                                        && entity.start() == span.start()
                                        && entity.end() == span.end())
                .findFirst()
                .map(Entity::entityGroup)
                .orElse(null);
    }

    private static String note(ObjectNode body) {
        return body.path("note").isTextual() && !body.get("note").asText().isBlank()
                ? PersonsText.note(body, "note", MOST_NOTE)
                : null;
    }

    private static void label(ObjectNode given, String label, double score) {
        given.put(LABEL, label);
        if (label != null) {
            given.put("score", score);
        }
    }

    private static Correction.JudgedHead head(Enriched enriched, String task) {
        return enriched.provenance().stream()
                .filter(row -> row.task().equals(task))
                .findFirst()
                .map(CorrectionRequest::head)
                .orElse(new Correction.JudgedHead(null, null, null));
    }

    private static Correction.JudgedHead head(Provenance row) {
        return new Correction.JudgedHead(row.head(), row.model(), row.version());
    }
}
