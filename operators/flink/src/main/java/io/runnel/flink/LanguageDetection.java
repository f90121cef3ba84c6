package io.runnel.flink;

/** Where the language of a document is taken from. */
public enum LanguageDetection {
    /** From the document where it states a valid one, else from its text. */
    DETECT,
    /** From the document only; one that states none is asked everything. */
    STATED,
    /** From the document, for the record only: every document is asked everything. */
    OFF
}
