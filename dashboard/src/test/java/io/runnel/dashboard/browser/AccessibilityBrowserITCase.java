package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.browser.DemoExtension.Stage;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/**
 * The page for those who do not see it, see it in the dark, hold it in a hand, or have no mouse.
 */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class AccessibilityBrowserITCase {
    @ParameterizedTest
    @EnumSource(Views.class)
    void axeFindsNothingByDay(Views view, Stage stage) throws IOException {
        assertThat(violations(view, stage.person(Look.LIGHT))).isEqualTo("");
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void axeFindsNothingByNight(Views view, Stage stage) throws IOException {
        assertThat(violations(view, stage.person(Look.DARK))).isEqualTo("");
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    void fitsAPhone(Views view, Stage stage) {
        Person person = stage.person(Look.PHONE);
        view.open(person);
        assertThat(person.ask("return document.documentElement.scrollWidth"))
                .isEqualTo((long) Look.PHONE.width());
    }

    @ParameterizedTest
    @EnumSource(Views.class)
    @EnabledIf(
            value = "io.runnel.dashboard.browser.Browser#isChromium",
            disabledReason = "Of the browsers tried only Chromium measures layout shift.")
    void nothingJumpsWhileItLoads(Views view, Stage stage) {
        Person person = stage.person(Look.LIGHT);
        view.open(person);
        Object shift =
                person.await(
                        "return await new Promise(done => new PerformanceObserver(list => done("
                                + "list.getEntries().reduce((sum, e) => sum + (e.hadRecentInput ? 0 : e.value), 0)"
                                + ")).observe({type: 'layout-shift', buffered: true})"
                                + " || setTimeout(() => done(0), 500));");
        assertThat(((Number) shift).doubleValue()).isLessThan(0.1);
    }

    @Test
    void theKeyboardIsEnough(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        Views.NOW.open(person);
        person.type("/");
        person.see("#search:focus");
        person.type("card");
        person.read(".chips", "card");
        person.settle();
        person.type(Keys.ESCAPE);
        person.type("j");
        person.type("j");
        String row = String.valueOf(person.ask("return document.activeElement.dataset.row"));
        assertThat(row).contains("/");
        person.type(Keys.ENTER);
        person.see(".document-head");
        person.see(".decision");
        person.type(Keys.ESCAPE);
        person.see(".results tr:focus");
        assertThat(person.ask("return document.activeElement.dataset.row")).isEqualTo(row);
        person.type("?");
        person.read("dialog[open]", "Keyboard");
        person.type(Keys.ESCAPE);
        person.type("t");
        assertThat(person.ask("return document.documentElement.dataset.theme")).isEqualTo("dark");
        person.type("t");
        person.ask("localStorage.clear()");
        person.type("g");
        person.type("a");
        person.see("#sql");
    }

    @Test
    void aChartsNumbersStandInATableThatFilters(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        Views.SAY.open(person);
        person.press("Table");
        person.pressAt(".chart-table tbody button");
        person.see(".chips .chip");
        assertThat(person.address()).contains("from=", "until=");
    }

    private static String violations(Views view, Person person) throws IOException {
        view.open(person);
        return Axe.violations(person);
    }
}
