/** The full-text index: which documents hold these words. It can be made again from the store. */
package io.runnel.dashboard.search;
