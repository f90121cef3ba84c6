package io.runnel.jobs.docs;

import java.util.List;

/** Knows how one program is called. */
interface CallCheck {
    /** What stands for more of the same in a call of the docs. */
    String MORE = "…";

    /** Whether this is such a call. */
    boolean knows(Call call);

    /** What is wrong with it; it is never run. */
    List<String> mistakes(Call call);
}
