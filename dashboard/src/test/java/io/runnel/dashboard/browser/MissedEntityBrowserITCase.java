package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** Somebody shows what the model missed, with the mouse and without. */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class MissedEntityBrowserITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT =
            "😀 In Lisbon my doorbell for £50 broke. That doorbell rings by itself all night.";

    @Test
    void aWordThatIsSelectedBecomesAnEntity(Stage stage) throws Exception {
        Person person = reader(stage, "mark-mouse", "Quibbledee bell");
        person.forgetComplaints();
        person.select("[data-field=text] .words", "rings");
        person.press("Mark a missed entity…");
        person.see("#mark-type:focus");
        assertThat(person.ask("return document.querySelector('#mark-words').value"))
                .isEqualTo("rings");
        assertThat(Axe.violations(person)).isEqualTo("");
        person.choose("#mark-type", "event");
        person.press("Write the correction");
        person.read(".text .marked", "rings");
        person.read(".text .marked .entity-type", "Event, marked by a person");
        person.read(".entities", "By a person");
        expectInStore(person, "mark-mouse", TEXT.indexOf("rings"), "rings", "event");
        assertThat(Axe.violations(person)).isEqualTo("");

        person.press("Take back: rings");
        person.read(".toast", "Taken back");
        person.expectNoComplaints();
        assertThat(person.texts(".text .marked")).isEmpty();
    }

    @Test
    void theKeyboardIsEnough(Stage stage) throws Exception {
        Person person = reader(stage, "mark-keys", "Quibbledum bell");
        person.type("m");
        person.see("#mark-words:focus");
        person.choose("#mark-field", "text");
        person.type("DOORBELL");
        person.read("#mark-found", "In this text 2 times.");
        person.type(Keys.TAB, Keys.ARROW_DOWN, Keys.TAB, "Prod", Keys.TAB, "rings", Keys.ENTER);
        person.read(".text .marked", "doorbell");
        person.see("[data-mark]:focus");
        expectInStore(person, "mark-keys", TEXT.lastIndexOf("doorbell"), "doorbell", "product");
    }

    @Test
    void aTypeOfOnesOwnAndWordsThatAreNotThere(Stage stage) throws Exception {
        Person person = reader(stage, "mark-other", "Quibbledo bell");
        person.press("Mark a missed entity…");
        person.choose("#mark-field", "text");
        person.fill("#mark-words", "trumpet");
        person.read("#mark-found", "Not in this text.");
        assertThat(person.ask("return document.querySelector('#mark-words').checkValidity()"))
                .isEqualTo(false);
        person.fill("#mark-words", "BY itself");
        person.read("#mark-found", "In this text 1 time.");
        person.choose("#mark-type", "another");
        person.paste("#mark-other", "damage 😀");
        person.press("Write the correction");
        person.read(".text .marked .entity-type", "Damage 😀, marked by a person");
        expectInStore(person, "mark-other", TEXT.indexOf("by itself"), "by itself", "damage 😀");
    }

    /** Somebody who reads a new ticket with the text. */
    private static Person reader(Stage stage, String id, String title) throws IOException {
        ObjectNode ticket = JSON.createObjectNode().put("id", id).put("title", title);
        ticket.put("text", TEXT);
        stage.demo().send(List.of(new ProducerRecord<>("tickets", JSON.writeValueAsBytes(ticket))));
        Person person = stage.person(Look.LIGHT);
        person.open("view=find&document_id=" + id);
        person.readAgain("#count", "1 document");
        open(person, id);
        return person;
    }

    private static void open(Person person, String id) {
        person.open("view=document&doc_type=ticket&doc_id=" + id);
        person.see(".decision");
        person.settle();
    }

    /** The mark is there after loading again, and its offsets are those of the record. */
    private static void expectInStore(
            Person person, String id, int start, String words, String group) throws IOException {
        open(person, id);
        person.readAgain(".text .marked", words);
        JsonNode found =
                JSON.readTree(
                        String.valueOf(
                                person.await(
                                        "return await (await fetch(arguments[0])).text();",
                                        "/api/corrections?document_id=" + id)));
        JsonNode last = found.at("/corrections/0");
        assertThat(last.at("/given/entity_group").isNull()).isTrue();
        assertThat(last.at("/right/entity_group").asText()).isEqualTo(group);
        assertThat(last.at("/right/text").asText()).isEqualTo(words);
        assertThat(last.get("head").asText()).isEqualTo("entities");
        assertThat(last.get("field").asText()).isEqualTo("text");
        assertThat(last.get("start").asInt()).isEqualTo(start);
        assertThat(last.get("end").asInt()).isEqualTo(start + words.length());
    }
}
