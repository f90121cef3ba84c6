package io.runnel.jobs.command.models.evaluate;

import io.runnel.inference.task.EntitySpan;
import io.runnel.jobs.command.models.measure.TokenSpan;
import io.runnel.jobs.command.models.rows.TaggedTokens;
import io.runnel.jobs.command.models.rows.TaggedTokens.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an engine's entities say about the tokens of a row. A token belongs to the entity that has
 * its first character, as a model's first word piece decides for a word; so an entity that begins
 * inside a token begins with the next one.
 */
final class TokenTags {
    private TokenTags() {}

    /** The found entities by the row's tokens; ignored tokens and other types are cut out. */
    static Set<TokenSpan> spans(
            TaggedTokens tokens, List<EntitySpan> found, Predicate<String> judged) {
        List<String> tags = new ArrayList<>();
        EntitySpan before = null;
        for (int i = 0; i < tokens.places().size(); i++) {
            EntitySpan entity = at(tokens.places().get(i), found);
            boolean counts =
                    entity != null
                            && judged.test(entity.entityGroup())
                            && !tokens.ignored().contains(i);
            tags.add(
                    counts
                            ? (entity.equals(before) ? "I-" : "B-") + entity.entityGroup()
                            : TokenSpan.OUTSIDE);
            before = entity;
        }
        return TokenSpan.ofTags(tags);
    }

    private static EntitySpan at(Place token, List<EntitySpan> found) {
        for (EntitySpan entity : found) {
            if (entity.span().start() <= token.start() && token.start() < entity.span().end()) {
                return entity;
            }
        }
        return null;
    }
}
