package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.browser.DemoExtension.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the page cuts a text for what is marked in it. */
@ExtendWith(DemoExtension.class)
@EnabledIf(value = "io.runnel.dashboard.browser.Browser#isThere", disabledReason = Browser.MISSING)
class HighlightingBrowserITCase {
    @Test
    void thePiecesAreTheText(Stage stage) {
        assertThat(pieces(stage, "a £5 😀 b", "[2,4],[5,7]")).isEqualTo("a |£5:1| |😀:1| b");
    }

    @Test
    void spansNestAndOverlap(Stage stage) {
        assertThat(pieces(stage, "abcdef", "[0,4],[2,6],[2,3]")).isEqualTo("ab:1|c:3|d:2|ef:1");
    }

    @Test
    void aCharacterIsNeverCutInTwo(Stage stage) {
        assertThat(pieces(stage, "x😀y", "[0,2]")).isEqualTo("x😀:1|y");
        assertThat(pieces(stage, "x😀y", "[2,4]")).isEqualTo("x|😀y:1");
    }

    @Test
    void spansOutsideOfTheTextAreLeftOut(Stage stage) {
        assertThat(pieces(stage, "abc", "[2,9],[7,9],[2,1],[-4,1]")).isEqualTo("a:1|b|c:1");
        assertThat(pieces(stage, "", "[0,1]")).isEqualTo("");
    }

    @Test
    void aPhraseThatWasSearchedForIsMarkedInTheDocument(Stage stage) {
        Person person = stage.person(Look.LIGHT);
        person.open("view=document&doc_type=ticket&doc_id=tk-0001&q=%22cash+machine%22");
        person.count(".text .hit", 2);
        assertThat(person.texts(".text .hit")).contains("cash", "machine");
    }

    private static String pieces(Stage stage, String text, String spans) {
        Person person = stage.person(Look.LIGHT);
        person.open("view=corrections");
        return String.valueOf(
                person.await(
                        "const {pieces} = await import('/assets/spans.js');"
                                + "const spans = JSON.parse('[' + arguments[1] + ']').map(([start, end]) => ({start, end}));"
                                + "return pieces(arguments[0], spans).map(p => p.text + (p.spans.length ? ':' + p.spans.length : '')).join('|');",
                        text,
                        spans));
    }
}
