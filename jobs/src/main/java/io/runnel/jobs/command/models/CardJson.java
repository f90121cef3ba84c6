package io.runnel.jobs.command.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.modelstore.Head;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.graph.GraphValue;
import java.util.List;

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
        node.put("batch_dependent", card.batchDependent());
        if (card.generation().isThere()) {
            node.put("prompt", card.generation().prompt());
        }
        ArrayNode languages = node.putArray("languages");
        card.languages().forEach(languages::add);
        ArrayNode heads = node.putArray("heads");
        for (Head head : card.heads()) {
            ArrayNode labels =
                    heads.addObject()
                            .put("name", head.name())
                            .put("task", head.task().label())
                            .put("temperature", head.temperature())
                            .put("pooling", head.shape().pooling().label())
                            .put("scores", head.shape().scores().label())
                            .putArray("labels");
            head.labels().forEach(labels::add);
        }
        return node;
    }

    /** What the graphs say of themselves. */
    static ObjectNode graphs(ModelGraphs graphs) {
        ObjectNode node =
                JSON.createObjectNode()
                        .put("parameters", graphs.parameters())
                        .put("file_bytes", graphs.fileBytes())
                        .put("weight_bytes", graphs.weightBytes());
        ArrayNode list = node.putArray("graphs");
        graphs.facts()
                .forEach(
                        (file, facts) -> {
                            ObjectNode graph = list.addObject().put("file", file);
                            values(graph.putArray("inputs"), facts.inputs());
                            values(graph.putArray("outputs"), facts.outputs());
                        });
        return node;
    }

    private static void values(ArrayNode array, List<GraphValue> values) {
        for (GraphValue value : values) {
            ArrayNode shape =
                    array.addObject()
                            .put("name", value.name())
                            .put("type", value.type())
                            .putArray("shape");
            value.shape().forEach(shape::add);
        }
    }
}
