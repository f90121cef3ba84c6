package io.runnel.inference.onnx;

import java.util.List;

/**
 * A whole graph that is loaded; owner of both parts.
 *
 * @param copies equal sessions, as many as the plan says
 * @param optimized what smaller copies are cut from
 */
record LoadedWhole(List<GraphLoader.LoadedGraph> copies, OptimizedGraph optimized) {}
