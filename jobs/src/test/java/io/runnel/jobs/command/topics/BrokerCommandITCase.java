package io.runnel.jobs.command.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Runnel;
import io.runnel.jobs.command.TestTerminal;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCommandITCase {
    private final TestTerminal terminal = new TestTerminal();

    @Test
    void startsWithAFolderOfItsOwnAndStopsWhenAsked() throws IOException {
        assertThat(run()).isZero();
        assertThat(terminal.err()).contains("Its data is removed at the end").contains("Stopping.");
    }

    @Test
    void keepsItsDataWhereItIsTold(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("kafka-data");
        assertThat(run("--data", data.toString())).isZero();
        assertThat(data).isNotEmptyDirectory();
    }

    private int run(String... options) throws IOException {
        Interruption interruption = Interruption.manual();
        interruption.interrupt();
        String[] arguments = new String[options.length + 3];
        arguments[0] = "broker";
        arguments[1] = "--port";
        arguments[2] = Integer.toString(freePort());
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Runnel.run(terminal.terminal(), interruption, arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
