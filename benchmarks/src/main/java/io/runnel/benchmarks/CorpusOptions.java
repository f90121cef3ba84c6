package io.runnel.benchmarks;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.CorpusSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which documents are measured with. */
final class CorpusOptions {
    @Option(
            names = "--input",
            paramLabel = "FOLDER",
            description =
                    "Measure with the documents in its tickets.jsonl, transcripts.jsonl and"
                            + " invoices.jsonl (default: made from the demo's documents).")
    private Path input;

    @Option(
            names = "--corpus-size",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description = "So many times as many documents as usual (default: ${DEFAULT-VALUE}).")
    private double corpusSize;

    @Option(
            names = "--save-corpus",
            paramLabel = "FOLDER",
            description =
                    "Write the documents there, for others to measure with; --input reads them.")
    private Path saveCorpus;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "What the documents are varied by (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** What is wrong with the options. */
    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        if (!(corpusSize > 0)) {
            mistakes.add("--corpus-size: expected a number above 0, found " + corpusSize + ".");
        }
        if (input != null && !Files.isDirectory(input)) {
            mistakes.add("--input: expected a folder, found none at " + input + ".");
        }
        return mistakes;
    }

    /**
     * The documents; they are saved, if that was asked for. Only without {@link #mistakes()}.
     *
     * @param usual how many there are unless a factor is given
     */
    Corpus corpus(CorpusSize usual) {
        CorpusSize size = usual.times(corpusSize);
        Corpus corpus = input == null ? Corpus.made(size, seed) : Corpus.in(input, size);
        Optional.ofNullable(saveCorpus).ifPresent(corpus::write);
        return corpus;
    }
}
