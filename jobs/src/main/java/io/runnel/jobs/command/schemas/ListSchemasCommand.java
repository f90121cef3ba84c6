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

/** The versions in the subjects of a job. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        header = "List the versions that a registry has of a job's schemas.",
        description = {
            "Each with its id and whether it fits to this release: whether its documents can be read, or"
                    + " whether it can read the enriched records that are written now."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./runnel schemas list --type ticket --registry http://localhost:8081"})
public final class ListSchemasCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private SubjectOptions options;
    @Unmatched private List<String> keys = new ArrayList<>();

    public ListSchemasCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JobSettings settings = options.settings(keys);
        SchemaRegistry registry = new SchemaRegistry(settings.schemas().registry());
        for (JobSubject subject : JobSubject.of(settings)) {
            SubjectState state = SubjectState.of(registry, subject);
            terminal.out().println(subject.name() + "  " + state.asked());
            state.versions().forEach(version -> terminal.out().println(line(state, version)));
        }
        terminal.out().flush();
        return 0;
    }

    private static String line(SubjectState state, SubjectState.Version version) {
        boolean own = state.own().filter(each -> each.version() == version.number()).isPresent();
        String fit =
                own
                        ? "this release"
                        : version.misfit().map(misfit -> "does not fit: " + misfit).orElse("fits");
        return "  version %d  id %d  %s".formatted(version.number(), version.id(), fit);
    }
}
