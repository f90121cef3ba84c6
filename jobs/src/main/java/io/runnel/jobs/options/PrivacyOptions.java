package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.Redactor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is taken out of everything that leaves a job. */
public final class PrivacyOptions {
    private static final String NONE = "none";
    private static final String ALL_KINDS = "all";

    public static final JobOption<String> REDACT =
            JobOption.of(
                    key("privacy.redact")
                            .stringType()
                            .defaultValue(NONE)
                            .withDescription(
                                    "Personal data that is taken out of documents, entities, summaries"
                                            + " and dead letters before they are written; the models"
                                            + " read the whole text. With person, dead letters have no"
                                            + " value, since nobody has looked for names in it."),
                    "none, all, or some of "
                            + Arrays.stream(PersonalData.values())
                                    .map(PersonalData::label)
                                    .collect(Collectors.joining(", "))
                            + " with commas between them",
                    text -> kinds(text).isPresent());

    public static final JobOption<Redactor.Mode> MODE =
            JobOption.oneOf(
                    key("privacy.mode")
                            .enumType(Redactor.Mode.class)
                            .defaultValue(Redactor.Mode.MASK)
                            .withDescription(
                                    "What stands in its place: mask writes what it was, such as"
                                            + " [email]; hash adds a keyed hash, so that equal data"
                                            + " can be counted and joined; drop writes nothing."),
                    Redactor.Mode.class);

    public static final JobOption<String> HASH_KEY_FILE =
            JobOption.of(
                    key("privacy.hash-key-file")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "File with the key of privacy.mode=hash, 16 bytes or more. Each"
                                            + " TaskManager reads its own, so the key is in no job"
                                            + " graph, checkpoint or log."),
                    "the path of a file on every TaskManager",
                    path -> !path.isBlank());

    static final List<JobOption<?>> ALL = List.of(REDACT, MODE, HASH_KEY_FILE);

    private PrivacyOptions() {}

    /** The kinds that a value of {@link #REDACT} names; empty if it names something else. */
    static Optional<Set<PersonalData>> kinds(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.equals(NONE)) {
            return Optional.of(Set.of());
        }
        if (plain.equals(ALL_KINDS)) {
            return Optional.of(EnumSet.allOf(PersonalData.class));
        }
        Set<PersonalData> kinds = EnumSet.noneOf(PersonalData.class);
        for (String label : plain.split(",", -1)) {
            Optional<PersonalData> kind =
                    Arrays.stream(PersonalData.values())
                            .filter(each -> each.label().equals(label.strip()))
                            .findFirst();
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            kinds.add(kind.get());
        }
        return Optional.of(kinds);
    }
}
