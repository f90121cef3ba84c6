package io.runnel.jobs.command.schemas;

import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.registry.JobSubject;
import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Unmatched;

/** The schemas of this release into a registry: the only place that registers. */
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        header = "Register the schemas that a job reads and writes with, and guard their subjects.",
        description = {
            "The subject of the documents asks for BACKWARD of new versions, that of the enriched records"
                    + " for FULL_TRANSITIVE; what one asks for already, it goes on asking for. What is"
                    + " registered already stays. Keys of the job can be given as options."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel schemas register --type ticket --registry http://localhost:8081",
            "  ./runnel schemas register --type invoice --config invoices.yaml"
        })
public final class RegisterSchemasCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private SubjectOptions options;
    @Unmatched private List<String> keys = new ArrayList<>();

    public RegisterSchemasCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        JobSettings settings = options.settings(keys);
        SchemaRegistry registry = new SchemaRegistry(settings.schemas().registry());
        for (JobSubject subject : JobSubject.of(settings)) {
            Compatibility asked = registry.compatibility(subject.name());
            if (!asked.asksForAllOf(subject.compatibility())) {
                registry.require(subject.name(), asked.and(subject.compatibility()));
            }
            RegisteredSchema made = registry.register(subject.name(), subject.schema());
            terminal.out()
                    .printf(
                            "%s  version %d  id %d  %s  %s%n",
                            subject.name(),
                            made.version(),
                            made.id(),
                            subject.schema().getFullName(),
                            registry.compatibility(subject.name()));
        }
        terminal.out().flush();
        return 0;
    }
}
