package io.runnel.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The libraries that {@code bom.json} names, our own modules left out.
 *
 * @param libraries by the place that each has in a repository
 */
record BillOfMaterials(Map<String, Library> libraries) {
    /**
     * One library.
     *
     * @param sha256 of its jar, or empty where the bill has none
     */
    record Library(String name, String sha256, boolean licensed) {}

    static BillOfMaterials read(Path file) throws IOException {
        JsonNode bill = new ObjectMapper().readTree(file.toFile());
        Map<String, Library> libraries = new TreeMap<>();
        for (JsonNode component : bill.path("components")) {
            String group = component.path("group").asText();
            if (!group.equals("io.runnel")) {
                libraries.put(place(component, group), library(component, group));
            }
        }
        return new BillOfMaterials(libraries);
    }

    private static Library library(JsonNode component, String group) {
        String sha256 = "";
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                sha256 = hash.path("content").asText();
            }
        }
        return new Library(
                group + ":" + component.path("name").asText(),
                sha256,
                !component.path("licenses").isEmpty());
    }

    private static String place(JsonNode component, String group) {
        String name = component.path("name").asText();
        String version = component.path("version").asText();
        String purl = component.path("purl").asText();
        String classifier =
                purl.contains("classifier=")
                        ? "-" + purl.replaceAll(".*classifier=([^&]*).*", "$1")
                        : "";
        return group.replace('.', '/')
                + "/"
                + name
                + "/"
                + version
                + "/"
                + name
                + "-"
                + version
                + classifier
                + ".jar";
    }
}
