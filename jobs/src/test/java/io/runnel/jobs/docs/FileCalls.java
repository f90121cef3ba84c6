package io.runnel.jobs.docs;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/** Calls of scripts of the repository, by themselves or by Python. */
final class FileCalls implements CallCheck {
    private static final Set<String> PYTHON = Set.of("python", "python3");

    @Override
    public boolean knows(Call call) {
        return PYTHON.contains(call.program())
                || (call.program().matches("[\\w.][\\w./-]*/[\\w.-]+")
                        && !call.program().equals(RunnelCalls.PROGRAM)
                        && !call.program().contains("bin/"));
    }

    @Override
    public List<String> mistakes(Call call) {
        boolean python = PYTHON.contains(call.program());
        if (python && call.arguments().contains("-m")) {
            return List.of(); // a package of the reader's
        }
        String script =
                python
                        ? call.arguments().stream()
                                .filter(word -> !word.startsWith("-"))
                                .findFirst()
                                .orElse("nothing")
                        : call.program();
        var file = Page.ROOT.resolve(script);
        if (!Files.isRegularFile(file)) {
            return List.of("the script " + script + " is not in the repository");
        }
        return python || Files.isExecutable(file)
                ? List.of()
                : List.of("the script " + script + " cannot be executed: chmod +x");
    }
}
