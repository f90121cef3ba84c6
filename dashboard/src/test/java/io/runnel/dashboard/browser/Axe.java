package io.runnel.dashboard.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Looks at the page as it stands, as axe does for people who cannot see it or point at it. */
final class Axe {
    private static final String CHECK =
            "const found = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
                    + " 'wcag21aa', 'wcag22aa', 'best-practice']});"
                    + "return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html +"
                    + " ' ' + n.failureSummary).join('; ')).join('\\n');";

    private Axe() {}

    /** What is wrong, a line for each rule; empty if nothing is. */
    static String violations(Person person) throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            person.ask(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return String.valueOf(person.await(CHECK));
    }
}
