package io.runnel.jobs.command.topics;

import io.runnel.jobs.options.SchemaOptions;
import io.runnel.schemas.registry.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A schema registry on the command line, written as jobs have it; what is none is wrong use. */
public final class RegistryUrl implements ITypeConverter<RegistrySettings> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public RegistrySettings convert(String text) {
        List<URI> urls = SchemaOptions.addresses(text);
        if (urls.isEmpty()) {
            throw new TypeConversionException(
                    "expected an address such as http://localhost:8081, found '" + text + "'");
        }
        return new RegistrySettings(urls, null, PATIENCE);
    }
}
