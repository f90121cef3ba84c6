/**
 * Others who do the same work: the contestants in {@code benchmarks/peers}, started by their own
 * scripts, and three that are Flink jobs of this package, each in a process of its own. What a
 * contestant takes and prints is told in {@code benchmarks/peers/README.md}.
 */
package io.runnel.benchmarks.peers;
