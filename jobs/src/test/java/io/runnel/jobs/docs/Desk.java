package io.runnel.jobs.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder in which a reader of the docs types, with the files that the docs take for granted: a
 * model that was exported, labelled texts, documents, and a model store.
 */
final class Desk {
    private static final Path DEMO = Path.of("jobs/src/main/resources/demo");
    private static final Path EXPORTED =
            Path.of("operators/inference/src/test/models/distilbert-classify");
    private static final Pattern DOCUMENTS =
            Pattern.compile("(?:[\\w-]+-)?(invoices|transcripts|tickets)\\.jsonl");

    /** A file by its name, such as {@code enriched.jsonl}; no version, no topic. */
    private static final Pattern FILE =
            Pattern.compile("[\\w-]+\\.(jsonl?|csv|ya?ml|txt|svg|zip|pub|key|avsc|avro)");

    private final Path folder;

    private Desk(Path folder) {
        this.folder = folder;
    }

    /** A desk in an empty folder. */
    static Desk in(Path folder) throws IOException {
        Desk desk = new Desk(folder);
        copy(
                Page.ROOT.resolve("model-store/models/runnel-base/3"),
                desk.models().resolve("runnel-base/3"));
        copy(Page.ROOT.resolve(EXPORTED), folder.resolve("exported"));
        Files.createDirectories(folder.resolve("STORE"));
        Files.writeString(folder.resolve("my.csv"), labelled());
        return desk;
    }

    /** The reader's model store. */
    Path models() {
        return folder.resolve("models");
    }

    /**
     * The words of a call, with the reader's files and those of the repository in their places. A
     * reader has documents of every type: {@code my-tickets.jsonl} is there when it is asked for.
     */
    List<String> place(List<String> words) throws IOException {
        List<String> placed = new ArrayList<>();
        for (String word : words) {
            Matcher documents = DOCUMENTS.matcher(word);
            if (documents.matches() && !Files.exists(folder.resolve(word))) {
                Path demo = Page.ROOT.resolve(DEMO).resolve(documents.group(1) + ".jsonl");
                Files.write(folder.resolve(word), Files.readAllLines(demo).subList(0, 3));
            }
            placed.add(place(word));
        }
        return placed;
    }

    /** A file of the reader's. */
    Path path(String name) {
        return folder.resolve(name);
    }

    private String place(String word) {
        if (word.startsWith("-")) {
            return word;
        }
        if (word.contains("/") && Files.exists(Page.ROOT.resolve(word))) {
            return Page.ROOT.resolve(word).toString();
        }
        boolean isFile = FILE.matcher(word).matches();
        boolean isFolder =
                (word.endsWith("/") || word.equals(word.toUpperCase(Locale.ROOT)))
                        && Files.isDirectory(folder.resolve(word));
        return isFile || isFolder ? folder.resolve(word).toString() : word;
    }

    private static String labelled() {
        StringBuilder rows = new StringBuilder("text,label\n");
        List<String> garden =
                List.of("tomatoes", "roses", "the hedge", "tulips", "my lawn", "ferns");
        List<String> kitchen =
                List.of("an egg", "the oven", "lentil soup", "a cake", "rice", "bread");
        for (int i = 0; i < garden.size(); i++) {
            rows.append("How often should I water ").append(garden.get(i)).append("?,garden\n");
            rows.append("How long do I boil or bake ").append(kitchen.get(i)).append("?,kitchen\n");
        }
        return rows.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
