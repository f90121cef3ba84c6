package io.runnel.jobs.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Calls of {@code mvn}: phases, and profiles, modules and tests that this project has. */
final class MavenCalls implements CallCheck {
    private static final Set<String> PHASES =
            Set.of("clean", "validate", "compile", "test", "package", "verify", "install");
    private static final Set<String> FLAGS =
            Set.of("-am", "-amd", "-B", "-e", "-N", "-ntp", "-o", "-q", "-U", "-X");

    @Override
    public boolean knows(Call call) {
        return call.program().equals("mvn");
    }

    @Override
    public List<String> mistakes(Call call) {
        List<String> mistakes = new ArrayList<>();
        List<Path> modules = new ArrayList<>();
        List<String> words = call.arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("-pl")) {
                i++;
                for (String module : (i < words.size() ? words.get(i) : "nothing").split(",", -1)) {
                    modules.add(Path.of(module));
                }
            } else if (word.startsWith("-P")) {
                for (String profile : word.substring(2).split(",", -1)) {
                    if (!Project.profiles().contains(profile)) {
                        mistakes.add(
                                "mvn: no profile " + profile + "; there are " + Project.profiles());
                    }
                }
            } else if (!word.startsWith("-D") && !FLAGS.contains(word) && !PHASES.contains(word)) {
                mistakes.add("mvn: " + word + " is no phase of " + PHASES + " and no known flag");
            }
        }
        modules.stream()
                .filter(module -> !Files.exists(Page.ROOT.resolve(module).resolve("pom.xml")))
                .forEach(module -> mistakes.add("mvn: there is no module " + module));
        if (mistakes.isEmpty()) {
            mistakes.addAll(
                    missingTests(words, modules.isEmpty() ? List.of(Path.of("")) : modules));
        }
        return mistakes;
    }

    private static List<String> missingTests(List<String> words, List<Path> modules) {
        return words.stream()
                .filter(word -> word.matches("-D(it\\.)?test=.*"))
                .flatMap(word -> Stream.of(word.substring(word.indexOf('=') + 1).split(",", -1)))
                .map(test -> test.replaceAll("#.*", ""))
                .filter(test -> !test.contains("*"))
                .filter(test -> modules.stream().noneMatch(module -> Project.hasTest(module, test)))
                .map(test -> "mvn: there is no test " + test + " in " + modules)
                .toList();
    }
}
