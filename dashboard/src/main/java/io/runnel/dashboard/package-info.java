/** Serves enriched output and dead letters to people. */
package io.runnel.dashboard;
