package io.runnel.inference.language;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opennlp.tools.langdetect.LanguageDetectorFactory;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import opennlp.tools.ml.model.BinaryFileDataReader;
import opennlp.tools.ml.model.GenericModelReader;
import opennlp.tools.ml.model.MaxentModel;

/**
 * Tells the language of a text: the same text always gets the same answer.
 *
 * <p>Texts in a script that one language has to itself, such as Greek, are told by it; all others
 * by Apache OpenNLP's model of letter sequences. Reads at most 1,000 characters: of a longer text
 * four pieces, spread from its start to its end.
 *
 * <p>The model takes about 39 MB of heap. It is loaded by {@link #prepare()}, else with the first
 * text that needs it.
 *
 * <p>Thread-safe, and all threads share one model: {@link LanguageDetectorME#predictLanguages}
 * counts a text's letter sequences in maps and arrays of its own, and what it looks them up in (the
 * table of weights, the prior, the patterns that clean the text) is filled when it is made and only
 * read afterwards.
 */
public final class LanguageDetector {
    private static final String MODEL = "/langdetect-183.bin";
    private static final String WEIGHTS = "langdetect.model";
    private static final int LEAST_LETTERS = 20;

    private final String model;
    private volatile LanguageDetectorME detector;

    public LanguageDetector() {
        this(MODEL);
    }

    /**
     * @param model where on the class path the language model is
     */
    LanguageDetector(String model) {
        this.model = model;
    }

    /**
     * Loads the language model unless it is loaded.
     *
     * @throws IllegalStateException if it is missing from the class path
     * @throws UncheckedIOException if it is damaged
     */
    public void prepare() {
        detector();
    }

    /**
     * The likeliest language of a text; {@code und} where it has fewer than 20 letters, or fewer
     * than 4 in a script that one language has to itself.
     */
    public LanguageGuess detect(String text) {
        String read = TextSample.of(text);
        Letters letters = Letters.in(read);
        Optional<LanguageGuess> byScript = letters.languageOfScript();
        if (byScript.isPresent()) {
            return byScript.get();
        }
        if (letters.count() < LEAST_LETTERS) {
            return LanguageGuess.NONE;
        }
        return LanguageOdds.of(detector().predictLanguages(read)).guess();
    }

    private LanguageDetectorME detector() {
        LanguageDetectorME loaded = detector;
        if (loaded == null) {
            synchronized (this) {
                loaded = detector;
                if (loaded == null) {
                    loaded = new LanguageDetectorME(load());
                    detector = loaded;
                }
            }
        }
        return loaded;
    }

    /**
     * Reads the weights alone. The file's own manifest names OpenNLP's factory by its class, which
     * has another name in the engine's jar, and OpenNLP would refuse to load it.
     */
    private LanguageDetectorModel load() {
        try (InputStream file = LanguageDetector.class.getResourceAsStream(model)) {
            if (file == null) {
                throw new IllegalStateException(
                        "The language model "
                                + model
                                + " is missing from the class path; expected it in the engine's jar."
                                + " Install the whole jar again, or set"
                                + " language.detection=stated.");
            }
            return new LanguageDetectorModel(
                    weights(new ZipInputStream(file)), Map.of(), new LanguageDetectorFactory());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The language model "
                            + model
                            + " in the engine's jar is damaged: "
                            + e.getMessage()
                            + ". Install the whole jar again, or set language.detection=stated.",
                    e);
        }
    }

    private static MaxentModel weights(ZipInputStream zip) throws IOException {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(WEIGHTS)) {
                return new GenericModelReader(
                                new BinaryFileDataReader(new BufferedInputStream(zip)))
                        .getModel();
            }
        }
        throw new EOFException("expected a zip with " + WEIGHTS + ", found none");
    }
}
