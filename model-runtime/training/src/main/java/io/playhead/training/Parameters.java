package io.playhead.training;

import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenGaps;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The named tensors of a model: the whole of what is learned, moved, averaged and exported, and
 * what is fitted to it at the end. They live outside any pointer scope, as long as this object.
 * Used by one thread.
 *
 * <pre>
 * title.id           [V+1, d]     row 0: no ID known, never read
 * title.metadata     [metadata rows, d] row 0: padding, never read
 * title.hidden, .out [d, d] and [d]
 * title.gate         [ages, d]    before the sigmoid
 * title.new          [metadata rows, d], .mean [d], .norm, .length [1]   fitted, see {@link NewTitles}
 * token.features     [sum of sizes, d]
 * attention.position [heads, 256 + summaries] added to scores at that distance, of that summary
 * attention.time     [heads, 32]  added to scores of tokens that began so long before, see {@link TokenGaps}
 * layer.N.norm1, .norm2  weight, bias [d]
 * layer.N.qkvg       [d, 4d]      query, key, value, gate
 * layer.N.mix        [d, d]
 * layer.N.up, .down  [d, 4d], [2d, d]
 * summary.start      [K, d]       what stands behind a block to be summarised
 * state.start        [d]          the state of a member without tokens
 * state.norm         weight, bias [d]
 * context.features   [sum of sizes, d]
 * context.film       [d, 2d]      scale, shift
 * </pre>
 */
final class Parameters {
  // Cosine scores do not see the length of a title's vector; small ones turn fast at a fixed rate.
  private static final double TITLE_DEVIATION = 0.02;

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  private Parameters() {}

  /** Freshly drawn; the same seed gives the same values on any machine. */
  static Parameters drawn(ModelShape shape, long seed) {
    Parameters p = new Parameters();
    Random random = new Random(seed);
    int d = shape.width();
    double in = 1 / Math.sqrt(d);
    // Residual branches add up: their last matrices start smaller, as in GPT-2.
    double out = 1 / Math.sqrt(2.0 * shape.layers());
    p.draw("title.id", random, TITLE_DEVIATION, shape.vocabularySize() + 1, d);
    // Metadata starts at zero, so that a value never seen in training adds nothing.
    p.fill("title.metadata", 0, shape.metadataRows(), d);
    p.draw("title.hidden", random, in, d, d);
    p.fill("title.hidden.bias", 0, d);
    p.draw("title.out", random, in, d, d);
    p.fill("title.out.bias", 0, d);
    p.fill("title.gate", 0, TitleFeatures.AGE_BUCKETS, d);
    p.fill("title.new", 0, shape.metadataRows(), d);
    p.fill("title.new.mean", 0, d);
    p.fill("title.new.norm", 1, 1);
    p.fill("title.new.length", 1, 1);
    // Features start at zero, so that a value never seen in training adds nothing.
    p.fill("token.features", 0, ModelShape.tokenFeatureRows(), d);
    p.fill("attention.position", 0, shape.heads(), shape.window().entriesMax());
    p.fill("attention.time", 0, shape.heads(), TokenGaps.BUCKETS);
    for (int layer = 0; layer < shape.layers(); layer++) {
      String of = "layer." + layer;
      p.norm(of + ".norm1", d);
      p.draw(of + ".qkvg", random, in, d, 4L * d);
      p.draw(of + ".mix", random, in * out, d, d);
      p.norm(of + ".norm2", d);
      p.draw(of + ".up", random, in, d, 2L * shape.hiddenWidth());
      p.draw(of + ".down", random, out / Math.sqrt(shape.hiddenWidth()), shape.hiddenWidth(), d);
    }
    if (shape.window().summaries() > 0) {
      double deviation = TITLE_DEVIATION * Math.sqrt(d); // That of input vectors.
      p.draw("summary.start", random, deviation, shape.window().summaries(), d);
    }
    p.draw("state.start", random, 1, d);
    p.norm("state.norm", d);
    p.fill("context.features", 0, ModelShape.contextFeatureRows(), d);
    p.draw("context.film", random, in, d, 2L * d);
    p.tensors.forEach((name, tensor) -> tensor.set_requires_grad(isLearned(name)));
    return p;
  }

  /** Starts from other values; before training only. */
  void start(ParentModel parent, ModelShape shape, TitleRows titles) {
    for (String name : tensors.keySet()) {
      set(name, parent.start(name, values(name), shape.width(), titles));
    }
  }

  /** Other values for one tensor, row-major; before training only. */
  @SuppressWarnings("try") // a scope is closed, not read
  void set(String name, float[] values) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor tensor = get(name);
      tensor.copy_(Tensors.of(values, tensor.shape()));
    }
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("There is no parameter " + name + ".");
    }
    return tensor;
  }

  /** In the order of the class comment. */
  Map<String, Tensor> all() {
    return Collections.unmodifiableMap(tensors);
  }

  /** Those to be learned: all but the {@code frozen}, names with * for any characters. */
  TensorVector toVector(List<String> frozen) {
    Map<String, Tensor> learned = learned();
    for (String name : frozen) {
      Pattern pattern = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
      if (!learned.keySet().removeIf(key -> pattern.matcher(key).matches())) {
        throw new TrainingException(
            "--frozen names " + name + ", but the parameters are " + learned().keySet() + ".");
      }
    }
    return new TensorVector(learned.values().toArray(Tensor[]::new));
  }

  /** Those that gradients reach. */
  Map<String, Tensor> learned() {
    Map<String, Tensor> learned = new LinkedHashMap<>(tensors);
    learned.keySet().removeIf(name -> !isLearned(name));
    return learned;
  }

  private static boolean isLearned(String name) {
    return !name.startsWith("title.new");
  }

  long count() {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** The values of one tensor, row-major. */
  float[] values(String name) {
    return Tensors.floats(get(name).detach());
  }

  /** The same values, shared, with gradients of their own: what one of several threads reads. */
  Parameters sharing() {
    Parameters shared = new Parameters();
    tensors.forEach(
        (name, t) -> shared.tensors.put(name, t.detach().requires_grad_(isLearned(name))));
    return shared;
  }

  /** A copy that learns nothing by itself. */
  Parameters copy() {
    Parameters copy = new Parameters();
    tensors.forEach((name, t) -> copy.tensors.put(name, t.detach().clone()));
    return copy;
  }

  /** Moves every value by {@code share} of the way to the values of {@code source}. */
  @SuppressWarnings("try") // a scope is closed, not read
  void follow(Parameters source, double share) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Scalar weight = new Scalar(share);
      tensors.forEach((name, t) -> t.lerp_(source.get(name).detach(), weight));
    }
  }

  private void norm(String name, long width) {
    fill(name + ".weight", 1, width);
    fill(name + ".bias", 0, width);
  }

  private void draw(String name, Random random, double deviation, long... shape) {
    put(name, i -> (float) (random.nextGaussian() * deviation), shape);
  }

  private void fill(String name, float value, long... shape) {
    put(name, i -> value, shape);
  }

  private void put(String name, Values source, long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = source.at(i);
    }
    tensors.put(name, Tensors.of(values, shape));
  }

  private interface Values {
    float at(int index);
  }
}
