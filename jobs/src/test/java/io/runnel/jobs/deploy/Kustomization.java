package io.runnel.jobs.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The part of kustomize that {@code deploy/kubernetes} uses: resources, components, the namespace,
 * and patches by merge or by steps. What it does not know it refuses, so that nothing is left out
 * in silence; {@link KustomizationTest} holds it against kustomize itself.
 */
final class Kustomization {
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "components", "patches");

    private final List<ObjectNode> resources = new ArrayList<>();

    private Kustomization() {}

    /** The resources of an overlay, such as {@code small}. */
    static List<ObjectNode> overlay(String name) throws IOException {
        return build("deploy/kubernetes/overlays/" + name);
    }

    /** The resources of a folder of the repository. */
    static List<ObjectNode> build(String folder) throws IOException {
        Kustomization result = new Kustomization();
        result.apply(RepositoryRoot.resolve(folder));
        return result.resources;
    }

    private void apply(Path folder) throws IOException {
        JsonNode file = Yaml.readAll(folder.resolve("kustomization.yaml")).get(0);
        Set<String> unknown = new TreeSet<>();
        file.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(folder + " uses " + unknown + "; add it here");
        }
        for (String resource : Yaml.texts(file.path("resources"))) {
            Path path = folder.resolve(resource).normalize();
            if (Files.isDirectory(path)) {
                apply(path);
            } else {
                Yaml.readAll(path).forEach(each -> resources.add((ObjectNode) each));
            }
        }
        for (String component : Yaml.texts(file.path("components"))) {
            apply(folder.resolve(component).normalize());
        }
        for (JsonNode patch : file.path("patches")) {
            apply(patch.path("target"), Yaml.readAll(folder.resolve(patch.path("path").asText())));
        }
        if (file.has("namespace")) {
            resources.forEach(each -> putNamespace(each, file.path("namespace").asText()));
        }
    }

    private void apply(JsonNode target, List<JsonNode> patches) {
        List<ObjectNode> chosen =
                resources.stream()
                        .filter(
                                each ->
                                        each.path("kind").equals(target.path("kind"))
                                                && name(each)
                                                        .matches(target.path("name").asText(".*")))
                        .toList();
        for (ObjectNode resource : chosen) {
            for (JsonNode patch : patches) {
                if (patch.isArray()) {
                    patch.forEach(step -> add(resource, step));
                } else {
                    merge((ObjectNode) resource.path("spec"), patch.path("spec"));
                }
            }
        }
    }

    /** RFC 7386; lists are replaced. */
    private static void merge(ObjectNode into, JsonNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            JsonNode old = into.get(field.getKey());
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (old != null && old.isObject() && field.getValue().isObject()) {
                merge((ObjectNode) old, field.getValue());
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    /** The operation {@code add} of RFC 6902, behind the last element of a list. */
    private static void add(ObjectNode resource, JsonNode step) {
        String path = step.path("path").asText();
        if (!step.path("op").asText().equals("add") || !path.endsWith("/-")) {
            throw new IllegalArgumentException("Expected an add at the end of a list: " + step);
        }
        JsonNode list = resource.at(path.substring(0, path.length() - 2));
        ((ArrayNode) list).add(step.path("value").deepCopy());
    }

    private static void putNamespace(ObjectNode resource, String namespace) {
        if (resource.path("kind").asText().equals("Namespace")) {
            ((ObjectNode) resource.path("metadata")).put("name", namespace);
            return;
        }
        ((ObjectNode) resource.path("metadata")).put("namespace", namespace);
        for (JsonNode subject : resource.path("subjects")) {
            ((ObjectNode) subject).put("namespace", namespace);
        }
    }

    static String name(JsonNode resource) {
        return resource.path("metadata").path("name").asText();
    }
}
