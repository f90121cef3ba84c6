package io.runnel.release;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The archive in a folder where nothing else is, on a machine that has Java, bash and a few Unix
 * programs and nothing that builds.
 *
 * @param home what came out of the archive
 * @param machine the home of a user and all programs that there are
 */
record UnpackedArchive(Path home, Path machine) {
    /** Everything that {@code ./runnel} calls in an archive. */
    private static final List<String> PROGRAMS =
            List.of("bash", "dirname", "java", "readlink", "sed");

    /** What a command said, and how it ended. */
    record Ended(int exitCode, String out, String err) {}

    /** The archive that the build has made. */
    static Path file() {
        return Path.of(System.getProperty("runnel.archive"));
    }

    static UnpackedArchive in(Path folder) throws Exception {
        Path archives = Files.createDirectories(folder.resolve("unpacked"));
        Process tar =
                new ProcessBuilder("tar", "-xzf", file().toString(), "-C", archives.toString())
                        .inheritIO()
                        .start();
        if (tar.waitFor() != 0) {
            throw new AssertionError("tar cannot unpack " + file());
        }
        Path machine = Files.createDirectories(folder.resolve("machine"));
        for (String program : PROGRAMS) {
            Path found = found(program);
            Files.createSymbolicLink(machine.resolve(program), found);
        }
        try (Stream<Path> unpacked = Files.list(archives)) {
            return new UnpackedArchive(unpacked.findFirst().orElseThrow(), machine);
        }
    }

    private static Path found(String program) throws IOException {
        if (program.equals("java")) {
            return Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
        }
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This machine has no " + program))
                .toRealPath();
    }

    /** Every file in it, by its path. */
    Map<String, Path> files() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            all.filter(Files::isRegularFile)
                    .forEach(file -> files.put(home.relativize(file).toString(), file));
        }
        return files;
    }

    /** Runs {@code ./runnel} from another folder, to its end. */
    Ended runnel(String... arguments) throws Exception {
        return start(arguments).await();
    }

    /** Starts it and lets it run. */
    RunningCommand start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("runnel").toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(machine, "out", "");
        Path err = Files.createTempFile(machine, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(machine.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", machine.toString());
        builder.environment().put("HOME", machine.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return new RunningCommand(String.join(" ", command), process, out, err);
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                digest.update(buffer, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256.", e);
        }
    }
}
