package io.runnel.jobs.command.schemas;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Terminal;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.codec.JsonSchemas;
import io.runnel.schemas.document.DocumentType;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A schema as it is published. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Print a schema of this release, complete in itself.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./runnel schemas show ticket > ticket.avsc",
            "  ./runnel schemas show enriched --format json > enriched.schema.json"
        })
public final class ShowSchemaCommand implements Callable<Integer> {
    private static final String ENRICHED = "enriched";

    /** The language of the schema. */
    enum Format {
        AVRO,
        JSON
    }

    private final Terminal terminal;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "invoice, transcript, ticket or enriched.")
    private String name;

    @Option(
            names = "--format",
            paramLabel = "avro|json",
            defaultValue = "avro",
            description = "Avro, or JSON Schema (default: ${DEFAULT-VALUE}).")
    private Format format;

    public ShowSchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        String plain = name.toLowerCase(Locale.ROOT);
        if (!plain.equals(ENRICHED) && DocumentType.ofLabel(plain).isEmpty()) {
            throw new CommandFailure(
                    "There is no schema '"
                            + name
                            + "'; expected invoice, transcript, ticket or enriched.");
        }
        terminal.out()
                .println(
                        switch (format) {
                            case AVRO -> SchemaFormatter.format("json/pretty", avro(plain));
                            case JSON -> JsonSchemas.text(plain).strip();
                        });
        terminal.out().flush();
        return 0;
    }

    private static Schema avro(String name) {
        return DocumentType.ofLabel(name).map(AvroSchemas::of).orElseGet(AvroSchemas::enriched);
    }
}
