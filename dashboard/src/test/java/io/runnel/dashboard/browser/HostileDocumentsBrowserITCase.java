package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Documents that try to run in the page of whoever looks at them. */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class HostileDocumentsBrowserITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IMAGE = "<img src=x onerror=\"window.hacked='%s'\">";
    private static final String SCRIPT = "</script><script>window.hacked='%s'</script>";
    private static final String ID = "hostile/\"><svg onload=window.hacked='id'>/..%2f?a=b#c";

    @Test
    void aTicketStaysText(Stage stage) throws Exception {
        ObjectNode ticket = JSON.createObjectNode();
        ticket.put("id", ID);
        ticket.put("title", "Zanzibar " + IMAGE.formatted("title"));
        ticket.put(
                "text",
                "I am angry at Northwind "
                        + SCRIPT.formatted("text")
                        + " in Paris {{7*7}} ${7*7} javascript:window.hacked='url' 😀 "
                        + IMAGE.formatted("text"));
        ticket.put("channel", IMAGE.formatted("channel"));
        ticket.put("customer", SCRIPT.formatted("customer"));
        Person person = arrived(stage, "tickets", ticket, "zanzibar");

        person.read(".results .title", IMAGE.formatted("title"));
        person.pressAt(".results .title");
        person.read(".text", SCRIPT.formatted("text"));
        person.read(".over", ID);
        person.press("The record as JSON");
        expectNothingRan(person);
        person.pressAt("[data-why=sentiment]");
        person.see(".why .note");
        person.count(".weights li, .why > p", 1);
        expectNothingRan(person);
        person.open("view=say&document_id=" + URLEncoder.encode(ID, StandardCharsets.UTF_8));
        person.settle();
        expectNothingRan(person);
    }

    @Test
    void aSpeakerAndAVendorStayText(Stage stage) throws Exception {
        ObjectNode call = JSON.createObjectNode();
        call.put("id", "tr-hostile");
        call.put("title", "Yellowknife call");
        var turns = call.putArray("turns");
        turns.addObject()
                .put("speaker", IMAGE.formatted("speaker"))
                .put("text", "My room in Berlin was dirty.");
        turns.addObject()
                .put("speaker", "Agent")
                .put("text", "We are sorry. " + SCRIPT.formatted("turn"));
        Person person = arrived(stage, "transcripts", call, "yellowknife");
        person.pressAt(".results .title");
        person.read(".turn h3", IMAGE.formatted("speaker"));
        person.press("Table");
        expectNothingRan(person);

        ObjectNode invoice = JSON.createObjectNode();
        invoice.put("id", "inv-hostile");
        invoice.put("title", "Xanadu invoice");
        invoice.put("vendor", IMAGE.formatted("vendor"));
        invoice.put("total", "120.00");
        invoice.put("currency", "<b>");
        invoice.put("text", "Repair of the roof, 120.00 in total.");
        person = arrived(stage, "invoices", invoice, "xanadu");
        person.pressAt(".results .title");
        person.read(".pairs", IMAGE.formatted("vendor"));
        person.open("view=say&document_id=inv-hostile");
        person.settle();
        expectNothingRan(person);
    }

    @Test
    void aRejectAndItsHeadersStayText(Stage stage) {
        ProducerRecord<byte[], byte[]> reject =
                new ProducerRecord<>(
                        "tickets", bytes("{\u202e" + IMAGE.formatted("bytes") + "\u0007"));
        reject.headers().add(IMAGE.formatted("header"), bytes(SCRIPT.formatted("value")));
        stage.demo().send(List.of(reject));
        Person person = stage.person(Look.LIGHT);
        person.open("view=rejects&topic=tickets-dlt");
        person.readAgain(".letters", "%d B".formatted(reject.value().length));
        person.pressThatSays(".letter", "%d B".formatted(reject.value().length));
        person.read(".original", IMAGE.formatted("bytes"));
        person.read(".original", "⟨U+202E⟩");
        person.pressThatSays(".reject-detail summary", "Headers");
        person.read(".reject-detail .pairs", SCRIPT.formatted("value"));
        expectNothingRan(person);
    }

    @Test
    void evenAScriptThatWasWrittenIntoThePageWouldNotRun(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        Views.CORRECTIONS.open(person);
        person.ask(
                "document.body.insertAdjacentHTML('beforeend', \"<img src=/nothing onerror='window.hacked=1'>\");"
                        + "const s = document.createElement('script'); s.textContent = 'window.hacked=2'; document.body.append(s);"
                        + "const a = document.createElement('script'); a.src = 'https://example.org/a.js'; document.body.append(a);");
        person.await("await new Promise(done => setTimeout(done, 500)); return 1;");
        assertThat(person.ask("return typeof window.hacked")).isEqualTo("undefined");
    }

    /** Sends a document and finds it. */
    private static Person arrived(Stage stage, String topic, ObjectNode document, String word)
            throws IOException {
        stage.demo().send(List.of(new ProducerRecord<>(topic, JSON.writeValueAsBytes(document))));
        Person person = stage.person(Look.LIGHT);
        person.open("view=find&q=" + word);
        person.readAgain("#count", "1 document");
        person.settle();
        return person;
    }

    private static void expectNothingRan(Person person) {
        assertThat(person.ask("return typeof window.hacked")).isEqualTo("undefined");
        assertThat(
                        person.ask(
                                "return document.querySelectorAll('main img, main script, main svg[onload],"
                                        + " main iframe, main [onerror], .toast *').length"))
                .isEqualTo(0L);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
