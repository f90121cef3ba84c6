package io.runnel.jobs.options;

import static io.runnel.jobs.options.GivenOptions.mistakesOf;
import static io.runnel.jobs.options.GivenOptions.settings;
import static io.runnel.jobs.options.GivenOptions.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.flink.FieldsSettings;
import io.runnel.flink.FieldsSettings.WhenMissing;
import io.runnel.flink.LanguageDetection;
import io.runnel.flink.LanguageSettings;
import io.runnel.flink.WritingSettings;
import io.runnel.flink.ZeroShotSettings;
import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of which model. */
class TaskSettingsTest {
    @Test
    void readsHowTheLanguageIsToldAndWhoReadsFields() {
        JobSettings settings =
                settings(
                        "--language.detection=off",
                        "--language.min-confidence=0.85",
                        "--tasks.entities.model=mine/2",
                        "--tasks.fields.head=receipts");

        assertThat(settings.tasks().language())
                .isEqualTo(new LanguageSettings(LanguageDetection.OFF, 0.85));
        assertThat(settings.tasks().fields())
                .isEqualTo(new FieldsSettings(new Head("mine/2", "receipts"), WhenMissing.FAIL));
    }

    @Test
    void readsLabelsThatAreOnlyNamedAndWhoWritesSummaries() {
        JobSettings settings =
                settings(
                        "--tasks.classification.candidate-labels=billing, delivery,",
                        "--tasks.classification.candidate-choice=any",
                        "--tasks.summary.writer=mine/1",
                        "--tasks.summary.writer-max-tokens=64",
                        "--tasks.summary.writer-unfaithful=replace-summary",
                        "--tasks.summary.writer-seed=7");

        assertThat(settings.tasks().brought().zeroShot())
                .isEqualTo(
                        new ZeroShotSettings(
                                List.of("billing", "delivery"), "This example is {}.", Choice.ANY));
        assertThat(settings.tasks().brought().writing())
                .isEqualTo(
                        new WritingSettings(
                                "mine/1",
                                64,
                                Duration.ofMinutes(1),
                                0.5,
                                OnFailure.REPLACE_SUMMARY,
                                7));
    }

    @Test
    void refusesWhatSaysNothingAlone() {
        assertThat(
                        mistakesOf(
                                        with(
                                                "--tasks.classification.hypothesis=It is {}.",
                                                "--tasks.summary.writer-timeout=9 s"))
                                .mistakes())
                .hasSize(2)
                .anySatisfy(
                        mistake ->
                                assertThat(mistake)
                                        .startsWith("tasks.classification.hypothesis: expected")
                                        .contains("tasks.classification.candidate-labels"))
                .anySatisfy(
                        mistake ->
                                assertThat(mistake)
                                        .startsWith("tasks.summary.writer-timeout: expected")
                                        .contains("tasks.summary.writer beside it"));
    }

    @Test
    void refusesCandidateLabelsThatAreNone() {
        assertThat(mistakesOf(with("--tasks.classification.candidate-labels=, ,")).mistakes())
                .singleElement()
                .asString()
                .startsWith("tasks.classification.candidate-labels: expected labels");
    }

    @Test
    void insistsOnFieldsWhereTheirModelIsNamed() {
        assertThat(settings("--tasks.fields.model=mine/2").tasks().fields())
                .isEqualTo(
                        new FieldsSettings(new Head("mine/2", "invoice-fields"), WhenMissing.FAIL));
    }
}
