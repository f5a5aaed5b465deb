/**
 * Writes the two graphs of a model bundle in plain ONNX operators, opset 18: {@code step.onnx} and
 * {@code title.onnx}. The twin of the torch expressions in {@code io.playhead.training}, which a
 * bundle's golden outputs come from, so that a difference between the two is found before serving.
 *
 * <p>Neighbours: called by {@code io.playhead.training} with names and values of weights; knows
 * nothing of torch. Threads: everything is used by one thread and then forgotten.
 */
package io.playhead.training.onnx;
