package io.runnel.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.runnel.release.UnpackedArchive.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that was started, with what it has said so far; closing it ends it. */
record RunningCommand(String command, Process process, Path out, Path err)
        implements AutoCloseable {
    /** A guard against a command that hangs; none comes near. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Waits until it has said something like this to standard error. */
    MatchResult awaitError(Pattern pattern) throws Exception {
        return await(
                () -> {
                    Matcher said = pattern.matcher(Files.readString(err, UTF_8));
                    return said.find() ? said.toMatchResult() : null;
                });
    }

    /** Waits until an answer is not {@code null}, for as long as the command runs. */
    <T> T await(Callable<T> answer) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            T found = answer.call();
            if (found != null) {
                return found;
            }
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw failure(process.isAlive() ? "is waited for too long" : "has ended");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Waits for its end. */
    Ended await() throws Exception {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroy();
            throw failure("does not end");
        }
        return new Ended(
                process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    /** Asks it to stop, as Ctrl-C does, and waits for its end. */
    Ended stop() throws Exception {
        process.destroy();
        return await();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private AssertionError failure(String what) throws IOException {
        return new AssertionError(command + " " + what + ": " + Files.readString(err, UTF_8));
    }
}
