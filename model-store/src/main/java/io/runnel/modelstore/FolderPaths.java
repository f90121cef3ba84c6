package io.runnel.modelstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one folder; never leads out of it, not through {@code ..}, absolute paths or
 * symbolic links.
 */
public final class FolderPaths {
    private static final int MOST_DEPTH = 3;
    private static final int MOST_NAMES = 20;

    private final Path folder;

    public FolderPaths(Path folder) {
        this.folder = folder;
    }

    /**
     * What is wrong with this relative path, if anything; {@code key} says where it was written.
     */
    public Optional<String> mistake(String key, String relative) {
        Path path;
        try {
            path = Path.of(relative);
        } catch (InvalidPathException e) {
            return Optional.of(key + ": '" + relative + "' is no path: " + e.getReason() + ".");
        }
        Path inside = folder.resolve(path).normalize();
        if (path.isAbsolute()
                || !inside.startsWith(folder.normalize())
                || relative.contains("\\")) {
            return Optional.of(
                    key
                            + ": '"
                            + relative
                            + "' leaves the folder; write a path below it, with '/'.");
        }
        if (!Files.isRegularFile(inside)) {
            return Optional.of(
                    key + ": file '" + relative + "' is missing; there are " + some() + ".");
        }
        return linkOut(inside)
                ? Optional.of(key + ": '" + relative + "' is a link out of the folder. Copy the folder with its links followed"
                                + " (cp -rL), and name the copy.")
                : Optional.empty();
    }

    /** Every regular file, relative to the folder, hidden files aside; sorted. */
    public List<String> list() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(
                            name ->
                                    Stream.of(name.split("/"))
                                            .noneMatch(part -> part.startsWith(".")))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new ModelFolderException(folder, List.of("The folder cannot be listed: " + e));
        }
    }

    /** The first of its files, for messages; empty if there are none. */
    public String some() {
        try (Stream<Path> files = Files.walk(folder, MOST_DEPTH)) {
            List<String> names =
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.startsWith("."))
                            .limit(MOST_NAMES + 1L)
                            .sorted()
                            .toList();
            if (names.isEmpty()) {
                return "";
            }
            return names.size() > MOST_NAMES
                    ? names.subList(0, MOST_NAMES) + " and more"
                    : names.toString();
        } catch (IOException | UncheckedIOException e) {
            return "files that cannot be listed (" + e.getMessage() + ")";
        }
    }

    private boolean linkOut(Path file) {
        try {
            return !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return true;
        }
    }
}
