package io.runnel.sql;

/** Whether the language of a text decides who is asked about it. */
enum LanguageCheck {
    /** It is detected; a head that was not trained for it is not asked. */
    DETECT,
    /** Nobody looks; every head is asked. */
    OFF
}
