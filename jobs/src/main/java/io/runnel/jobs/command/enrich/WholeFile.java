package io.runnel.jobs.command.enrich;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that appears complete or not at all: it is written under another name beside its place,
 * and moved there when {@link #publish()} is called.
 */
final class WholeFile implements AutoCloseable {
    private final Path place;
    private final Path draft;

    private WholeFile(Path place, Path draft) {
        this.place = place;
        this.draft = draft;
    }

    /**
     * Begins a file.
     *
     * @throws CommandFailure if its folder cannot be written
     */
    static WholeFile at(Path place) {
        Path target = place.toAbsolutePath().normalize();
        if (Files.isDirectory(target)) {
            throw new CommandFailure("Output " + place + " is a folder; name a file.");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(
                    "Folder " + folder + " of output " + place + " does not exist.");
        }
        try {
            boolean device = Files.exists(target) && !Files.isRegularFile(target);
            Path draft =
                    device
                            ? Files.createTempFile("runnel-", ".draft")
                            : Files.createFile(draftOf(folder, target));
            return new WholeFile(target, draft);
        } catch (IOException e) {
            throw new CommandFailure("Output " + place + " cannot be written: " + e, e);
        }
    }

    /**
     * Unlike a temporary file, it may be read by whoever may read other new files. Its name is
     * random, because processes in containers share a folder and a process id.
     */
    private static Path draftOf(Path folder, Path target) {
        String random = UUID.randomUUID().toString().substring(0, 13);
        return folder.resolve("." + target.getFileName() + "." + random + ".draft");
    }

    /** Where to write. */
    Path draft() {
        return draft;
    }

    /** Puts what was written in its place, over what was there. */
    void publish() throws IOException {
        if (Files.exists(place) && !Files.isRegularFile(place)) {
            try (OutputStream device = Files.newOutputStream(place)) {
                Files.copy(draft, device);
            }
            return;
        }
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes sure that there is no file at the place. */
    void remove() throws IOException {
        if (Files.isRegularFile(place)) {
            Files.delete(place);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }
}
