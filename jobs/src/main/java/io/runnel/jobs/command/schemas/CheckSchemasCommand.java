package io.runnel.jobs.command.schemas;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.registry.JobSubject;
import io.runnel.jobs.registry.SubjectState;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** Whether a job could start with a registry, and whether its subjects are guarded. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        header = "Check whether a registry has what a job needs; changes nothing.",
        description = {
            "Exit code 1 if the job would not start, if the registry would not take a schema of this"
                    + " release, or if a subject asks for less than it should of new versions."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel schemas check --type ticket --registry http://localhost:8081",
            "  ./runnel schemas check --type ticket --config tickets.yaml"
        })
public final class CheckSchemasCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private SubjectOptions options;
    @Unmatched private List<String> keys = new ArrayList<>();

    public CheckSchemasCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JobSettings settings = options.settings(keys);
        SchemaRegistry registry = new SchemaRegistry(settings.schemas().registry());
        boolean good = true;
        for (JobSubject subject : JobSubject.of(settings)) {
            List<String> faults = faults(registry, subject);
            terminal.out().println(subject.name() + (faults.isEmpty() ? "  good" : ""));
            faults.forEach(fault -> terminal.out().println("  - " + fault));
            good &= faults.isEmpty();
        }
        terminal.out().flush();
        return good ? 0 : 1;
    }

    private static List<String> faults(SchemaRegistry registry, JobSubject subject) {
        SubjectState state = SubjectState.of(registry, subject);
        List<String> faults = new ArrayList<>(state.faults());
        if (!state.isGuarded()) {
            faults.add(
                    "It asks for "
                            + state.asked()
                            + " of new versions; expected "
                            + subject.compatibility()
                            + " or more. './runnel schemas register' sets it.");
        }
        if (state.own().isEmpty() && !registry.takes(subject.name(), subject.schema())) {
            faults.add(
                    "The registry would refuse "
                            + subject.schema().getFullName()
                            + " of this release as its next version.");
        }
        return faults;
    }
}
