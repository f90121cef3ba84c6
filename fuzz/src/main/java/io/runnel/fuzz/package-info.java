/**
 * Doors through which bytes of strangers come in, each as one method that Jazzer calls with bytes
 * of its own. A target throws when the door does not keep its promise; the promise stands in its
 * first sentence. {@code fuzz/run.sh} runs one of them.
 */
package io.runnel.fuzz;
