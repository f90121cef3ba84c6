package io.runnel.modelstore.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.modelstore.ModelFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationConfigTest {
    @TempDir Path folder;

    @Test
    void readsTheSettingsOfASummarizer() throws IOException {
        write(
                "generation_config.json",
                """
                {"num_beams": 4, "length_penalty": 2.0, "early_stopping": true, "max_length": 142,
                 "min_length": 56, "no_repeat_ngram_size": 3, "decoder_start_token_id": 2,
                 "eos_token_id": 2, "pad_token_id": 1, "forced_bos_token_id": 0,
                 "forced_eos_token_id": 2, "bad_words_ids": [[7], [8, 9]]}
                """);
        GenerationSettings settings = GenerationConfig.read(folder);
        assertThat(settings.beams()).isEqualTo(new BeamRule(4, 2, EarlyStopping.FIRST_FINISHED));
        assertThat(settings.lengths().most(1)).isEqualTo(142);
        assertThat(settings.lengths().least(1)).isEqualTo(56);
        assertThat(settings.repetition().ngram()).isEqualTo(3);
        assertThat(settings.ids()).isEqualTo(new SpecialIds(2, List.of(2), 1, 0, List.of(2)));
        assertThat(settings.forbidden().badWords()).containsExactly(List.of(7), List.of(8, 9));
    }

    @Test
    void writesTwentyTokensGreedilyWhereNothingIsSaid() {
        GenerationSettings settings = GenerationConfig.read(folder);
        assertThat(settings.lengths().most(5)).isEqualTo(25);
        assertThat(settings.beams()).isEqualTo(BeamRule.GREEDY);
        assertThat(settings.sampling().choice()).isEqualTo(Sampling.Choice.LIKELIEST);
    }

    @Test
    void newTokensComeBeforeTheWholeLength() throws IOException {
        write(
                "generation_config.json",
                "{\"max_length\": 50, \"max_new_tokens\": 7, \"min_length\": 9, \"min_new_tokens\": 3}");
        LengthLimits lengths = GenerationConfig.read(folder).lengths();
        assertThat(lengths.most(10)).isEqualTo(17);
        assertThat(lengths.least(10)).isEqualTo(13);
    }

    @Test
    void followsWhatAnOldConfigSaysOfSummaries() throws IOException {
        write(
                "config.json",
                """
                {"decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0,
                 "task_specific_params": {"summarization": {"num_beams": 4, "max_length": 200}}}
                """);
        GenerationSettings settings = GenerationConfig.read(folder);
        assertThat(settings.beams().beams()).isEqualTo(4);
        assertThat(settings.ids().ends()).containsExactly(1);
    }

    @Test
    void aModelsOwnSettingsComeBeforeWhatItsBaseSaysOfSummaries() throws IOException {
        write(
                "config.json",
                """
                {"task_specific_params": {"summarization":
                    {"num_beams": 4, "max_length": 200, "no_repeat_ngram_size": 3}}}
                """);
        write(
                "generation_config.json",
                "{\"num_beams\": 1, \"max_length\": 60, \"no_repeat_ngram_size\": null}");
        GenerationSettings settings = GenerationConfig.read(folder);
        assertThat(settings.beams().beams()).isEqualTo(1);
        assertThat(settings.lengths().most(1)).isEqualTo(60);
        assertThat(settings.repetition().ngram()).isEqualTo(3);
    }

    @Test
    void padsWithTheEndWhereThereIsNoPadding() throws IOException {
        write(
                "generation_config.json",
                "{\"eos_token_id\": [50256, 3], \"early_stopping\": \"never\"}");
        GenerationSettings settings = GenerationConfig.read(folder);
        assertThat(settings.ids().padding()).isEqualTo(50256);
        assertThat(settings.ids().ends()).containsExactly(50256, 3);
        assertThat(settings.beams().earlyStopping()).isEqualTo(EarlyStopping.WHEN_HOPELESS);
    }

    @Test
    void refusesWhatItCannotFollow() throws IOException {
        write(
                "generation_config.json",
                """
                {"num_beam_groups": 2, "guidance_scale": 1.0, "do_sample": true, "num_beams": 3,
                 "num_return_sequences": 2, "typical_p": 0.9, "repetition_penalty": 0}
                """);
        assertThatThrownBy(() -> GenerationConfig.read(folder))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(
                        "Setting num_beam_groups is 2, and this build does not know it",
                        "Setting num_return_sequences is 2",
                        "Setting do_sample together with num_beams 3",
                        "Setting typical_p is 0.9",
                        "Setting repetition_penalty is 0");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }
}
