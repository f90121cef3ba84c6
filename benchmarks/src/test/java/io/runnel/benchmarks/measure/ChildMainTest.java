package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ChildMainTest {
    /** Works for ever. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("working on " + arguments[0]);
            new CountDownLatch(1).await();
        }
    }

    @Test
    void endsWhenItsParentIsGone() throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildMain.class.getName(),
                                Endless.class.getName(),
                                "documents")
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("working on documents");
            assertThat(child.isAlive()).isTrue();
            // As when the parent dies: nobody holds the other end of its standard input.
            child.getOutputStream().close();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isEqualTo(143);
        } finally {
            child.destroyForcibly();
        }
    }
}
