package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;

/** A model card as JSON. */
final class CardJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CardJson() {}

    static ObjectNode of(ModelCard card) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("model", card.id().toString())
                        .put("description", card.description())
                        .put("licence", card.licence())
                        .put("base_model", card.baseModel())
                        .put("precision", card.precision())
                        .put("max_tokens", card.maxTokens());
        ArrayNode languages = node.putArray("languages");
        card.languages().forEach(languages::add);
        ArrayNode heads = node.putArray("heads");
        for (Head head : card.heads()) {
            ArrayNode labels =
                    heads.addObject()
                            .put("name", head.name())
                            .put("task", head.task().label())
                            .put("temperature", head.temperature())
                            .putArray("labels");
            head.labels().forEach(labels::add);
        }
        return node;
    }
}
