package io.runnel.jobs.options;

import io.runnel.flink.EnrichmentSettings;
import io.runnel.flink.WaitingSettings;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.privacy.PrivacySettings;

/**
 * Everything that a job needs to know; what it says has been checked.
 *
 * @param mapping from what the source has to documents
 * @param database where enriched records go beside Kafka, or {@code null} for nowhere
 */
public record JobSettings(
        DocumentType type,
        KafkaSettings kafka,
        SchemaSettings schemas,
        DeliverySettings delivery,
        EnrichmentSettings tasks,
        WaitingSettings waiting,
        PrivacySettings privacy,
        DocumentMapping mapping,
        DatabaseSettings database) {
    /**
     * The settings that these options mean.
     *
     * @throws OptionMistakes with every mistake of arguments, environment and file
     */
    public static JobSettings of(EffectiveOptions options) {
        return new SettingsReader(options).read();
    }
}
