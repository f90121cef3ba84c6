package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.ApiClient;
import io.runnel.dashboard.Dashboard;
import io.runnel.dashboard.TestDashboard;
import io.runnel.dashboard.store.Retention;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.local.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Every dead letter can be reached, and what cannot be done with one is said. */
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class LettersBrowserITCase {
    private static final int LETTERS = 230;

    @TempDir Path folder;

    @Test
    void showsMoreUntilAllAreThereAndSaysWhatCannotBeSent() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, "tickets", "tickets-dlt", "invoices-dlt");
            try (KafkaConnection kafka =
                    KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
                send(kafka);
                try (Dashboard dashboard = start(kafka, Retention.EVERYTHING);
                        Browser browser = Browser.start(folder)) {
                    Person person =
                            new Person(browser.look(Look.LIGHT), dashboard.addressWithToken());
                    reachTheOldest(person);
                    openOneThatSaysNothing(person);
                    person.expectNoComplaints();
                }
            }
        }
    }

    @Test
    void saysWhatIsNoLongerKeptAndWhichTopicIsGone() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, "tickets", "tickets-dlt", "invoices-dlt");
            try (KafkaConnection kafka =
                    KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
                send(kafka);
                try (Dashboard dashboard = start(kafka, Retention.EVERYTHING)) {
                    new ApiClient(dashboard.addressWithToken())
                            .await(
                                    "/api/status",
                                    at -> at.at("/store/rejects").asInt() == LETTERS + 1);
                }
                try (Dashboard dashboard = start(kafka, new Retention(null, null, 201L));
                        Browser browser = Browser.start(folder.resolve("browser"))) {
                    Person person =
                            new Person(browser.look(Look.LIGHT), dashboard.addressWithToken());
                    person.open("view=rejects&topic=tickets-dlt&reason=MALFORMED_BYTES");
                    person.readAgain(".result-count", "200 dead letters");
                    person.read(".reject-list", "30 older dead letters");
                    person.read(".reject-list", "./runnel dead-letters list --topic tickets-dlt");
                    person.press("Replay all 200");
                    person.read("dialog", "Older ones that are no longer kept here are sent, too");
                    person.press("Cancel");
                    delete(broker, "invoices-dlt");
                    person.open("view=now");
                    person.readAgain("main", "invoices-dlt was deleted in Kafka");
                    person.expectNoComplaints();
                }
            }
        }
    }

    private static void delete(EmbeddedBroker broker, String topic) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private static void reachTheOldest(Person person) {
        person.open("view=rejects&topic=tickets-dlt");
        person.readAgain(".result-count", LETTERS + " dead letters");
        person.read(".reject-list", "100 of 230 dead letters shown");
        person.press("More");
        person.read(".reject-list", "200 of 230 dead letters shown");
        person.see("li:nth-child(101) .letter:focus");
        person.ask("document.querySelector('.reject-list button.more').focus()");
        person.type(Keys.ENTER);
        person.read(".reject-list", "230 of 230 dead letters shown");
        person.see("li:nth-child(201) .letter:focus");
        person.pressAt("li:last-child .letter");
        person.read(".reject-detail", "Lies in");
        person.settle();
        person.read(".reject-list", "230 of 230 dead letters shown");
        assertThat(
                        person.ask(
                                "const rows = [...document.querySelectorAll('.letter')].map(e =>"
                                        + " e.dataset.row); return new Set(rows).size"))
                .isEqualTo((long) LETTERS);
        assertThat(person.ask("return document.querySelector('.reject-list button.more').hidden"))
                .isEqualTo(true);
    }

    private static void openOneThatSaysNothing(Person person) {
        person.open("view=rejects&topic=invoices-dlt");
        person.pressThatSays(".letter", "Source unknown");
        person.read(".reject-detail", "cannot be sent again from here");
        assertThat(
                        person.ask(
                                "return [...document.querySelectorAll('.reject-detail"
                                        + " .card-actions button')].map(e => e.disabled)"))
                .isEqualTo(List.of(true, true));
        assertThat(person.texts("main").get(0)).doesNotContain("null");
    }

    private Dashboard start(KafkaConnection kafka, Retention retention) {
        return TestDashboard.over(folder.resolve("store")).keeping(retention).start(kafka);
    }

    private static void send(KafkaConnection kafka) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int i = 0; i < LETTERS; i++) {
                ProducerRecord<byte[], byte[]> letter =
                        new ProducerRecord<>("tickets-dlt", bytes("not a ticket, " + i));
                letter.headers().add(DeadLetterHeader.REASON, bytes("MALFORMED_BYTES"));
                letter.headers().add(DeadLetterHeader.TOPIC, bytes("tickets"));
                letter.headers().add(DeadLetterHeader.PARTITION, bytes("0"));
                letter.headers().add(DeadLetterHeader.OFFSET, bytes(Integer.toString(i)));
                producer.send(letter).get();
            }
            producer.send(new ProducerRecord<>("invoices-dlt", bytes("{}"))).get();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
