package io.runnel.schemas.codec;

import io.runnel.schemas.codec.DocumentMapping.Unmapped;
import io.runnel.schemas.codec.FieldRule.Choice;
import io.runnel.schemas.codec.FieldRule.First;
import io.runnel.schemas.codec.FieldRule.Joined;
import io.runnel.schemas.codec.FieldRule.LeftOut;
import io.runnel.schemas.codec.FieldRule.Listed;
import io.runnel.schemas.codec.FieldRule.Refused;
import io.runnel.schemas.codec.FieldRule.Substitute;
import io.runnel.schemas.codec.FieldRule.WhenMissing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Rules of mappings in few words. */
final class Rules {
    private Rules() {}

    static FieldRule at(String... paths) {
        return rule(new Joined("\n\n"), new LeftOut(), paths);
    }

    static FieldRule joined(String separator, String... paths) {
        return rule(new Joined(separator), new LeftOut(), paths);
    }

    static FieldRule first(String... paths) {
        return rule(new First(), new LeftOut(), paths);
    }

    static FieldRule listed(String... paths) {
        return rule(new Listed(), new LeftOut(), paths);
    }

    static FieldRule required(String... paths) {
        return rule(new Joined("\n\n"), new Refused(), paths);
    }

    static FieldRule or(String substitute, String... paths) {
        return rule(new Joined("\n\n"), new Substitute(substitute), paths);
    }

    static FieldRule time(TimeFormats times, String... paths) {
        return new FieldRule(paths(paths), new Joined("T"), times, new LeftOut());
    }

    static RowsRule each(String path, Map<String, FieldRule> fields) {
        return new RowsRule(paths(path), fields);
    }

    static DocumentMapping mapping(Map<String, FieldRule> fields) {
        return new DocumentMapping(fields, Map.of(), Unmapped.KEEP);
    }

    static DocumentMapping mapping(Map<String, FieldRule> fields, Map<String, RowsRule> rows) {
        return new DocumentMapping(fields, rows, Unmapped.KEEP);
    }

    private static FieldRule rule(Choice choice, WhenMissing whenMissing, String... paths) {
        return new FieldRule(paths(paths), choice, null, whenMissing);
    }

    private static List<SourcePath> paths(String... paths) {
        return Arrays.stream(paths).map(SourcePath::parse).toList();
    }
}
