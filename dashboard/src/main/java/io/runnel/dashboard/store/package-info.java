/** What was followed, in an embedded database, and every question that is asked of it. */
package io.runnel.dashboard.store;
