package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.schemas.registry.SchemaIdPlacement;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which schema registry a job asks, where its documents have a format that needs one. */
public final class SchemaOptions {
    public static final JobOption<String> REGISTRY_URL =
            JobOption.of(
                    key("schemas.registry.url")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "Where the registry speaks Confluent's protocol; several"
                                            + " addresses of one registry are asked in turn. Apicurio's"
                                            + " is http://HOST:PORT/apis/ccompat/v7. Must be given with"
                                            + " kafka.documents.format=avro-confluent."),
                    "http or https addresses without user and query, separated by commas",
                    text -> !addresses(text).isEmpty());

    public static final JobOption<String> CREDENTIALS_FILE =
            JobOption.of(
                    key("schemas.registry.credentials-file")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "File with user:password, or with Bearer and a token, for the"
                                            + " registry. Each process reads its own, so they are in"
                                            + " no job graph, checkpoint or log. Without it, the"
                                            + " variable SCHEMA_REGISTRY_CREDENTIALS of the process's"
                                            + " environment is read."),
                    "the path of a file on every TaskManager and where the job is submitted",
                    path -> !path.isBlank());

    public static final JobOption<Duration> TIMEOUT =
            JobOption.of(
                    key("schemas.registry.timeout")
                            .durationType()
                            .defaultValue(Duration.ofSeconds(30))
                            .withDescription(
                                    "How long an answer of the registry is waited for, all attempts"
                                            + " together. Then the job fails and starts again from its"
                                            + " last checkpoint; no record is rejected for it."),
                    "a duration such as 30 s",
                    timeout -> !timeout.isNegative() && !timeout.isZero());

    public static final JobOption<SchemaIdPlacement> WRITTEN_ID =
            JobOption.oneOf(
                    key("schemas.written-id")
                            .enumType(SchemaIdPlacement.class)
                            .defaultValue(SchemaIdPlacement.VALUE)
                            .withDescription(
                                    "Where an enriched record says which schema it has: value is five"
                                            + " bytes before the Avro record, header is"
                                            + " __value_schema_id with the schema's GUID. Documents"
                                            + " are read either way."),
                    SchemaIdPlacement.class);

    static final List<JobOption<?>> ALL =
            List.of(REGISTRY_URL, CREDENTIALS_FILE, TIMEOUT, WRITTEN_ID);

    private SchemaOptions() {}

    /** The addresses in a value of {@link #REGISTRY_URL}; none if one of them is no address. */
    public static List<URI> addresses(String text) {
        List<URI> urls = urls(text);
        return urls.stream().allMatch(SchemaOptions::isAddress) ? urls : List.of();
    }

    /** Without the slash at their end. */
    private static List<URI> urls(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(url -> url.strip().replaceAll("/+$", ""))
                .map(SchemaOptions::uri)
                .toList();
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return URI.create("");
        }
    }

    private static boolean isAddress(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        return (scheme.equals("http") || scheme.equals("https"))
                && url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
