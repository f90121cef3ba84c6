package io.runnel.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The libraries inside of the engine's jar, told by where their files lie. */
record EngineJar(List<String> files) {
    private static final String SHADED = "io/runnel/inference/shaded/";

    /** Libraries by the folder that each has in the jar. */
    private static final Map<String, String> LIBRARIES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("ai/onnxruntime/", "com.microsoft.onnxruntime:onnxruntime"),
                            Map.entry("ai/djl/huggingface/", "ai.djl.huggingface:tokenizers"),
                            Map.entry("ai/djl/nn/", "ai.djl:api"),
                            Map.entry("com/sun/jna/", "net.java.dev.jna:jna"),
                            Map.entry(
                                    "langdetect-", "org.apache.opennlp:opennlp-models-langdetect"),
                            Map.entry(
                                    SHADED + "caffeine/", "com.github.ben-manes.caffeine:caffeine"),
                            Map.entry(SHADED + "commons/codec/", "commons-codec:commons-codec"),
                            Map.entry(
                                    SHADED + "commons/compress/",
                                    "org.apache.commons:commons-compress"),
                            Map.entry(SHADED + "commons/io/", "commons-io:commons-io"),
                            Map.entry(SHADED + "gson/", "com.google.code.gson:gson"),
                            Map.entry(
                                    SHADED + "jackson/databind/",
                                    "com.fasterxml.jackson.core:jackson-databind"),
                            Map.entry(SHADED + "opennlp/", "org.apache.opennlp:opennlp-tools"),
                            Map.entry(SHADED + "snakeyaml/", "org.yaml:snakeyaml")));

    /** What else there is: our own, and parts of the libraries above. */
    private static final List<String> KNOWN =
            List.of(
                    "META-INF/",
                    "ThirdPartyNotices.txt",
                    "ai/djl/",
                    "native/lib/",
                    "io/runnel/modelstore/",
                    SHADED + "jackson/");

    static EngineJar of(UnpackedArchive archive) throws IOException {
        Path folder = archive.home().resolve("operators/inference/target");
        try (Stream<Path> jars = Files.list(folder);
                JarFile jar = new JarFile(jars.findFirst().orElseThrow().toFile())) {
            return new EngineJar(
                    jar.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(ZipEntry::getName)
                            .toList());
        }
    }

    /** The libraries that are in it, as {@code group:name}. */
    Set<String> libraries() {
        Set<String> libraries = new TreeSet<>();
        LIBRARIES.forEach(
                (place, name) -> {
                    if (files.stream().anyMatch(file -> file.startsWith(place))) {
                        libraries.add(name);
                    }
                });
        return libraries;
    }

    /** Files of which nobody here knows what library they are from. */
    List<String> strangers() {
        return files.stream()
                .filter(file -> LIBRARIES.keySet().stream().noneMatch(file::startsWith))
                .filter(file -> KNOWN.stream().noneMatch(file::startsWith))
                .filter(file -> !file.startsWith("io/runnel/inference/") || file.startsWith(SHADED))
                .toList();
    }
}
