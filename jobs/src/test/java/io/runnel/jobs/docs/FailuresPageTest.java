package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every test that {@code docs/failures.md} names is there, and every row names one. */
class FailuresPageTest {
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|ITCase))\\.(\\w+)`");

    @Test
    void namesTestsThatAreThere() throws IOException {
        Map<String, String> tests = tests();
        List<String> gone = new ArrayList<>();
        Matcher named = NAMED.matcher(page());
        int count = 0;
        while (named.find()) {
            count++;
            String source = tests.getOrDefault(named.group(1), "");
            if (!source.contains("void " + named.group(2) + "(")) {
                gone.add(named.group());
            }
        }
        assertThat(gone).isEmpty();
        assertThat(count).isGreaterThan(20);
    }

    @Test
    void namesATestInEveryRow() throws IOException {
        assertThat(page().lines())
                .filteredOn(line -> line.startsWith("| ") && !line.startsWith("| Failure"))
                .filteredOn(line -> !line.startsWith("| ---"))
                .isNotEmpty()
                .allMatch(line -> NAMED.matcher(line).find());
    }

    private static String page() throws IOException {
        return Files.readString(RepositoryRoot.resolve("docs/failures.md"));
    }

    /** The source of every test class of the repository, by its name. */
    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String module :
                List.of(
                        "schemas",
                        "model-store",
                        "operators/inference",
                        "operators/flink",
                        "jobs",
                        "fuzz")) {
            Path folder = RepositoryRoot.resolve(module).resolve("src/test/java");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString().replace(".java", "");
                    tests.put(name, Files.readString(file));
                }
            }
        }
        return tests;
    }
}
