/** Why a label was given: the same head is asked again with words left out. */
package io.runnel.dashboard.why;
