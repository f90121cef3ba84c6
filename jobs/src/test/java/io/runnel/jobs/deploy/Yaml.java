package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** YAML as those read it who deploy: anchors and merge keys are filled in. */
final class Yaml {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CODE_POINTS = 16_000_000;

    private Yaml() {}

    /** The only document of a file of the repository. */
    static JsonNode read(String path) throws IOException {
        List<JsonNode> documents = readAll(RepositoryRoot.resolve(path));
        if (documents.size() != 1) {
            throw new IllegalArgumentException(
                    path + ": expected one document, found " + documents.size());
        }
        return documents.get(0);
    }

    /** Every document of a file. */
    static List<JsonNode> readAll(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /** Every document of a text. */
    static List<JsonNode> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setCodePointLimit(CODE_POINTS);
        List<JsonNode> documents = new ArrayList<>();
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .loadAll(text)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    /** The texts of a list. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
