package io.runnel.jobs.registry;

import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.RegistryRefusal;
import io.runnel.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * What a registry has of a subject.
 *
 * @param versions oldest first
 * @param own where the schema of this release is among them
 * @param asked what the registry asks of new versions
 */
public record SubjectState(
        JobSubject subject,
        List<Version> versions,
        Optional<RegisteredSchema> own,
        Compatibility asked) {
    /**
     * A version, and why it does not fit to this release, if so: a document's cannot be read by it,
     * an enriched record's cannot read it.
     */
    public record Version(int number, int id, Optional<String> misfit) {}

    /** Asks the registry. */
    public static SubjectState of(SchemaRegistry registry, JobSubject subject) {
        List<Version> versions = new ArrayList<>();
        for (int number : registry.versions(subject.name())) {
            versions.add(version(registry, subject, number));
        }
        return new SubjectState(
                subject,
                versions,
                registry.lookUp(subject.name(), subject.schema()),
                registry.compatibility(subject.name()));
    }

    /** Whether the registry asks for as much as it should. */
    public boolean isGuarded() {
        return asked.asksForAllOf(subject.compatibility());
    }

    /** Why the job cannot work with the subject, one sentence for each reason. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (versions.isEmpty()) {
            faults.add("Subject '" + subject.name() + "' is not in the registry.");
            return faults;
        }
        switch (subject.use()) {
            case READ -> {
                Version newest = versions.get(versions.size() - 1);
                newest.misfit().ifPresent(misfit -> faults.add(sentence(newest, misfit)));
            }
            case WRITTEN -> {
                if (own.isEmpty()) {
                    faults.add(
                            "Subject '"
                                    + subject.name()
                                    + "' has no version that is "
                                    + subject.schema().getFullName()
                                    + " of this release.");
                }
            }
        }
        return faults;
    }

    private String sentence(Version version, String misfit) {
        return "Subject '"
                + subject.name()
                + "': what is written with its newest version, "
                + version.number()
                + " (id "
                + version.id()
                + "), cannot be read as "
                + subject.schema().getFullName()
                + " of this release: "
                + misfit
                + ".";
    }

    private static Version version(SchemaRegistry registry, JobSubject subject, int number) {
        try {
            RegisteredSchema found = registry.version(subject.name(), number);
            Optional<String> misfit =
                    switch (subject.use()) {
                        case READ -> misfit(subject.schema(), found.schema());
                        case WRITTEN -> misfit(found.schema(), subject.schema());
                    };
            return new Version(number, found.id(), misfit);
        } catch (RegistryRefusal refusal) {
            return new Version(number, 0, Optional.of(refusal.getMessage()));
        }
    }

    /** The first reason why the reader does not understand the writer. */
    private static Optional<String> misfit(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .findFirst()
                .map(SubjectState::text);
    }

    private static String text(Incompatibility wrong) {
        return wrong.getType() + " at " + wrong.getLocation() + ", " + wrong.getMessage();
    }
}
