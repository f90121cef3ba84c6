package io.runnel.schemas.document;

/**
 * The language of a document.
 *
 * @param code ISO 639-1, or {@code und} where too little of the text says anything, or too many
 *     languages do
 * @param score how sure that is, 0 to 1: 1 if stated; for {@code und} how sure the best guess was,
 *     0 where there was none
 */
public record Language(String code, double score, LanguageSource source) {
    /** The code of a language that nobody could tell. */
    public static final String UNDETERMINED = "und";
}
