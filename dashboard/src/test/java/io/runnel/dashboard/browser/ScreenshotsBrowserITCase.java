package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Makes the pictures of the docs, from the demo's documents; those of what happens now come last,
 * because they send documents again.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
@EnabledIfSystemProperty(
        named = "runnel.screenshots",
        matches = ".+",
        disabledReason = "Pictures are made where -Drunnel.screenshots names a folder for them.")
class ScreenshotsBrowserITCase {
    private static final int MOST_BYTES = 250_000;
    private static final int SECONDS = 20;
    private static final int A_SECOND = 8;

    @ParameterizedTest
    @EnumSource(Look.class)
    @Order(1)
    void ofWhatIsThere(Look look, Stage stage) throws IOException {
        Person person = stage.person(look);
        judge(person);
        picture(Views.SAY, look, person);
        picture(Views.FIND, look, person);
        Views.TICKET.open(person);
        person.pressAt("[data-why=classification]");
        person.count(".weights li", 1);
        person.ask(
                "document.activeElement.blur(); scrollTo(0, 0); const top ="
                        + " document.querySelector('.why').getBoundingClientRect().top; scrollTo(0,"
                        + " top > 300 ? top - 64 : 0)");
        save(person, "why", look);
        picture(Views.TICKET, look, person);
        picture(Views.CALL, look, person);
        picture(Views.INVOICE, look, person);
        Views.REJECTS.open(person);
        person.pressThatSays(".letter", "91 B");
        person.see("#fixed");
        person.settle();
        person.ask("document.activeElement.blur(); scrollTo(0, 0)");
        save(person, "rejects", look);
        picture(Views.CORRECTIONS, look, person);
        Views.ASK.open(person);
        person.pressAt(".ready button");
        person.count(".result tbody tr", 1);
        person.settle();
        save(person, "ask", look);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    @Order(2)
    void ofWhatHappensNow(Look look, Stage stage) throws Exception {
        Person person = stage.person(look);
        person.open("view=now");
        flow(stage);
        person.settle();
        save(person, "now", look);
    }

    /** Somebody who agrees with most answers. */
    private static void judge(Person person) {
        for (String id : List.of("tk-0001", "tk-0002", "tk-0004")) {
            person.open("view=document&doc_type=ticket&doc_id=" + id);
            person.pressAt("[data-right=classification]");
            person.see(".judged[data-judged=classification]");
            person.pressAt("[data-right=sentiment]");
            person.see(".judged[data-judged=sentiment]");
        }
    }

    /** Sends the demo's documents again, some each second, so that something flows. */
    private static void flow(Stage stage) throws InterruptedException {
        List<ProducerRecord<byte[], byte[]>> records = DemoRecords.until(Instant.now());
        Collections.shuffle(records, new Random(8));
        for (int second = 0; second < SECONDS; second++) {
            stage.demo()
                    .send(
                            records.subList(second * A_SECOND, (second + 1) * A_SECOND).stream()
                                    .map(ScreenshotsBrowserITCase::now)
                                    .toList());
            Thread.sleep(1000);
        }
    }

    private static ProducerRecord<byte[], byte[]> now(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), record.key(), record.value());
    }

    private static void picture(Views view, Look look, Person person) throws IOException {
        view.open(person);
        save(person, view.name().toLowerCase(Locale.ROOT), look);
    }

    private static void save(Person person, String name, Look look) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getProperty("runnel.screenshots")));
        byte[] picture = person.picture();
        assertThat(picture.length).as(name).isLessThan(MOST_BYTES);
        Path file =
                folder.resolve(
                        "dashboard-%s-%s.png"
                                .formatted(name, look.name().toLowerCase(Locale.ROOT)));
        Files.write(file, picture);
    }
}
