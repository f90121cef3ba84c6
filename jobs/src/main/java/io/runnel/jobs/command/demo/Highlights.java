package io.runnel.jobs.command.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.topics.DeadLetterText;
import io.runnel.jobs.command.topics.EnrichedText;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.schemas.document.DocumentType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A few results worth showing: of each type some with different labels and moods, one in a language
 * that a head was not trained for, and of the dead letters the first with each reason. Keeps no
 * more than it shows.
 */
final class Highlights {
    private static final int PER_TYPE = 2;

    private final Map<DocumentType, Map<String, JsonNode>> results =
            new EnumMap<>(DocumentType.class);
    private Optional<JsonNode> foreign = Optional.empty();
    private final Map<String, ConsumerRecord<byte[], byte[]>> deadLetters = new LinkedHashMap<>();
    private final Map<String, Integer> reasons = new LinkedHashMap<>();

    /** Takes a result if it differs from those that it has. */
    void offer(DocumentType type, JsonNode enriched) {
        if (EnrichedText.leavesAnAnswerOut(enriched)) {
            offerForeign(enriched);
            return;
        }
        Map<String, JsonNode> shown = results.computeIfAbsent(type, none -> new LinkedHashMap<>());
        String mood = enriched.path("sentiment").asText();
        boolean newMood = shown.keySet().stream().noneMatch(kind -> kind.endsWith("/" + mood));
        boolean says = enriched.path("entity_count").asInt() > 0;
        String kind = enriched.path("label").asText() + "/" + mood;
        if (says && shown.size() < PER_TYPE && (shown.isEmpty() || newMood)) {
            shown.putIfAbsent(kind, enriched);
        }
    }

    /** A language that was found out shows more than one that was stated. */
    private void offerForeign(JsonNode enriched) {
        if (foreign.isEmpty()
                || (EnrichedText.hasDetectedLanguage(enriched)
                        && !EnrichedText.hasDetectedLanguage(foreign.get()))) {
            foreign = Optional.of(enriched);
        }
    }

    /** Takes a dead letter if its reason is new. */
    void offer(ConsumerRecord<byte[], byte[]> letter) {
        Header header = letter.headers().lastHeader(DeadLetterHeader.REASON);
        String reason = header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
        deadLetters.putIfAbsent(reason, letter);
        reasons.merge(reason, 1, Integer::sum);
    }

    /** The results, as text. */
    List<String> results() {
        List<String> texts = new ArrayList<>();
        for (Map<String, JsonNode> shown : results.values()) {
            shown.values().forEach(enriched -> texts.add(EnrichedText.of(enriched)));
        }
        foreign.ifPresent(enriched -> texts.add(EnrichedText.of(enriched)));
        return texts;
    }

    /** One dead letter of each reason, as text. */
    List<String> deadLetters() {
        return deadLetters.values().stream().map(DeadLetterText::of).toList();
    }

    /** How many dead letters had each reason. */
    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }
}
