package io.runnel.jobs.deploy;

import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Dockerfile's stages with their instructions; comments and folds are gone. */
record Dockerfile(Map<String, List<Dockerfile.Instruction>> stages) {
    private static final Pattern STAGE = Pattern.compile("FROM (\\S+) AS (\\S+)");

    /**
     * One instruction.
     *
     * @param name in capitals
     * @param options those that begin with two dashes
     * @param words what follows them
     */
    record Instruction(String name, List<String> options, List<String> words) {
        private static Instruction parse(String line) {
            List<String> words = new ArrayList<>(List.of(line.split("\\s+")));
            String name = words.remove(0);
            List<String> options = new ArrayList<>();
            while (!words.isEmpty() && words.get(0).startsWith("--")) {
                options.add(words.remove(0));
            }
            return new Instruction(name, options, words);
        }

        String text() {
            return String.join(" ", words);
        }
    }

    static Dockerfile ofProject() throws IOException {
        String text =
                Files.readString(RepositoryRoot.resolve("deploy/docker/Dockerfile"))
                        .replaceAll("(?m)^#.*\\R", "")
                        .replaceAll("\\\\\\R\\s*", "");
        Map<String, List<Instruction>> stages = new LinkedHashMap<>();
        List<Instruction> stage = new ArrayList<>();
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            Matcher begins = STAGE.matcher(line);
            if (begins.matches()) {
                stage = new ArrayList<>();
                stages.put(begins.group(2), stage);
            }
            stage.add(Instruction.parse(line));
        }
        return new Dockerfile(stages);
    }

    /** The image that a stage begins with. */
    String base(String stage) {
        return stages.get(stage).get(0).words().get(0);
    }

    List<Instruction> instructions(String stage, String name) {
        return stages.get(stage).stream().filter(each -> each.name().equals(name)).toList();
    }

    /** The last instruction of this name, which is the one that counts. */
    Instruction last(String stage, String name) {
        List<Instruction> all = instructions(stage, name);
        return all.get(all.size() - 1);
    }
}
