package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every command that the docs tell the reader to type is one that its program takes. Nothing is run
 * here: {@link DocsCommandsITCase} does that.
 */
class DocsCommandsTest {
    private static final Pattern TEST = Pattern.compile("\\b\\w+(?:Test|ITCase)\\b");
    private static final List<CallCheck> CHECKS =
            List.of(new RunnelCalls(), new FlinkCalls(), new MavenCalls(), new FileCalls());

    private final List<Page> pages = Page.all();
    private final List<DocsCommand> typed = DocsCommand.inFences(pages);

    @Test
    void everyCommandIsOneThatItsProgramTakes() {
        List<String> mistakes = new ArrayList<>();
        for (DocsCommand command : typed) {
            for (Call call : command.calls()) {
                check(call).forEach(mistake -> mistakes.add(command + "\n      " + mistake));
            }
        }
        assertThat(mistakes).isEmpty();
        assertThat(typed).hasSizeGreaterThan(20);
    }

    @Test
    void noPageIsAScriptUnlessATestOfItsOwnRunsIt() {
        assertThat(typed)
                .as(
                        "Commands with variables or here-documents: write them out, or let a test"
                            + " run the whole page (Page.ownTest)")
                .noneMatch(DocsCommand::isScript);
    }

    @Test
    void everyNameInASentenceIsThere() {
        RunnelNames names = new RunnelNames(new TestTerminal().parse());
        List<String> mistakes = new ArrayList<>();
        List<DocsCommand> named =
                DocsCommand.inText(
                        pages.stream()
                                .filter(page -> !page.name().equals("CHANGELOG.md"))
                                .toList());
        for (DocsCommand command : named) {
            names.unknown(command.calls().get(0))
                    .forEach(mistake -> mistakes.add(command + "\n      " + mistake));
        }
        assertThat(mistakes).isEmpty();
        assertThat(named).hasSizeGreaterThan(30);
    }

    @Test
    void everyCommandIsRunByATestOrSaysWhyNot() {
        List<String> neither = new ArrayList<>();
        for (DocsCommand command : typed) {
            for (Call call : command.calls()) {
                if (NotExecuted.of(call).isEmpty() && !Reader.canRun(call)) {
                    neither.add(command.toString());
                }
            }
        }
        assertThat(neither)
                .as(
                        "Commands that DocsCommandsITCase cannot run: give a reason for each in"
                                + " NotExecuted")
                .isEmpty();
    }

    @Test
    void noReasonOutlivesItsCommandOrItsTest() {
        assertThat(NotExecuted.ALL)
                .as("Reasons for commands that are in no page: remove them from NotExecuted")
                .allMatch(
                        entry ->
                                typed.stream()
                                        .flatMap(command -> command.calls().stream())
                                        .anyMatch(entry::isFor));
        for (NotExecuted entry : NotExecuted.ALL) {
            Matcher test = TEST.matcher(entry.why());
            while (test.find()) {
                assertThat(Project.hasTest(Path.of(""), test.group()))
                        .as("%s, in the reason for '%s'", test.group(), entry.begins())
                        .isTrue();
            }
        }
    }

    @Test
    void refusesWhatWouldMisleadAReader() {
        assertThat(
                        List.of(
                                "./runnel enrich --type ticket --input a.jsonl",
                                "./runnel models lst",
                                "./runnel run --type ticket --kafka.sorce.topic x",
                                "./runnel run --type ticket --config deploy/conf/letters.yaml",
                                "flink run -d --typ x jobs/target/runnel-jobs-0.0.1.jar --type"
                                        + " ticket",
                                "flink run -d jobs/target/runnel-jobs-0.0.1.jar --type ticket",
                                "flink stop --savepointFolder /s JOB_ID",
                                "mvn verify -Pclusters",
                                "mvn -pl operators/none verify",
                                "mvn test -Dtest=NoSuchTest",
                                "python model-store/training/no_such.py",
                                "fuzz/no-such.sh Redaction"))
                .allSatisfy(text -> assertThat(check(call(text))).as(text).isNotEmpty());
    }

    private static Call call(String text) {
        return Call.of(ShellWords.of(text).orElseThrow()).get(0);
    }

    private static List<String> check(Call call) {
        Optional<CallCheck> check = CHECKS.stream().filter(each -> each.knows(call)).findFirst();
        return check.map(known -> known.mistakes(call)).orElse(List.of());
    }
}
