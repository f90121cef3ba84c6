package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.flink.FieldsSettings.WhenMissing;
import io.runnel.inference.task.ExtractFields;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import io.runnel.schemas.document.DocumentType;
import org.junit.jupiter.api.Test;

class FieldsSettingsTest {
    private static final Head HEAD = new Head("runnel-base/3", "invoice-fields");
    private static final ExtractFields TASK =
            new ExtractFields(new ModelId("runnel-base", "3"), "invoice-fields", LongText.CHUNK);

    @Test
    void asksForFieldsWhereTheModelKnowsThem() {
        FieldsSettings settings = new FieldsSettings(HEAD, WhenMissing.LEAVE_OUT);

        assertThat(settings.task(LongText.CHUNK, new FakeEngine())).isEmpty();
        assertThat(settings.task(LongText.CHUNK, new FakeEngine().knowsFields())).contains(TASK);
    }

    @Test
    void asksAnywayWhereTheJobInsists() {
        FieldsSettings settings = new FieldsSettings(HEAD, WhenMissing.FAIL);

        assertThat(settings.task(LongText.CHUNK, new FakeEngine())).contains(TASK);
    }

    @Test
    void refusesWhatIsNotSet() {
        assertThatThrownBy(() -> new FieldsSettings(null, WhenMissing.FAIL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("head null");
        assertThatThrownBy(() -> new FieldsSettings(HEAD, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing null");
    }

    @Test
    void asksForTheFieldsOfInvoicesOnly() {
        FakeEngine engine = new FakeEngine().knowsFields();

        assertThat(Answers.SETTINGS.tasks(DocumentType.INVOICE, engine).all()).contains(TASK);
        assertThat(Answers.SETTINGS.tasks(DocumentType.TICKET, engine)).isEqualTo(Answers.TASKS);
    }
}
