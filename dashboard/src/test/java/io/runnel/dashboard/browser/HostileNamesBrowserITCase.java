package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Samples;
import io.runnel.dashboard.browser.DemoExtension.Stage;
import io.runnel.jobs.command.topics.InputTopic;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Labels, types, languages, vendors and corrections that whoever wrote to the topics made up. */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class HostileNamesBrowserITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "Zebedee lives in Porto.";

    /** A name, and how the page shows it. */
    private enum Name {
        IMAGE(1, "<img src=x onerror=\"window.hacked='name'\">", "<img src=x onerror=\"window"),
        SCRIPT(2, "</script><script>window.hacked='name'</script>", "</script><script>window"),
        LONG(3, "L".repeat(10_000), "L".repeat(200) + "…"),
        TURNED(4, "safe\u202egnirts", "Safe⟨U+202E⟩gnirts"),
        NUL(5, "nul\u0000nul", "Nul⟨U+0000⟩nul"),
        EMOJI(6, "👩‍🚀 crew", "👩‍🚀 crew");

        private final int number;
        private final String name;
        private final String shown;

        Name(int number, String name, String shown) {
            this.number = number;
            this.name = name;
            this.shown = shown;
        }

        String id() {
            return "hostile-name-" + number;
        }
    }

    @Test
    void namesOfModelsStayText(Stage stage) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Name name : Name.values()) {
            records.add(record("tickets-enriched", ticket(name)));
            records.add(record("invoices-enriched", invoice(name)));
        }
        stage.demo().send(records);
        Person person = stage.person(Look.LIGHT);
        person.open("view=find&q=zebedee");
        person.readAgain("#count", Name.values().length + " documents");
        for (Name name : Name.values()) {
            person.open("view=document&doc_type=ticket&doc_id=" + name.id());
            person.read(".decision.classification .verdict", name.shown);
            person.read(".decision.sentiment .verdict", name.shown);
            person.read(".text .entity-type", name.shown);
            person.read(".entities .tag", name.shown);
            expectNothingRan(person);
            person.open("view=say&type=ticket&label=" + encoded(name.name));
            person.settle();
            expectNothingRan(person);
            person.open("view=document&doc_type=invoice&doc_id=inv-" + (100_000 + name.number));
            person.see(".pairs");
            expectNothingRan(person);
        }
        for (String view : List.of("say&q=zebedee", "find&q=zebedee", "now", "say&type=invoice")) {
            person.open("view=" + view);
            person.settle();
            expectNothingRan(person);
        }
        expectToFit(stage, "view=find&q=zebedee");
        expectToFit(stage, "view=say&q=zebedee");
        expectToFit(stage, "view=document&doc_type=ticket&doc_id=" + Name.LONG.id());
        expectToFit(stage, "view=document&doc_type=ticket&doc_id=" + Name.IMAGE.id());
    }

    @Test
    void correctionsThatOthersWroteStayText(Stage stage) throws Exception {
        stage.demo().kafka().createMissing(List.of(InputTopic.of("corrections", 1)));
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Name name : Name.values()) {
            records.add(record("corrections", labelled(name)));
            records.add(record("corrections", marked(name)));
            records.add(record("corrections", labelled(name).put("right", name.name)));
            records.add(record("corrections", marked(name).put("start", -5)));
        }
        stage.demo().send(records);
        Person person = stage.person(Look.LIGHT);
        person.open("view=corrections");
        for (Name name : Name.values()) {
            person.readAgain("main", name.shown);
        }
        expectNothingRan(person);
        person.open("view=document&doc_type=ticket&doc_id=tk-0001");
        person.see(".judged");
        person.count(".text .marked", 1);
        expectNothingRan(person);
        expectToFit(stage, "view=corrections");
        expectToFit(stage, "view=document&doc_type=ticket&doc_id=tk-0001");
    }

    private static void expectToFit(Stage stage, String query) {
        Person person = stage.person(Look.PHONE);
        person.open(query);
        person.settle();
        assertThat(person.ask("return document.documentElement.scrollWidth"))
                .as(query)
                .isEqualTo((long) Look.PHONE.width());
    }

    private static void expectNothingRan(Person person) {
        assertThat(person.ask("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(
                        person.ask(
                                "return document.querySelectorAll('main img, main script,"
                                        + " [onerror], .toast *').length"))
                .isEqualTo(0L);
    }

    private static ObjectNode ticket(Name name) throws IOException {
        ObjectNode record =
                (ObjectNode) JSON.readTree(Samples.at(0, Samples.ticket(name.id(), TEXT)).json());
        named(record, name);
        ((ObjectNode) record.at("/entities/0")).put("entity_group", name.name);
        return record;
    }

    private static ObjectNode invoice(Name name) throws IOException {
        ObjectNode record =
                (ObjectNode)
                        JSON.readTree(
                                Samples.invoice(100_000 + name.number, name.name, "10.00").json());
        named(record, name);
        return record;
    }

    /** The name wherever a model, or who wrote the document, has the last word. */
    private static void named(ObjectNode record, Name name) {
        for (String field : List.of("label", "sentiment", "language", "channel", "currency")) {
            if (record.path(field).isTextual()) {
                record.put(field, name.name);
            }
        }
        for (String part : List.of("classification", "sentiment_detail")) {
            ArrayNode scores = (ArrayNode) record.at("/" + part + "/scores");
            ((ObjectNode) scores.get(0)).put("label", name.name);
        }
        for (var row : record.get("provenance")) {
            ((ObjectNode) row).put("head", name.name).put("model", name.name);
        }
    }

    private static ObjectNode labelled(Name name) {
        ObjectNode correction = correction(name, "classification", "label");
        correction.putObject("given").put("label", name.name);
        correction.putObject("right").put("label", name.name);
        return correction;
    }

    private static ObjectNode marked(Name name) {
        ObjectNode correction = correction(name, "entities", "entity");
        correction.putObject("given").putNull("entity_group").put("text", name.name);
        correction.putObject("right").put("entity_group", name.name);
        return correction.put("field", "title").put("start", 1).put("end", 3 + name.number);
    }

    private static ObjectNode correction(Name name, String task, String kind) {
        return JSON.createObjectNode()
                .put("correction_id", "hostile-" + kind + name.number)
                .put("at", "2026-11-22T09:00:0" + name.number + "Z")
                .put("who", name.name)
                .put("document_type", "ticket")
                .put("document_id", "tk-0001")
                .put("task", task)
                .put("head", name.name)
                .put("model", name.name)
                .put("version", name.name)
                .put("note", name.name)
                .put("agreed", false);
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, ObjectNode value)
            throws IOException {
        return new ProducerRecord<>(topic, JSON.writeValueAsBytes(value));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(
                text.length() > 2_000 ? text.substring(0, 2_000) : text, StandardCharsets.UTF_8);
    }
}
