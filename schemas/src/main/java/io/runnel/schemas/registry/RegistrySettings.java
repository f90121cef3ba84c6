package io.runnel.schemas.registry;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the registry is. It travels to the TaskManagers with the job; credentials do not, each
 * process reads its own: see {@link RegistryCredentials}.
 *
 * @param urls of one registry, asked in turn until one answers
 * @param credentialsFile a file on every machine, or {@code null}
 * @param patience how long an answer is waited for, all attempts together
 */
public record RegistrySettings(List<URI> urls, String credentialsFile, Duration patience)
        implements Serializable {
    public RegistrySettings {
        urls = List.copyOf(urls);
    }
}
