package io.runnel.jobs.options;

import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaIdPlacement;

/**
 * Where schemas are, and how records name theirs.
 *
 * @param registry {@code null} where the documents' format needs none
 */
public record SchemaSettings(RegistrySettings registry, SchemaIdPlacement placement) {}
