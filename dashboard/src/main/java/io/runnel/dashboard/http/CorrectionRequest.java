package io.runnel.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.DocumentTexts;
import io.runnel.dashboard.store.Place;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Provenance;
import java.util.Optional;
import java.util.UUID;

/**
 * A correction as the page sends it. What was given is taken from the record, not from the request:
 * nobody can be said to have been corrected who has not said so.
 */
final class CorrectionRequest {
    private static final int MOST_LABEL = 200;
    private static final int MOST_NOTE = 2_000;

    private CorrectionRequest() {}

    static Correction read(ObjectNode body, Enriched enriched, String who) {
        String task = text(body, "task", 50);
        JsonNode right = body.path("right");
        if (!right.isObject()) {
            throw HttpProblem.wrong("right: expected an object with the right answer.");
        }
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        Correction.Span span = null;
        switch (task) {
            case "classification" -> {
                label(given, enriched.classification().label(), enriched.classification().score());
                wanted.put("label", text((ObjectNode) right, "label", MOST_LABEL));
            }
            case "sentiment" -> {
                label(given, enriched.sentiment().label(), enriched.sentiment().score());
                wanted.put("label", text((ObjectNode) right, "label", MOST_LABEL));
            }
            case "entities" -> {
                span = span(body, enriched);
                entity(given, enriched, span);
                JsonNode group = right.path("entity_group");
                wanted.put("entity_group", group.isTextual() ? group.asText() : null);
            }
            default ->
                    throw HttpProblem.wrong(
                            "task: expected classification, sentiment or entities, found '"
                                    + task
                                    + "'.");
        }
        String name = span == null ? "label" : "entity_group";
        boolean agreed = wanted.get(name).equals(given.path(name));
        return new Correction(
                UUID.randomUUID().toString(),
                new Place("", 0, 0),
                System.currentTimeMillis(),
                who,
                enriched.document().type().label(),
                enriched.document().id(),
                task,
                head(enriched, task),
                given.toString(),
                wanted.toString(),
                agreed,
                span,
                note(body));
    }

    /** A text of the body that says something. */
    static String text(ObjectNode body, String name, int most) {
        JsonNode text = body.path(name);
        if (!text.isTextual() || text.asText().isBlank() || text.asText().length() > most) {
            throw HttpProblem.wrong(name + ": expected a text of at most " + most + " characters.");
        }
        return text.asText().strip();
    }

    private static String note(ObjectNode body) {
        return body.path("note").isTextual() && !body.get("note").asText().isBlank()
                ? text(body, "note", MOST_NOTE)
                : null;
    }

    private static void label(ObjectNode given, String label, double score) {
        given.put("label", label);
        if (label != null) {
            given.put("score", score);
        }
    }

    private static Correction.Span span(ObjectNode body, Enriched enriched) {
        String field = text(body, "field", 200);
        int start = body.path("start").asInt(-1);
        int end = body.path("end").asInt(-1);
        boolean stands =
                DocumentTexts.of(enriched.document()).stream()
                        .filter(text -> text.field().equals(field))
                        .anyMatch(text -> start >= 0 && start < end && end <= text.text().length());
        if (!stands) {
            throw HttpProblem.wrong(
                    "field, start, end: expected a part of a text of the document, found "
                            + field
                            + " "
                            + start
                            + " to "
                            + end
                            + ".");
        }
        return new Correction.Span(field, start, end);
    }

    private static void entity(ObjectNode given, Enriched enriched, Correction.Span span) {
        Optional<Entity> found =
                enriched.entities().stream()
                        .filter(
                                entity ->
                                        entity.field().equals(span.field())
                                                && entity.start() == span.start()
                                                && entity.end() == span.end())
                        .findFirst();
        given.put("entity_group", found.map(Entity::entityGroup).orElse(null));
        DocumentTexts.of(enriched.document()).stream()
                .filter(text -> text.field().equals(span.field()))
                .findFirst()
                .ifPresent(
                        text -> given.put("text", text.text().substring(span.start(), span.end())));
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
