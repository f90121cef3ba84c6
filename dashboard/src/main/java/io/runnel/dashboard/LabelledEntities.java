package io.runnel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The texts in which people judged words as entities, as {@code models evaluate} reads them: the
 * words that somebody judged have a tag, all others are {@code ignored}. Of several about the same
 * words the last one counts; what is an entity counts more than what is none, as "none" says that
 * these words together are no entity, and not that no part of them is.
 */
final class LabelledEntities implements CorrectedRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String documents;
    private final Map<Place, Map<Span, Judged>> texts = new LinkedHashMap<>();
    private final Set<String> types = new TreeSet<>();
    private int others;

    private record Place(String document, String field, String text) {}

    private record Span(int start, int end) {
        boolean holds(int index) {
            return start <= index && index < end;
        }
    }

    /** A person's word about a span; {@code null} is no entity. */
    private record Judged(Span span, String type) {}

    /**
     * @param type of the documents
     */
    LabelledEntities(String type) {
        this.documents = type;
    }

    @Override
    public void add(byte[] value) {
        JsonNode node = CorrectedRows.parsed(JSON, value);
        String text = node.path("text").asText("");
        Span span = new Span(node.path("start").asInt(-1), node.path("end").asInt(-1));
        boolean ours =
                node.path("document_type").asText().equals(documents)
                        && node.path("task").asText().equals("entities")
                        && node.path("right").has("entity_group");
        if (!ours || !standsThere(text, span, node.at("/given/text").asText())) {
            others++;
            return;
        }
        String type = node.at("/right/entity_group").asText(null);
        addType(node.at("/given/entity_group"));
        addType(node.at("/right/entity_group"));
        Map<Span, Judged> judged =
                texts.computeIfAbsent(
                        new Place(
                                node.path("document_id").asText(),
                                node.path("field").asText(),
                                text),
                        place -> new LinkedHashMap<>());
        judged.remove(span);
        judged.put(span, new Judged(span, type));
    }

    private static boolean standsThere(String text, Span span, String words) {
        return span.start() >= 0
                && span.start() < span.end()
                && span.end() <= text.length()
                && text.substring(span.start(), span.end()).equals(words)
                && !words.isBlank();
    }

    private void addType(JsonNode type) {
        if (type.isTextual()) {
            types.add(type.asText());
        }
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public int others() {
        return others;
    }

    @Override
    public List<String> jsonLines() {
        return texts.entrySet().stream()
                .map(entry -> row(entry.getKey().text(), List.copyOf(entry.getValue().values())))
                .toList();
    }

    private String row(String text, List<Judged> judged) {
        ObjectNode row = JSON.createObjectNode();
        ArrayNode tokens = row.putArray("tokens");
        ArrayNode tags = row.putArray("tags");
        ArrayNode ignored = row.putArray("ignored");
        Judged open = null;
        for (Span token : tokens(text, judged)) {
            Judged said = of(token, judged);
            if (said == null) {
                ignored.add(tokens.size());
            }
            boolean goesOn = said != null && said.equals(open);
            tags.add(
                    said == null || said.type() == null
                            ? "O"
                            : (goesOn ? "I-" : "B-") + said.type());
            tokens.add(text.substring(token.start(), token.end()));
            open = said;
        }
        types.forEach(row.putArray("types")::add);
        return row.toString();
    }

    /** What was said last of this token, an entity before none; {@code null} if nothing. */
    private static Judged of(Span token, List<Judged> judged) {
        Judged said = null;
        for (Judged one : judged) {
            boolean counts = one.type() != null || said == null || said.type() == null;
            if (one.span().holds(token.start()) && counts) {
                said = one;
            }
        }
        return said;
    }

    /** What stands between blanks, cut also where a judged span begins or ends. */
    private static List<Span> tokens(String text, List<Judged> judged) {
        Set<Integer> cuts = new TreeSet<>();
        for (Judged one : judged) {
            cuts.add(one.span().start());
            cuts.add(one.span().end());
        }
        List<Span> tokens = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (start >= 0 && (blank || cuts.contains(i))) {
                tokens.add(new Span(start, i));
                start = -1;
            }
            if (!blank && start < 0) {
                start = i;
            }
        }
        return tokens;
    }
}
