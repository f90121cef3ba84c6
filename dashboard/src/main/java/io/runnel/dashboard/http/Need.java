package io.runnel.dashboard.http;

/** What a client must have to be answered. */
enum Need {
    /** Nothing: the page's own files. */
    NOTHING,
    /** The token, unless only this machine can ask. */
    READ,
    /** The token, always. */
    TOKEN
}
