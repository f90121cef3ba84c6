package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.LiveStore;
import io.runnel.jobs.local.TemporaryFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.Keys;

/** The live view in front of somebody, while documents stream in and the server comes and goes. */
@EnabledIf(
        value = "io.runnel.dashboard.browser.Chromium#isThere",
        disabledReason = Chromium.MISSING)
class LeftOpenBrowserITCase {
    private static final int PER_SECOND = 20;
    private static final int LETTERS = 50;
    private static final int EVENTS = 8;

    /** More than a few rows that come and go, less than one redraw of the lists in each event. */
    private static final int FEW_NODES = 300;

    /** Counts what the stream has told since; each event changes how many documents a topic has. */
    private static final String COUNT_EVENTS =
            "globalThis.events = 0;"
                    + " new MutationObserver(() => { globalThis.events++; }).observe("
                    + "document.querySelector('.topics'), {childList: true, subtree: true});";

    /** How many enriched documents the table of topics says there are. */
    private static final String ENRICHED =
            "[...document.querySelectorAll('.topics tbody tr')]"
                    + ".filter(row => row.children[1].textContent === 'Enriched')"
                    + ".reduce((sum, row) => sum + Number(row.children[3].textContent.replace(/\\D/g, '')), 0)";

    private static TemporaryFolder folder;
    private static LiveStore live;
    private static Chromium chromium;
    private Person person;

    @BeforeAll
    static void start() throws Exception {
        folder = TemporaryFolder.create("runnel-left-open-");
        Path path = folder.path();
        live = LiveStore.start(path.resolve("data"), new LiveStore.Load(PER_SECOND, LETTERS));
        chromium = Chromium.start(path.resolve("profile"));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (live != null) {
            live.close();
        }
        folder.close();
    }

    @BeforeEach
    void open() {
        person = new Person(chromium.look(Look.LIGHT), live.client().addressWithToken());
        person.open("view=now");
        person.read(".live-state", "Live");
        person.settle();
        person.ask(COUNT_EVENTS);
    }

    @Test
    void whatSomebodyIsAtStaysWhereItIs() {
        person.see(".reasons a");
        person.ask(
                "globalThis.at = document.querySelector('.reasons a'); at.focus();"
                        + " globalThis.topic = document.querySelector('.topics tbody tr');");
        person.holds("events > " + EVENTS);
        person.holds("at.isConnected && document.activeElement === at && topic.isConnected");

        person.ask("globalThis.row = document.querySelector('.latest tbody tr'); row.focus();");
        person.holds(
                "[...document.querySelectorAll('.note')].some("
                        + "each => each.textContent.startsWith('stands still'))");
        person.ask("events = 0");
        person.holds("events > " + EVENTS);
        person.holds("row.isConnected && document.activeElement === row");
        person.ask("row.blur()");
        person.holds("!row.isConnected");
    }

    @Test
    void holdsNoMoreAfterAWhileThanBefore() {
        person.holds("events > " + EVENTS);
        PageMemory before = PageMemory.of(chromium.driver());
        person.ask("events = 0");
        person.holds("events > " + 3 * EVENTS);
        PageMemory after = PageMemory.of(chromium.driver());
        assertThat(after.nodes()).isLessThan(before.nodes() + FEW_NODES);
        assertThat(after.listeners()).isLessThan(before.listeners() + FEW_NODES);
        assertThat(after.documents()).isLessThanOrEqualTo(before.documents());
    }

    @Test
    void comesBackWithTheServerAndCountsNothingTwice() throws Exception {
        for (int restart = 0; restart < 2; restart++) {
            live.stopDashboard();
            person.read(".live-state", "Connection lost");
            live.startDashboard();
            person.read(".live-state", "Live");
            long stored = live.client().get("/api/status").at("/store/documents").asLong();
            person.holds(ENRICHED + " >= " + stored);
            assertThat((Long) person.ask("return " + ENRICHED)).isLessThanOrEqualTo(live.sent());
        }
    }

    @Test
    void asksForTheTokenOnceHoweverManyRequestsWaitForIt() {
        person.ask(
                "globalThis.answers = 0;"
                        + " const page = document.querySelector('script[type=module]').src;"
                        + " import(new URL('api.js', page)).then(api => {"
                        + "   api.keepToken('of-another-start');"
                        + "   for (let i = 0; i < 2; i++) {"
                        + "     api.post('/api/sql', { sql: 'SELECT 1' }).then(() => answers++);"
                        + "   }"
                        + " });");
        String address = live.client().addressWithToken();
        person.fill("dialog #token", address.substring(address.indexOf('=') + 1));
        person.type(Keys.ENTER);
        person.holds("answers === 2 && !document.querySelector('dialog')");
    }
}
