package io.runnel.jobs.registry;

import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be true of the schema registry before a job starts. Nothing is registered here: a
 * schema that a job registered by itself would have been looked at by nobody.
 */
public final class SchemaConditions {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaConditions.class);

    private SchemaConditions() {}

    /**
     * Asks the registry, if the job has one.
     *
     * @throws UnmetSchemas with all that is missing, and the command that brings it
     * @throws io.runnel.schemas.registry.RegistryUnavailable if the registry does not answer
     */
    public static void check(JobSettings settings) {
        if (settings.schemas().registry() == null) {
            return;
        }
        SchemaRegistry registry = new SchemaRegistry(settings.schemas().registry());
        List<String> faults = new ArrayList<>();
        for (JobSubject subject : JobSubject.of(settings)) {
            SubjectState state = SubjectState.of(registry, subject);
            faults.addAll(state.faults());
            if (!state.isGuarded()) {
                LOG.warn(
                        "Subject '{}' asks for {} of new versions only; {} keeps what readers rely"
                                + " on. {} sets it.",
                        subject.name(),
                        state.asked(),
                        subject.compatibility(),
                        registerCommand(settings));
            }
        }
        if (!faults.isEmpty()) {
            throw new UnmetSchemas(
                    faults,
                    "Jobs register nothing by themselves. "
                            + registerCommand(settings)
                            + " registers the schemas of this release.");
        }
    }

    /** The command that registers what the job needs, as it is typed. */
    static String registerCommand(JobSettings settings) {
        RegistrySettings registry = settings.schemas().registry();
        String urls = registry.urls().stream().map(URI::toString).collect(Collectors.joining(","));
        StringBuilder command = new StringBuilder("'./runnel schemas register --type ");
        command.append(settings.type().label()).append(" --registry ").append(urls);
        String source = settings.kafka().source().topic();
        String enriched = settings.kafka().enriched().topic();
        if (!source.equals(settings.type().topic())) {
            command.append(" --kafka.source.topic ").append(source);
        }
        if (!enriched.equals(settings.type().topic() + "-enriched")) {
            command.append(" --kafka.sink.topic ").append(enriched);
        }
        if (registry.credentialsFile() != null) {
            command.append(" --schemas.registry.credentials-file ")
                    .append(registry.credentialsFile());
        }
        return command.append('\'').toString();
    }
}
