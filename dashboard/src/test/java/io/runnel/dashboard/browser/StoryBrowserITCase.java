package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.Eventually;
import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The story of somebody who watches the demo and does with it all that the page is for. */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class StoryBrowserITCase {
    private static final String ANGRY =
            """
            {"id": "tk-story", "channel": "email", "title": "Prepaid card refused for the third time",
             "text": "I am furious. My prepaid card was refused again in Lisbon, and nobody at Northwind answers. This is a disgrace."}
            """;
    private static final String REPAIRED =
            """
            {"id": "tk-9002", "channel": "email", "title": "Keyboard sticks", "text": "The space bar of my keyboard sticks since this morning."}""";

    @Test
    void fromADocumentThatArrivesToAFileOfAnswers(Stage stage) throws Exception {
        Person person = stage.person(Look.LIGHT);
        person.forgetComplaints();
        person.open("view=now");
        person.read(".live-state", "Live");
        stage.demo().send(List.of(ticket(ANGRY)));
        person.read(".latest", "Prepaid card refused for the third time");

        person.pressAt("#rail [data-nav=find]");
        person.press("Ticket");
        person.press("▼ Negative");
        person.type("/");
        person.type("prepaid card");
        person.read(".chips", "prepaid card");
        person.read(".results", "Prepaid card refused for the third time");
        assertThat(person.address()).contains("type=ticket", "sentiment=negative", "q=prepaid");
        assertThat(person.texts(".results tbody .mood-cell"))
                .isNotEmpty()
                .allMatch(mood -> mood.contains("Negative"));

        person.type(Keys.ENTER);
        person.see(".results tr:focus");
        person.type(Keys.ENTER);
        person.read("h1", "Prepaid card refused for the third time");
        person.read(".text .entity", "Lisbon");

        person.pressAt("[data-why=classification]");
        person.count(".weights li", 1);
        person.read(".why .note", "model run");
        person.count(".text .weight", 1);

        correct(person, stage);
        replay(person);
        ask(person, stage);
        person.expectNoComplaints();
    }

    private static void correct(Person person, Stage stage) {
        String wrong = person.texts(".decision.classification .verdict strong").get(0);
        String right = wrong.equals("Cards") ? "fees-and-exchange-rates" : "cards";
        person.pressAt("[data-wrong=classification]");
        person.choose("#right", right);
        person.fill("#note", "It is about a card.");
        person.press("Write the correction");
        person.read(".judged", "A person said");
        assertThat(corrections(stage))
                .anyMatch(each -> each.contains("tk-story") && each.contains(right));
        person.pressAt("#rail [data-nav=corrections]");
        person.readAgain("main", "Ticket: Classification");
        person.read("main", "It is about a card.");
    }

    private static void replay(Person person) {
        person.open("view=rejects&topic=tickets-dlt&reason=MALFORMED_BYTES");
        person.pressThatSays(".letter", "91 B");
        person.read(".original", "tk-9002;email");
        person.fill("#fixed", REPAIRED);
        person.read("#json-state", "One JSON object.");
        person.press("Replay repaired");
        person.press("Replay");
        person.read(".toast", "Sent again");
        person.read(".audit", "Replay");
        person.open("view=find&q=keyboard&type=ticket");
        person.readAgain(".results", "Keyboard sticks");
    }

    private static void ask(Person person, Stage stage) throws Exception {
        person.open("view=ask");
        person.fill(
                "#sql",
                "SELECT label, count(*) AS n FROM documents GROUP BY label ORDER BY n DESC");
        person.press("Run");
        person.count(".result .tall tbody tr", 5);
        person.press("Export");
        person.press("Result as CSV");
        person.read(".toast", "Saved");
        assertThat(saved(stage.browser().downloads())).startsWith("label,n");
    }

    private static String saved(Path downloads) throws Exception {
        return Eventually.get(
                () -> {
                    try (Stream<Path> files = Files.list(downloads)) {
                        List<Path> whole =
                                files.filter(each -> each.toString().endsWith(".csv")).toList();
                        assertThat(whole).as("files that came down").isNotEmpty();
                        assertThat(whole.get(0)).isNotEmptyFile();
                        return Files.readString(whole.get(0));
                    }
                });
    }

    private static List<String> corrections(Stage stage) {
        List<String> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = stage.demo().kafka().committedConsumer()) {
            var partitions = stage.demo().kafka().partitions("corrections");
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<?, Long> ends = consumer.endOffsets(partitions);
            long expected = ends.values().stream().mapToLong(Long::longValue).sum();
            while (found.size() < expected) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(
                                each ->
                                        found.add(
                                                new String(each.value(), StandardCharsets.UTF_8)));
            }
        }
        return found;
    }

    private static ProducerRecord<byte[], byte[]> ticket(String json) {
        return new ProducerRecord<>("tickets", json.getBytes(StandardCharsets.UTF_8));
    }
}
