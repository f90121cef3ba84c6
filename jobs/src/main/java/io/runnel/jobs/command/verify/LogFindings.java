package io.runnel.jobs.command.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the logs of a cluster tell that no counter does. */
record LogFindings(Path logs) {
    /** The first word of the line that tells of a lost transaction. */
    private static final String LOST = "LOST: the broker gave up transaction";

    /** What stands in the line that tells of a commit whose fate the broker does not know. */
    private static final String UNCERTAIN = "the broker does not tell";

    private static final String UNLOADABLE = "UnsatisfiedLinkError";

    /**
     * What was found.
     *
     * @param lostTransactions transactions that a job reports as lost
     * @param uncertainTransactions transactions of which the broker could not say what became
     * @param crashes files that a crashing JVM left
     * @param linkErrors lines about native libraries that could not be loaded
     */
    record Found(
            long lostTransactions, long uncertainTransactions, long crashes, long linkErrors) {}

    /** Reads all logs. */
    Found read() {
        long lost = 0;
        long uncertain = 0;
        long crashes = 0;
        long linkErrors = 0;
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith("hs_err")) {
                crashes++;
                continue;
            }
            // A log may end in the middle of a character: its process was killed.
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    lost += line.contains(LOST) ? 1 : 0;
                    uncertain += line.contains(UNCERTAIN) ? 1 : 0;
                    linkErrors += line.contains(UNLOADABLE) ? 1 : 0;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Found(lost, uncertain, crashes, linkErrors);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(logs)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
