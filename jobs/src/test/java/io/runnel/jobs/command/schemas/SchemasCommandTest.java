package io.runnel.jobs.command.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.SchemaRegistry;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemasCommandTest {
    private final FakeRegistry server = FakeRegistry.start();
    private final SchemaRegistry registry = new SchemaRegistry(server.settings());
    private final TestTerminal terminal = new TestTerminal();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void registersBothSchemasAndGuardsTheirSubjects() {
        assertThat(run("register")).isZero();

        assertThat(terminal.out())
                .contains("tickets-value  version 1  id 1  io.runnel.schemas.Ticket  BACKWARD")
                .contains(
                        "tickets-enriched-value  version 1  id 2  io.runnel.schemas.Enriched "
                                + " FULL_TRANSITIVE");
        assertThat(run("register")).isZero();
        assertThat(registry.versions("tickets-value")).containsExactly(1);
    }

    @Test
    void leavesAStricterRuleAsItIs() {
        registry.require("tickets-value", Compatibility.FULL_TRANSITIVE);

        run("register");

        assertThat(registry.compatibility("tickets-value"))
                .isEqualTo(Compatibility.FULL_TRANSITIVE);
    }

    @Test
    void addsToARuleAndTakesNothingFromIt() {
        registry.require("tickets-value", Compatibility.FORWARD);

        run("register");

        assertThat(registry.compatibility("tickets-value")).isEqualTo(Compatibility.FULL);
    }

    @Test
    void registersForTheTopicsOfTheJob() {
        assertThat(run("register", "--kafka.sink.topic", "mail-out")).isZero();

        assertThat(registry.versions("mail-out-value")).containsExactly(1);
    }

    @Test
    void saysWhyTheRegistryRefuses() {
        registry.register("tickets-value", AvroSchemas.invoice());

        assertThat(run("register")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("io.runnel.schemas.Ticket in 'tickets-value'")
                .contains("409")
                .contains("as BACKWARD asks; './runnel schemas list'");
    }

    @Test
    void checksWithoutChangingAnything() {
        assertThat(run("check")).isEqualTo(1);
        assertThat(terminal.out()).contains("Subject 'tickets-value' is not in the registry.");
        assertThat(server.asked()).noneMatch(each -> each.startsWith("PUT"));

        run("register");
        assertThat(run("check")).isZero();
        assertThat(terminal.out()).contains("tickets-value  good");
    }

    @Test
    void findsASubjectThatIsNotGuarded() {
        run("register");
        registry.require("tickets-enriched-value", Compatibility.NONE);

        assertThat(run("check")).isEqualTo(1);
        assertThat(terminal.out())
                .contains("asks for NONE of new versions; expected FULL_TRANSITIVE");
    }

    @Test
    void listsVersionsAndWhetherTheyFit() {
        run("register");

        assertThat(run("list")).isZero();
        assertThat(terminal.out()).contains("version 1  id 1  this release");
    }

    @Test
    void printsSchemasOfBothLanguages() {
        assertThat(terminal.run("schemas", "show", "ticket")).isZero();
        assertThat(new Schema.Parser().parse(terminal.out())).isEqualTo(AvroSchemas.ticket());

        TestTerminal json = new TestTerminal();
        assertThat(json.run("schemas", "show", "enriched", "--format", "json")).isZero();
        assertThat(json.out()).contains("\"$id\": \"urn:io.runnel.schemas:enriched\"");

        assertThat(terminal.run("schemas", "show", "letter")).isEqualTo(1);
        assertThat(terminal.err()).contains("expected invoice, transcript, ticket or enriched");
    }

    @Test
    void needsARegistry() {
        assertThat(terminal.run("schemas", "check", "--type", "ticket")).isEqualTo(2);
        assertThat(terminal.err()).contains("schemas.registry.url");
    }

    private int run(String command, String... more) {
        String[] arguments = new String[6 + more.length];
        arguments[0] = "schemas";
        arguments[1] = command;
        arguments[2] = "--type";
        arguments[3] = "ticket";
        arguments[4] = "--registry";
        arguments[5] = server.url();
        System.arraycopy(more, 0, arguments, 6, more.length);
        return terminal.run(arguments);
    }
}
