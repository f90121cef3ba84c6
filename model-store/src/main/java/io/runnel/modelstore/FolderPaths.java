package io.runnel.modelstore;

import java.io.IOException;
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
                    key + ": file '" + relative + "' is missing; there are " + list() + ".");
        }
        return linkOut(inside)
                ? Optional.of(key + ": '" + relative + "' is a link out of the folder.")
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

    private boolean linkOut(Path file) {
        try {
            return !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return true;
        }
    }
}
