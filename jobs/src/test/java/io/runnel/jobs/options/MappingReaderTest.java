package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.codec.DocumentMapping.Unmapped;
import io.runnel.schemas.codec.FieldRule;
import io.runnel.schemas.codec.FieldRule.First;
import io.runnel.schemas.codec.FieldRule.Joined;
import io.runnel.schemas.codec.FieldRule.LeftOut;
import io.runnel.schemas.codec.FieldRule.Listed;
import io.runnel.schemas.codec.FieldRule.Refused;
import io.runnel.schemas.codec.FieldRule.Substitute;
import io.runnel.schemas.codec.RowsRule;
import io.runnel.schemas.codec.SourcePath;
import io.runnel.schemas.codec.TimeFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {
    @TempDir private Path folder;

    @Test
    void readsEveryKindOfRule() throws IOException {
        DocumentMapping mapping =
                mapping(
                        "ticket",
                        """
                        mapping:
                          id: /ticket/number
                          text: [/summary, /description]
                          language: {constant: en}
                          channel: {path: /via, default: mail}
                          customer: {path: [/first, /last], join: "-", required: true}
                          created: {path: /at, time: [iso, dd.MM.yyyy], zone: Europe/London}
                          status: {first: [/a, /b]}
                          unmapped: drop
                        """);

        assertThat(mapping.fields())
                .containsExactly(
                        Map.entry("id", rule(new Joined(" "), "/ticket/number")),
                        Map.entry("text", rule(new Joined("\n\n"), "/summary", "/description")),
                        Map.entry("language", FieldRule.constant("en")),
                        Map.entry(
                                "channel",
                                new FieldRule(
                                        paths("/via"),
                                        new Joined(" "),
                                        null,
                                        new Substitute("mail"))),
                        Map.entry(
                                "customer",
                                new FieldRule(
                                        paths("/first", "/last"),
                                        new Joined("-"),
                                        null,
                                        new Refused())),
                        Map.entry(
                                "created",
                                new FieldRule(
                                        paths("/at"),
                                        new Joined(" "),
                                        new TimeFormats(
                                                List.of("iso", "dd.MM.yyyy"), "Europe/London"),
                                        new LeftOut())),
                        Map.entry("status", rule(new First(), "/a", "/b")));
        assertThat(mapping.unmapped()).isEqualTo(Unmapped.DROP);
    }

    @Test
    void readsRowsAndLists() throws IOException {
        assertThat(
                        mapping(
                                        "transcript",
                                        """
                                        mapping:
                                          id: /id
                                          turns:
                                            each: [/question, /answers]
                                            speaker: {constant: agent}
                                            text: ""
                                        """)
                                .rows())
                .isEqualTo(
                        Map.of(
                                "turns",
                                new RowsRule(
                                        paths("/question", "/answers"),
                                        Map.of(
                                                "speaker", FieldRule.constant("agent"),
                                                "text", rule(new Joined("\n\n"), "")))));
        assertThat(
                        mapping("invoice", "mapping: {id: /id, notes: [/a/*, /b]}")
                                .fields()
                                .get("notes"))
                .isEqualTo(rule(new Listed(), "/a/*", "/b"));
    }

    @Test
    void isNoneWhereNobodyGivesOne() throws IOException {
        assertThat(mapping("ticket", "language.detection: off").isNone()).isTrue();
    }

    @Test
    void takesKeysFromArgumentsAndEnvironmentToo() throws IOException {
        Path file = write("mapping: {id: /id, title: /a, text: /b, turns.text: /c}");
        EffectiveOptions options =
                EffectiveOptions.of(
                        Arguments.parse(
                                List.of(
                                        "--type=transcript",
                                        "--config=" + file,
                                        "--mapping.title={path: /x, default: none}")),
                        Map.of("RUNNEL_MAPPING_TURNS_EACH", "/c", "RUNNEL_MAPPING_ID", "/key"));

        assertThat(options.mapping().get("title").text()).isEqualTo("{path: /x, default: none}");
        assertThat(options.mapping().get("id").text()).isEqualTo("/key");
        assertThat(options.mapping().get("turns.each").text()).isEqualTo("/c");
        assertThat(options.mapping().get("turns.text").text()).isEqualTo("/c");
        assertThat(options.table().lines())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .matches(
                                                "mapping.id +/key +environment RUNNEL_MAPPING_ID"));
    }

    @Test
    void collectsAllMistakes() throws IOException {
        assertThat(
                        mistakes(
                                "ticket",
                                """
                                mapping:
                                  titel: /a
                                  title: subject
                                  vendor: /v
                                  status: {path: /s, defualt: open}
                                """))
                .satisfiesExactlyInAnyOrder(
                        mistake ->
                                assertThat(mistake)
                                        .startsWith("mapping.titel: no such option")
                                        .endsWith("did you mean mapping.title?"),
                        mistake ->
                                assertThat(mistake)
                                        .startsWith(
                                                "mapping.title: expected a path that begins with"
                                                        + " '/', found 'subject'; write /subject"),
                        mistake ->
                                assertThat(mistake)
                                        .startsWith(
                                                "mapping.vendor: a document of type ticket has no"
                                                        + " such field; it has id, title, text"),
                        mistake ->
                                assertThat(mistake)
                                        .startsWith(
                                                "mapping.status: 'defualt' is no part of a rule;"
                                                        + " did you mean default?"),
                        mistake -> assertThat(mistake).startsWith("mapping.id: expected a path"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ticket     | {id: /id}                                   | mapping: expected a path for mapping.title or mapping.text, but none is given
                    ticket     | {id: /id, status: /s}                       | mapping: expected a path for mapping.title or mapping.text
                    invoice    | {id: /id, total: /t}                        | mapping.notes or mapping.line_items.description, but none
                    transcript | {id: /id, title: /t}                        | mapping: expected a path for mapping.turns.text, but none
                    transcript | {id: /id, turns: {text: /t}}                | mapping.turns.each: expected the path of an array, such as /comments
                    invoice    | {id: /id, text: /t, line_items: {each: /l}} | found only the path
                    transcript | {id: /id, turns: /t}                        | mapping.turns: no such option
                    ticket     | {id: {constant: x}, text: /t}               | mapping.id: expected a path without constant or default
                    ticket     | {id: {path: /x, default: y}, text: /t}      | mapping.id: expected a path without constant or default
                    ticket     | {id: /id~2, text: /t}                       | expected ~0 for a tilde and ~1 for a slash in a name, found '/id~2'
                    ticket     | {id: /id, text: ''}                         | mapping.text: expected a path such as /ticket/number, found an empty one
                    ticket     | {id: /id, text: 7}                          | mapping.text: expected a path such as /ticket/number, or a list of paths, found 7
                    ticket     | {id: /id, text: []}                         | mapping.text: expected a path such as /ticket/number, or a list of paths, found none
                    ticket     | {id: /id, text: [[/a]]}                     | mapping.text: expected a path
                    ticket     | {id: /id, text: {join: x}}                  | mapping.text: expected path, first or constant, and only one of them
                    ticket     | {id: /id, text: {path: /a, first: /b}}      | mapping.text: expected path, first or constant, and only one of them
                    ticket     | {id: /id, text: {constant: a, time: iso}}   | mapping.text: expected constant without time
                    ticket     | {id: /id, text: {first: /a, join: x}}       | mapping.text: expected first without join
                    ticket     | {id: /id, text: {path: /a, default: {}}}    | mapping.text: expected one text or number for default, found {}
                    ticket     | {id: /id, text: {path: /a, required: yes}}  | mapping.text: expected required: true or false
                    ticket     | {id: /id, text: {path: /a, required: true, default: b}} | mapping.text: expected required without default
                    ticket     | {id: /id, text: /a, created: {path: /c, time: 'isoo day'}} | mapping.created: expected iso, epoch-seconds, epoch-millis or a pattern
                    ticket     | {id: /id, text: /a, created: {path: /c, time: iso, zone: Mars}} | mapping.created: expected a zone
                    ticket     | {id: /id, text: /a, created: {path: /c, zone: UTC}} | mapping.created: expected time beside zone
                    invoice    | {id: /id, notes: {path: /n, join: x}}       | mapping.notes: expected no join
                    ticket     | {id: /id, text: /a, unmapped: forget}       | mapping.unmapped: expected keep or drop, found 'forget'
                    ticket     | {id: /id, text: null}                       | mapping.text: expected one value
                    """)
    void saysWhatIsWrongWithARule(String type, String mapping, String said) throws IOException {
        assertThat(mistakes(type, "mapping: " + mapping))
                .anySatisfy(mistake -> assertThat(mistake).contains(said));
    }

    @Test
    void refusesAMappingOfRecordsThatAreRunnelsOwnAvro() throws IOException {
        assertThat(
                        mistakes(
                                "ticket",
                                "{mapping: {id: /id, text: /t}, kafka.documents.format: avro}"))
                .singleElement()
                .asString()
                .startsWith("mapping: expected kafka.documents.format=json, found avro");
    }

    private DocumentMapping mapping(String type, String yaml) throws IOException {
        return JobSettings.of(options(type, yaml)).mapping();
    }

    private List<String> mistakes(String type, String yaml) throws IOException {
        EffectiveOptions options = options(type, yaml);
        return catchThrowableOfType(OptionMistakes.class, () -> JobSettings.of(options)).mistakes();
    }

    private EffectiveOptions options(String type, String yaml) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=" + type,
                                "--kafka.bootstrap-servers=kafka:9092",
                                "--delivery.transactional-id-prefix=runnel"));
        arguments.add("--config=" + write(yaml));
        return EffectiveOptions.of(Arguments.parse(arguments), Map.of());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("job.yaml"), yaml);
    }

    private static FieldRule rule(FieldRule.Choice choice, String... paths) {
        return new FieldRule(paths(paths), choice, null, new LeftOut());
    }

    private static List<SourcePath> paths(String... paths) {
        return Arrays.stream(paths).map(SourcePath::parse).toList();
    }
}
