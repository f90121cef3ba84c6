package io.runnel.dashboard;

import io.runnel.dashboard.http.Bind;
import io.runnel.dashboard.http.Token;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of who may reach the server. */
final class ServerOptions {
    static final int DEFAULT_PORT = 8099;
    private static final int HIGHEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PORT,
            description = "Where it listens; 0 is a free one (default: ${DEFAULT-VALUE}).")
    private String port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description =
                    "The address that it listens at; 0.0.0.0 is every one of this machine (default:"
                            + " ${DEFAULT-VALUE}).")
    private String address;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "A further name by which browsers call this server; requests for other names"
                            + " are refused; repeatable.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file with the token that writes need (default: a new one, printed at start).")
    private Path tokenFile;

    Bind bind(List<String> mistakes) {
        int number = 0;
        try {
            number = Integer.parseInt(port.strip());
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number > HIGHEST_PORT) {
            mistakes.add(
                    "--port: expected a number from 0 to "
                            + HIGHEST_PORT
                            + ", found '"
                            + port
                            + "'.");
        }
        Bind bind = new Bind(address, Math.max(0, number), List.copyOf(hosts));
        try {
            if (bind.isLoopback()) {
                return bind;
            }
        } catch (IllegalArgumentException e) {
            mistakes.add(e.getMessage());
        }
        return bind;
    }

    /** Where the token comes from, unless it is a new one. */
    Optional<Path> tokenFile() {
        return Optional.ofNullable(tokenFile);
    }

    Token token(List<String> mistakes) {
        if (tokenFile == null) {
            return Token.generate();
        }
        try {
            return Token.read(tokenFile);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            mistakes.add("--token-file: " + e.getMessage());
            return null;
        }
    }
}
