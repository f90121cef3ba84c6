package io.runnel.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.support.ui.FluentWait;

/** Does with the page what a person does, and waits for what they would wait for. */
final class Person {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Browser browser;
    private final RemoteWebDriver driver;
    private final String address;
    private final String token;

    /** A person who opened the printed address. */
    Person(Browser browser, String addressWithToken) {
        this.browser = browser;
        this.driver = browser.driver();
        int fragment = addressWithToken.indexOf('#');
        this.address = addressWithToken.substring(0, fragment);
        this.token = addressWithToken.substring(fragment);
    }

    /** Opens a view, such as {@code view=find&q=card}, as a link that somebody was sent. */
    void open(String query) {
        driver.get("about:blank");
        driver.get(address + "?" + query + token);
        see("main h1");
    }

    /** Presses the button or link with this text or label. */
    void press(String name) {
        WebElement found =
                seeXpath(
                        ("//*[self::button or self::a or self::summary][normalize-space(.)='%s' or"
                                        + " @aria-label='%s']")
                                .formatted(name, name));
        press(found);
    }

    void pressAt(String selector) {
        press(see(selector));
    }

    /** Presses the first of these that says this. */
    void pressThatSays(String selector, String text) {
        press(
                until(
                        "press '%s' of %s".formatted(text, selector),
                        () ->
                                driver.findElements(By.cssSelector(selector)).stream()
                                        .filter(each -> browser.text(each).contains(text))
                                        .findFirst()
                                        .orElseThrow(() -> new NoSuchElementException(text))));
    }

    /** Types keys wherever the focus is. */
    void type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Selects a word of a text by pressing twice on it. */
    void select(String selector, String word) {
        see(selector);
        Object place =
                driver.executeScript(
                        "const walk = document.createTreeWalker(document.querySelector(arguments[0]), 4);"
                                + "while (walk.nextNode()) {"
                                + "  const at = walk.currentNode.data.indexOf(arguments[1]);"
                                + "  if (at >= 0) {"
                                + "    const range = document.createRange();"
                                + "    range.setStart(walk.currentNode, at);"
                                + "    range.setEnd(walk.currentNode, at + arguments[1].length);"
                                + "    walk.currentNode.parentElement.scrollIntoView({block: 'center'});"
                                + "    const box = range.getBoundingClientRect();"
                                + "    return [box.x + box.width / 2, box.y + box.height / 2];"
                                + "  }"
                                + "}"
                                + "return [];",
                        selector,
                        word);
        if (!(place instanceof List<?> point) || point.size() != 2) {
            throw new NoSuchElementException(word + " in " + selector);
        }
        new Actions(driver)
                .moveToLocation(
                        ((Number) point.get(0)).intValue(), ((Number) point.get(1)).intValue())
                .doubleClick()
                .perform();
    }

    /** Puts a text in the place of what a field holds. */
    void fill(String selector, String text) {
        WebElement field = see(selector);
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
    }

    /** Puts a text into an empty field as a paste does; not every driver types an emoji. */
    void paste(String selector, String text) {
        see(selector).click();
        driver.executeScript("document.execCommand('insertText', false, arguments[0])", text);
    }

    void choose(String selector, String value) {
        see(selector);
        driver.executeScript(
                "const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                        + " s.dispatchEvent(new Event('change', {bubbles: true}));",
                selector,
                value);
    }

    /** The first element that fits and is shown. */
    WebElement see(String selector) {
        return until(
                "see " + selector,
                () ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst()
                                .orElseThrow(() -> new NoSuchElementException(selector)));
    }

    /** Waits until the element says this. */
    void read(String selector, String text) {
        until(
                "read '%s' in %s".formatted(text, selector),
                () -> {
                    if (texts(selector).stream().noneMatch(each -> each.contains(text))) {
                        throw new NoSuchElementException(text + " in " + texts(selector));
                    }
                    return text;
                });
    }

    /** Loads the page again until the element says this, as one does who waits for a record. */
    void readAgain(String selector, String text) {
        until(
                "read '%s' in %s after loading again".formatted(text, selector),
                () -> {
                    settle();
                    if (texts(selector).stream().noneMatch(each -> each.contains(text))) {
                        driver.navigate().refresh();
                        throw new NoSuchElementException(text);
                    }
                    return text;
                });
    }

    /** Waits until this many elements fit. */
    void count(String selector, int atLeast) {
        until(
                "count %d of %s".formatted(atLeast, selector),
                () -> {
                    int found = driver.findElements(By.cssSelector(selector)).size();
                    if (found < atLeast) {
                        throw new NoSuchElementException("only " + found + " of " + selector);
                    }
                    return found;
                });
    }

    List<String> texts(String selector) {
        return until(
                "read all of " + selector,
                () ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .map(browser::text)
                                .toList());
    }

    /** Waits until this is true of the page. */
    void holds(String condition) {
        until(
                "hold true: " + condition,
                () -> {
                    if (!Boolean.TRUE.equals(ask("return Boolean(" + condition + ")"))) {
                        throw new NoSuchElementException(condition);
                    }
                    return condition;
                });
    }

    /** What the page says of itself, by JavaScript. */
    Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The answer of a promise. */
    Object await(String script, Object... arguments) {
        return driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; (async () => {"
                        + script
                        + "})().then(done, (e) => done('FAILED ' + e));",
                arguments);
    }

    /** Waits until nothing loads and each chart that is shown is drawn. */
    void settle() {
        until(
                "everything drawn",
                () -> {
                    Object busy =
                            ask(
                                    "return document.querySelectorAll('#main [aria-busy], #main"
                                            + " .skeleton').length"
                                            + " + [...document.querySelectorAll('.canvas')].filter("
                                            + "c => c.clientWidth && !c.querySelector('canvas')).length");
                    if (!Long.valueOf(0).equals(busy)) {
                        throw new NoSuchElementException(busy + " parts are not there yet");
                    }
                    return busy;
                });
    }

    String address() {
        return driver.getCurrentUrl();
    }

    /** What pages complained about until now, of other tests, is not this one's. */
    void forgetComplaints() {
        browser.complaints();
    }

    /** Fails if the page complained, as far as the browser's driver tells. */
    void expectNoComplaints() {
        assertThat(browser.complaints()).isEmpty();
    }

    byte[] picture() {
        return browser.picture();
    }

    private void press(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    private WebElement seeXpath(String path) {
        return until(
                "see " + path,
                () ->
                        driver.findElements(By.xpath(path)).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst()
                                .orElseThrow(() -> new NoSuchElementException(path)));
    }

    private <T> T until(String what, java.util.function.Supplier<T> attempt) {
        return new FluentWait<>(driver)
                .withTimeout(PATIENCE)
                .pollingEvery(GLANCE)
                .withMessage(() -> what + "; " + whatIsThere())
                .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
                .until(ignored -> attempt.get());
    }

    /** For whoever has to find out why something did not come: the page in words and a picture. */
    private String whatIsThere() {
        Path picture = Path.of("target", "browser-" + System.nanoTime() + ".png");
        try {
            Files.write(picture, picture());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "the page is "
                + address()
                + ", the focus is on "
                + ask("return document.activeElement.outerHTML.slice(0, 300)")
                + ", and it looks like "
                + picture;
    }
}
