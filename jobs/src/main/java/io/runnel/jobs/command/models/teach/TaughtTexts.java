package io.runnel.jobs.command.models.teach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts of a file: comma-separated values with a row of names first, or a JSON object in each
 * line. Rows without text or label are counted, not taken.
 */
public record TaughtTexts(List<TaughtText> texts, int leftOut) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FEWEST = 2;

    public TaughtTexts {
        texts = List.copyOf(texts);
    }

    /**
     * Reads a file.
     *
     * @throws CommandFailure if it cannot be read, or teaches nothing
     */
    public static TaughtTexts read(Path file, String textField, String labelField) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            boolean json = file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson)");
            TaughtTexts read =
                    json ? lines(in, textField, labelField) : rows(in, file, textField, labelField);
            read.check(file);
            return read;
        } catch (CharacterCodingException e) {
            throw new CommandFailure(
                    "File " + file + " is not in UTF-8; expected that encoding. Save it as UTF-8.",
                    e);
        } catch (IOException e) {
            throw new CommandFailure("File " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** How many texts each label has, by its name. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        texts.forEach(text -> counts.merge(text.label(), 1, Integer::sum));
        return counts;
    }

    /** The labels in the order of their names: the order of the head's outputs. */
    public List<String> labels() {
        return List.copyOf(counts().keySet());
    }

    private void check(Path file) {
        Map<String, Integer> few = new LinkedHashMap<>(counts());
        few.values().removeIf(count -> count >= FEWEST);
        if (counts().size() < 2) {
            throw new CommandFailure(
                    "File "
                            + file
                            + " has "
                            + counts().size()
                            + " different labels; expected two or more.");
        }
        if (!few.isEmpty()) {
            throw new CommandFailure(
                    "File "
                            + file
                            + " has a single text for "
                            + few.keySet()
                            + "; expected two or more for each label, so that one can be learned from"
                            + " and one be judged. Add texts, or leave the label out.");
        }
    }

    private static TaughtTexts rows(
            BufferedReader in, Path file, String textField, String labelField) throws IOException {
        CsvRows rows = new CsvRows(in);
        List<String> names = withoutMark(rows.next());
        int text = names.indexOf(textField);
        int label = names.indexOf(labelField);
        if (text < 0 || label < 0) {
            throw new CommandFailure(
                    "File "
                            + file
                            + " has the columns "
                            + names
                            + "; expected '"
                            + textField
                            + "' and '"
                            + labelField
                            + "', between commas. Name yours with --text-field and --label-field."
                            + separator(names));
        }
        List<TaughtText> texts = new ArrayList<>();
        int leftOut = 0;
        while (true) {
            int line = rows.line();
            List<String> row = rows.next();
            if (row.isEmpty()) {
                return new TaughtTexts(texts, leftOut);
            }
            if (row.size() > Math.max(text, label)
                    && !row.get(text).isBlank()
                    && !row.get(label).isBlank()) {
                texts.add(new TaughtText(row.get(text), row.get(label).strip(), line));
            } else {
                leftOut++;
            }
        }
    }

    /** Spreadsheets put a mark of the encoding before the first name. */
    private static List<String> withoutMark(List<String> names) {
        List<String> plain = new ArrayList<>(names);
        if (!plain.isEmpty() && plain.get(0).startsWith("\uFEFF")) {
            plain.set(0, plain.get(0).substring(1));
        }
        return plain;
    }

    /** What else stands between the names, if it is that. */
    private static String separator(List<String> names) {
        if (names.size() != 1) {
            return "";
        }
        return names.get(0).contains(";")
                ? " This file has semicolons: save it with commas."
                : names.get(0).contains("\t") ? " This file has tabs: save it with commas." : "";
    }

    private static TaughtTexts lines(BufferedReader in, String textField, String labelField)
            throws IOException {
        List<TaughtText> texts = new ArrayList<>();
        int leftOut = 0;
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            try {
                JsonNode row = JSON.readTree(line);
                String text = row == null ? "" : row.path(textField).asText("");
                String label = row == null ? "" : row.path(labelField).asText("").strip();
                if (text.isBlank() || label.isBlank()) {
                    leftOut++;
                } else {
                    texts.add(new TaughtText(text, label, number));
                }
            } catch (JsonProcessingException e) {
                throw new IOException("line " + number + " is no JSON", e);
            }
        }
        return new TaughtTexts(texts, leftOut);
    }
}
