/** Summaries that a model writes: long texts in parts, and what they claim against the source. */
package io.runnel.inference.summary;
