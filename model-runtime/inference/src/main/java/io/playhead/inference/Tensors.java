package io.playhead.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named tensors of one run over direct buffers; closing frees them and leaves the buffers. */
final class Tensors implements AutoCloseable {
  private final OrtEnvironment environment;
  private final Map<String, OnnxTensor> byName = new LinkedHashMap<>();

  Tensors(OrtEnvironment environment) {
    this.environment = environment;
  }

  /** Over the first floats of {@code buffer}. */
  void add(String name, FloatBuffer buffer, long... shape) throws OrtException {
    FloatBuffer part = buffer.slice(0, elements(shape));
    byName.put(name, OnnxTensor.createTensor(environment, part, shape));
  }

  /** Over the first longs of {@code buffer}. */
  void add(String name, LongBuffer buffer, long... shape) throws OrtException {
    LongBuffer part = buffer.slice(0, elements(shape));
    byName.put(name, OnnxTensor.createTensor(environment, part, shape));
  }

  Map<String, OnnxTensor> byName() {
    return byName;
  }

  static int elements(long... shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return Math.toIntExact(elements);
  }

  @Override
  public void close() {
    byName.values().forEach(OnnxTensor::close);
    byName.clear();
  }
}
