package io.runnel.dashboard;

import io.runnel.dashboard.follow.FollowedTopics;
import io.runnel.dashboard.store.Retention;
import io.runnel.jobs.options.SchemaOptions;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of what is followed and kept. */
final class FollowOptions {
    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([dh])");

    /** Of one question, in which others are served; it is asked again as long as it takes. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(1);

    @Option(
            names = "--enriched",
            paramLabel = "TOPIC",
            description =
                    "A topic with enriched records, JSON or Avro; repeatable (default:"
                            + " invoices-enriched, transcripts-enriched, tickets-enriched).")
    private Set<String> enriched = new LinkedHashSet<>();

    @Option(
            names = "--dead-letters",
            paramLabel = "TOPIC",
            description =
                    "A dead-letter topic; repeatable (default: invoices-dlt, transcripts-dlt,"
                            + " tickets-dlt).")
    private Set<String> deadLetters = new LinkedHashSet<>();

    @Option(
            names = "--corrections",
            paramLabel = "TOPIC",
            defaultValue = FollowedTopics.CORRECTIONS,
            description =
                    "Where corrections go; made with the first one (default: ${DEFAULT-VALUE}).")
    private String corrections;

    @Option(
            names = {"--registry", "--schemas.registry.url"},
            paramLabel = "URL",
            description =
                    "The schema registry of jobs that write avro-confluent, as in their"
                            + " configuration; records that need none are read as well.")
    private String registry;

    @Option(
            names = "--schemas.registry.credentials-file",
            paramLabel = "FILE",
            description =
                    "A file with user:password, or Bearer and a token, for the registry (default:"
                            + " the variable SCHEMA_REGISTRY_CREDENTIALS, if it is set).")
    private String credentials;

    @Option(
            names = "--keep",
            paramLabel = "AGE",
            description =
                    "Keep documents and dead letters so long by their own time, such as 30d or 12h"
                            + " (default: all).")
    private String keep;

    @Option(
            names = "--keep-documents",
            paramLabel = "N",
            description = "Keep at most so many documents, the newest (default: all).")
    private String keepDocuments;

    @Option(
            names = "--keep-rejects",
            paramLabel = "N",
            description =
                    "Keep at most so many dead letters, the newest (default: as many as"
                            + " --keep-documents says).")
    private String keepRejects;

    FollowedTopics topics(List<String> mistakes) {
        FollowedTopics topics =
                new FollowedTopics(
                        enriched.isEmpty() ? FollowedTopics.defaultEnriched() : enriched,
                        deadLetters.isEmpty() ? FollowedTopics.defaultDeadLetters() : deadLetters,
                        corrections,
                        registry(mistakes));
        Set<String> twice = new TreeSet<>(topics.enriched());
        twice.retainAll(topics.deadLetters());
        if (topics.enriched().contains(corrections) || topics.deadLetters().contains(corrections)) {
            twice.add(corrections);
        }
        if (!twice.isEmpty()) {
            mistakes.add("--enriched, --dead-letters, --corrections: " + twice + " has two roles.");
        }
        return topics;
    }

    private RegistrySettings registry(List<String> mistakes) {
        if (registry == null) {
            if (credentials != null) {
                mistakes.add("--schemas.registry.credentials-file: expected --registry beside it.");
            }
            return null;
        }
        List<URI> urls = SchemaOptions.addresses(registry);
        if (urls.isEmpty()) {
            mistakes.add(
                    "--registry: expected an address such as http://localhost:8081, found '"
                            + registry
                            + "'.");
            return null;
        }
        RegistrySettings settings = new RegistrySettings(urls, credentials, REGISTRY_PATIENCE);
        try {
            new SchemaRegistry(settings);
        } catch (IllegalStateException e) {
            mistakes.add(e.getMessage());
        }
        return settings;
    }

    Retention retention(List<String> mistakes) {
        Long documents = number("--keep-documents", keepDocuments, mistakes);
        Long rejects = number("--keep-rejects", keepRejects, mistakes);
        return new Retention(age(mistakes), documents, keepRejects == null ? documents : rejects);
    }

    private Duration age(List<String> mistakes) {
        if (keep == null) {
            return null;
        }
        Matcher age = AGE.matcher(keep.strip());
        if (!age.matches() || Integer.parseInt(age.group(1)) == 0) {
            mistakes.add("--keep: expected a time such as 30d or 12h, found '" + keep + "'.");
            return null;
        }
        int number = Integer.parseInt(age.group(1));
        return age.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }

    private static Long number(String option, String written, List<String> mistakes) {
        if (written == null) {
            return null;
        }
        if (written.strip().matches("0*[1-9]\\d{0,15}")) {
            return Long.valueOf(written.strip());
        }
        mistakes.add(option + ": expected a whole number above 0, found '" + written + "'.");
        return null;
    }
}
