package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a screen reader is given of each view, beyond the rules of axe. */
@ExtendWith(DemoExtension.class)
@EnabledIf(
        value = "io.runnel.dashboard.browser.Browser#isChromium",
        disabledReason =
                "Of the drivers only Chromium's hands out the accessibility tree; there is none"
                        + " here, or -Drunnel.browser names another.")
class ScreenReaderBrowserITCase {
    private static final String HEARD =
            "globalThis.heard = []; for (const each of document.querySelectorAll('[role=status],"
                    + " [role=alert], [aria-live]')) { new MutationObserver(() => {"
                    + " if (each.textContent) { heard.push(each.textContent); } })"
                    + ".observe(each, {childList: true, characterData: true, subtree: true}); }";

    /** Lets a dead letter come a second after the list, which is read anew when one is opened. */
    private static final String SLOW_LETTER =
            "const quick = globalThis.fetch; globalThis.fetch = async (...what) => {"
                    + " if (String(what[0]?.url ?? what[0]).includes('/api/rejects/')) {"
                    + " await new Promise(done => setTimeout(done, 1000)); }"
                    + " return quick(...what); };";

    @ParameterizedTest
    @EnumSource(Views.class)
    void headingsGoDownOneLevelAtATime(Views view, Stage stage) {
        List<Integer> levels =
                page(view, stage).all("heading").map(SpokenPage.Part::level).toList();
        assertThat(levels).startsWith(1).containsOnlyOnce(1);
        for (int i = 1; i < levels.size(); i++) {
            assertThat(levels.get(i)).isLessThanOrEqualTo(levels.get(i - 1) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void everyControlSaysWhatItIsFor(Views view, Stage stage) {
        SpokenPage page = page(view, stage);
        assertThat(
                        page.all("button", "link", "combobox", "textbox", "searchbox", "slider")
                                .map(SpokenPage.Part::name))
                .isNotEmpty()
                .noneMatch(String::isBlank);
        assertThat(page.all("button").filter(each -> !each.isRepeated()).map(SpokenPage.Part::name))
                .as("buttons, which must be told from each other without what stands around them")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void everyTableHasANameAndHeaders(Views view, Stage stage) {
        SpokenPage page = page(view, stage);
        assertThat(page.all("table").map(SpokenPage.Part::name)).noneMatch(String::isBlank);
        long tables = page.all("table").count();
        long headers = page.all("columnheader").filter(each -> each.isIn("table")).count();
        assertThat(headers).isGreaterThanOrEqualTo(2 * tables);
        assertThat(page.all("cell").filter(each -> !each.isIn("table"))).isEmpty();
    }

    @Test
    void chartsSayTheirNumbers(Stage stage) {
        List<String> say = images(page(Views.SAY, stage));
        assertThat(say).hasSize(4).allMatch(each -> each.matches(".*\\d.*"));
        Person person = stage.person(Look.LIGHT);
        person.press("Table");
        int tickets =
                person.texts(".chart-table tbody td:nth-child(2)").stream()
                        .filter(each -> !each.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .sum();
        assertThat(tickets).isPositive();
        assertThat(say.get(0)).contains("Ticket " + tickets + ",", "; the most ");

        assertThat(images(page(Views.CALL, stage)))
                .singleElement()
                .asString()
                .contains("7 turns: ", ", the first ", "; it ends ");
        assertThat(images(page(Views.REJECTS, stage)))
                .singleElement()
                .asString()
                .contains("Malformed bytes ");
    }

    @Test
    void theChartOfAQuerySaysItsNumbers(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        Views.ASK.open(person);
        person.pressAt(".ready button");
        person.count(".result .canvas canvas", 1);
        String most = person.texts(".result .tall tbody tr:first-child td:last-child").get(0);
        assertThat(images(spoken(stage)))
                .singleElement()
                .asString()
                .startsWith("documents by document_type, label. ")
                .contains(" " + most + ", ");
    }

    @Test
    void documentsThatArriveAreNotReadOut(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        person.open("view=now");
        person.read("#say-politely", "Live");
        person.ask(HEARD);
        for (int i = 0; i < 3; i++) {
            String title = "Quiet please " + i;
            String ticket =
                    "{\"id\": \"tk-quiet-%d\", \"title\": \"%s\", \"text\": \"My card is lost.\"}"
                            .formatted(i, title);
            stage.demo()
                    .send(
                            List.of(
                                    new ProducerRecord<>(
                                            "tickets", ticket.getBytes(StandardCharsets.UTF_8))));
            person.read(".latest", title);
        }
        assertThat(person.ask("return heard")).isEqualTo(List.of());
    }

    @Test
    void aRepairIsJudgedAloudWhenTheHandsRest(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        person.open("view=rejects&topic=tickets-dlt");
        person.pressThatSays(".letter", "91 B");
        person.fill("#fixed", "{");
        person.read("#say-politely", "Not JSON yet");
        person.ask(HEARD);
        person.fill("#fixed", "{\"id\": \"tk-1\", \"title\": \"Key by key\", \"text\": \"x\"}");
        person.read("#say-politely", "One JSON object.");
        assertThat(person.ask("return heard.at(-1)")).isEqualTo("One JSON object.");
        assertThat(person.ask("return heard.length < 10")).isEqualTo(true);
    }

    @Test
    void aPressThatGivesNoFocusAsSafarisStillLeadsToWhatItOpens(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        person.open("view=rejects&topic=tickets-dlt");
        person.see(".letter");
        person.ask(SLOW_LETTER);
        person.ask("document.querySelector('.letter').click()");
        person.see(".reject-detail h2:focus");
        person.ask("document.querySelector('[aria-label=\"Keyboard help\"]').click()");
        person.see("dialog[open]");
        person.ask("document.querySelector('dialog [aria-label=Close]').click()");
        person.see("[aria-label='Keyboard help']:focus");
    }

    private static List<String> images(SpokenPage page) {
        return page.all("image").map(SpokenPage.Part::name).toList();
    }

    private static SpokenPage page(Views view, Stage stage) {
        view.open(stage.person(Look.LIGHT));
        return spoken(stage);
    }

    private static SpokenPage spoken(Stage stage) {
        return SpokenPage.of((ChromeDriver) stage.browser().driver());
    }
}
