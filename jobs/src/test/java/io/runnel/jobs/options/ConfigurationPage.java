package io.runnel.jobs.options;

import io.runnel.flink.EngineOptions;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.RejectReason;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/**
 * Writes docs/configuration.md from the options themselves, so that it cannot say anything else.
 */
final class ConfigurationPage {
    /** Tells a reader of a stale page how to renew it. */
    static final String RENEW =
            "mvn -pl jobs test -Dtest=ConfigurationPageTest -Drunnel.docs.write=true";

    private ConfigurationPage() {}

    static String text() {
        return """
               # Configuration

               <!-- Made from the options in the code by `%s`; do not edit. -->

               There are two places, because there are two owners. **A job** says what it reads, writes and asks; its \
               options stand in its file. **The engine** belongs to the TaskManager process, which all jobs on it share; \
               its settings stand beside Flink's own in `config.yaml`. Neither may stand in the other place.

               ## Options of a job

               A value is looked for in this order: argument, environment variable, file, default.

               | Where | How `kafka.source.topic` is written there |
               | --- | --- |
               | argument | `--kafka.source.topic mail` or `--kafka.source.topic=mail` |
               | environment | `RUNNEL_KAFKA_SOURCE_TOPIC=mail` |
               | file, named by `--config FILE` | YAML, nested or dotted: `kafka: {source: {topic: mail}}` |

               The files in [`deploy/conf`](../deploy/conf) are a beginning. At start, the job prints every key with its \
               value and where it came from, secrets masked. It refuses unknown keys, and reports all mistakes together.

               %s
               `kafka.properties.*` goes to the Kafka clients as it is, without the prefix: \
               `kafka.properties.security.protocol=SASL_SSL`. Properties that an option above decides are refused.

               `mapping.*` says where the fields of a document stand in records of another shape, such as \
               `mapping.title: /ticket/subject`: [own-topics.md](own-topics.md).

               ### Before it starts

               A job asks the brokers, and starts only if

               - they answer, and the three topics exist or may be created (`kafka.missing-topics`);
               - `max.message.bytes` of the enriched and the dead-letter topic is not less than what the job may send;
               - the dead-letter topic is not compacted;
               - the enriched topic takes records of every time that the source topic takes \
               (`message.timestamp.before.max.ms`, `message.timestamp.after.max.ms`), since records keep their time;
               - with exactly-once: `transaction.max.timeout.ms` is not less than `delivery.transaction-timeout`;
               - of a backfill: its range is there, is over, and has records; and no transaction is open under its name, \
               unless it goes on from a savepoint or a checkpoint.

               The four before the last are not checked where the brokers do not let the job's user read their configuration. A job \
               with `kafka.documents.format=avro-confluent` asks the schema registry too ([schemas.md](schemas.md)), \
               one with `database.url` the database whether its tables are of this release ([database.md](database.md)).

               ## Dead letters

               A record that cannot be enriched goes to the dead-letter topic with its original value, key and headers, \
               and the headers below behind them, all UTF-8 text. Original headers whose names begin with `%s` are \
               replaced by them: those of an earlier failure do not pile up. Where all that does not fit, the value is \
               cut to a prefix, and then original headers and key are left out. The time of a dead letter is that of \
               its writing, so retention counts from then.

               %s
               %s
               ## Settings of the engine

               In the TaskManagers' `config.yaml`; the same on all TaskManagers of a cluster.

               %s"""
                .formatted(
                        RENEW,
                        jobTable(),
                        DeadLetterHeader.PREFIX,
                        headerTable(),
                        reasonTable(),
                        engineTable());
    }

    private static String jobTable() {
        StringBuilder table =
                new StringBuilder(
                        "| Key | Values | Default | What it does |\n| --- | --- | --- | --- |\n");
        for (JobOption<?> option : JobOptions.all()) {
            String defaults =
                    defaults(option).stream()
                            .map(text -> "`" + text + "`")
                            .collect(Collectors.joining(", "));
            table.append(
                    String.format(
                            "| `%s` | %s | %s | %s |%n",
                            option.key(), option.expected(), defaults, option.description()));
        }
        return table.toString();
    }

    private static String headerTable() {
        StringBuilder table = new StringBuilder("| Header | What it says |\n| --- | --- |\n");
        for (DeadLetterHeader.Meaning meaning : DeadLetterHeader.meanings()) {
            table.append(String.format("| `%s` | %s |%n", meaning.header(), meaning.text()));
        }
        return table.toString();
    }

    private static String reasonTable() {
        StringBuilder table =
                new StringBuilder("| Reason | Retryable | What it means |\n| --- | --- | --- |\n");
        for (RejectReason reason : RejectReason.values()) {
            String retryable = reason.retry() == RejectReason.Retry.USEFUL ? "yes" : "no";
            table.append(
                    String.format("| `%s` | %s | %s |%n", reason, retryable, reason.description()));
        }
        return table.toString();
    }

    private static String engineTable() {
        StringBuilder table =
                new StringBuilder("| Key | Default | What it does |\n| --- | --- | --- |\n");
        for (ConfigOption<?> option : EngineOptions.all()) {
            String fallback =
                    option.hasDefaultValue()
                            ? "`" + JobOption.text(option.defaultValue()) + "`"
                            : "";
            table.append(
                    String.format(
                            "| `%s` | %s | %s |%n",
                            option.key(),
                            fallback,
                            JobOption.description(option).replace("<", "\\<")));
        }
        return table.toString();
    }

    /** One default if it is the same for all types, else one for each, or none. */
    static List<String> defaults(JobOption<?> option) {
        List<String> all =
                Arrays.stream(DocumentType.values())
                        .map(option::defaultTextFor)
                        .flatMap(Optional::stream)
                        .toList();
        List<String> distinct = all.stream().distinct().toList();
        return distinct.size() < 2 ? distinct : all;
    }
}
