package io.runnel.dashboard.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file says was done, the store says after the next start. */
class AuditTest {
    private static final Audit.Deed DEED =
            new Audit.Deed("127.0.0.1", "replay", "tickets-dlt-0@7", "with 8 fixed bytes, £");

    @TempDir Path folder;
    private Store store;
    private Audit audit;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        audit = new Audit(store, Clock.fixed(Samples.NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void takesInWhatOnlyTheFileHasAndNothingTwice() throws Exception {
        audit.end(audit.begin(DEED), DEED, "replayed 1");
        append(line("late", "begun").getBytes(UTF_8));
        append(line("late", "replayed 2").getBytes(UTF_8));
        audit.catchUp();
        audit.catchUp();
        assertThat(results())
                .containsExactlyInAnyOrder("begun", "replayed 1", "begun", "replayed 2");
    }

    @Test
    void goesOnAfterALineThatAKillCutOffInTheMiddleOfACharacter() throws Exception {
        String line = line("torn", "failed: £");
        byte[] begun = line.substring(0, line.lastIndexOf('£') + 1).getBytes(UTF_8);
        append(Arrays.copyOf(begun, begun.length - 1));
        audit.catchUp();
        assertThat(results()).isEmpty();
        audit.begin(DEED);
        assertThat(Files.readAllBytes(file())).endsWith('\n');
        audit.catchUp();
        assertThat(results()).containsExactly("begun");
    }

    private static String line(String id, String result) {
        return JsonRows.object()
                        .put("audit_id", id)
                        .put("at", Samples.NOON.toString())
                        .put("who", "127.0.0.1")
                        .put("action", "replay")
                        .put("target", "tickets-dlt")
                        .put("detail", "as it is")
                        .put("result", result)
                + "\n";
    }

    private void append(byte[] bytes) throws Exception {
        Files.write(file(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    private List<String> results() {
        return audit.lines(10).get("lines").findValuesAsText("result");
    }
}
