/**
 * Recording to bundle: trains the foundation model on libtorch and exports it. Offline, on a class
 * path of its own, without Flink, Kafka or ONNX Runtime.
 *
 * <p>On the path this package stands beside it: it reads recordings, turns their events into tokens
 * with the very classes of {@code io.playhead.window} that serve, and writes a model bundle, the
 * only thing that {@code io.playhead.inference} knows of it. {@link
 * io.playhead.training.TrainCommand} is the one way in; graphs are written by {@code
 * io.playhead.training.onnx}.
 *
 * <p>Threads: one training thread owns every tensor; libtorch has its own inside. Tensors made in a
 * step belong to the step's pointer scope, so memory stays flat.
 */
package io.playhead.training;
