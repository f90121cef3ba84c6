package io.runnel.jobs.command;

import io.runnel.schemas.document.DocumentType;
import picocli.CommandLine.Option;

/** The option that says which of the three jobs a command is about. */
public final class JobType {
    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "invoice, transcript or ticket.")
    private DocumentType type;

    public DocumentType get() {
        return type;
    }
}
