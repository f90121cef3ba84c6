package io.runnel.modelstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one folder; never leads out of it, not through {@code ..}, absolute paths or
 * symbolic links.
 */
public final class FolderPaths {
    private static final int DEEPEST = 3;
    private static final int MOST_LISTED = 1_000;
    private static final int MOST_SHOWN = 20;

    private final Path folder;

    /**
     * @param folder may be relative, such as {@code .}
     */
    public FolderPaths(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
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
        if (path.isAbsolute() || !inside.startsWith(folder) || relative.contains("\\")) {
            return Optional.of(
                    key
                            + ": '"
                            + relative
                            + "' leaves the folder; write a path below it, with '/'.");
        }
        if (!Files.isRegularFile(inside)) {
            return Optional.of(
                    key
                            + ": file '"
                            + relative
                            + "' is missing; there are "
                            + shown(nearest())
                            + ".");
        }
        return linkOut(inside)
                ? Optional.of(
                        key
                                + ": '"
                                + relative
                                + "' is a link out of the folder, as the cache of the hub has them."
                                + " Copy the folder with 'cp -rL' and name the copy.")
                : Optional.empty();
    }

    /**
     * Regular files near the top of the folder, hidden files and what cannot be read aside; sorted.
     * For messages: of a large folder not all.
     */
    public List<String> nearest() {
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(), DEEPEST, new Nearest(names));
        } catch (IOException e) {
            throw new ModelFolderException(folder, List.of("The folder cannot be listed: " + e));
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    /** So many of these names as fit into a sentence. */
    public static String shown(List<String> names) {
        return names.size() <= MOST_SHOWN
                ? names.toString()
                : "["
                        + String.join(", ", names.subList(0, MOST_SHOWN))
                        + " and "
                        + (names.size() - MOST_SHOWN)
                        + " more]";
    }

    /** Collects files, and goes over what it may not read. */
    private final class Nearest extends SimpleFileVisitor<Path> {
        private final List<String> names;

        Nearest(List<String> names) {
            this.names = names;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return !path.equals(folder) && isHidden(path)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            if (!isHidden(path) && Files.isRegularFile(path)) {
                names.add(relative(path));
            }
            return names.size() < MOST_LISTED
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path path, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path path, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            return String.valueOf(path.getFileName()).startsWith(".");
        }
    }

    private String relative(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Every regular file, relative to the folder, hidden files aside; sorted. */
    public List<String> list() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(this::relative)
                    .filter(
                            name ->
                                    Stream.of(name.split("/"))
                                            .noneMatch(part -> part.startsWith(".")))
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException | UncheckedIOException e) {
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
