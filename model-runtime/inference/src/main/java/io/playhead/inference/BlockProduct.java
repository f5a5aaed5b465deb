package io.playhead.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Scores of a block's titles for a batch of members as ONNX Runtime multiplies them: fast, and off
 * by a rounding that company may change, so they only say which titles are worth a score of their
 * own. One thread; the session behind it is one for the process and lives as long.
 *
 * <pre>
 *   titles f32 [N, d], members f32 [d, B] -> products f32 [N, B], maxima f32 [B, N / 16]
 * </pre>
 */
final class BlockProduct {
  /** Titles side by side of which one maximum is taken. */
  static final int GROUP = 16;

  /** Made by BlockProductTest, which holds it against its source. */
  static final String GRAPH = "block-product.onnx";

  private final int width;
  private final int membersMax;
  private final FloatBuffer members;
  private final FloatBuffer products;
  private final FloatBuffer maxima;
  private final double[] lengths;
  private final float[] groupMaxima = new float[CatalogueBlock.ROWS / GROUP];
  private CatalogueBlock block;
  private int memberCount;

  /** The session. */
  private static final class Shared {
    static final OrtSession SESSION = open();

    private static OrtSession open() {
      try (InputStream graph = BlockProduct.class.getResourceAsStream(GRAPH);
          OrtSession.SessionOptions options = OnnxRuntime.options(ExecutionProvider.CPU)) {
        return OnnxRuntime.environment().createSession(graph.readAllBytes(), options);
      } catch (IOException | OrtException e) {
        throw new IllegalStateException("the product cannot be had: " + e.getMessage(), e);
      }
    }
  }

  /** For batches of up to {@code membersMax} members with vectors of {@code width} values. */
  BlockProduct(int width, int membersMax) {
    this.width = width;
    this.membersMax = membersMax;
    this.members = Direct.floats(width * membersMax);
    this.products = Direct.floats(CatalogueBlock.ROWS * membersMax);
    this.maxima = Direct.floats(membersMax * CatalogueBlock.ROWS / GROUP);
    this.lengths = new double[membersMax];
  }

  /** Whether it is for such vectors and so many members. */
  boolean fits(int vectorWidth, int count) {
    return vectorWidth == width && count <= membersMax;
  }

  /** From now on it is about these members. */
  void members(List<float[]> vectors) {
    memberCount = vectors.size();
    for (int member = 0; member < memberCount; member++) {
      float[] vector = vectors.get(member);
      for (int j = 0; j < width; j++) {
        members.put(j * memberCount + member, vector[j]);
      }
      lengths[member] = CatalogueBlock.length(vector);
    }
  }

  /** Multiplies them with these titles. */
  void run(CatalogueBlock titles) {
    block = titles;
    int rows = groups() * GROUP;
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OnnxTensor title = tensor(environment, titles.scores(), rows, width);
        OnnxTensor member = tensor(environment, members, width, memberCount);
        OnnxTensor product = tensor(environment, products, rows, memberCount);
        OnnxTensor maximum = tensor(environment, maxima, memberCount, groups())) {
      Shared.SESSION
          .run(
              Map.of("titles", title, "members", member),
              Map.of("products", product, "maxima", maximum))
          .close();
    } catch (OrtException e) {
      throw new IllegalStateException("the product failed: " + e.getMessage(), e);
    }
  }

  /** Groups of titles that hold any. */
  int groups() {
    return (block.count() + GROUP - 1) / GROUP;
  }

  /**
   * The least product that a title can have whose score is {@code threshold}: a sum of d products
   * is off by at most d units in the last place of |m| |t|, and so are the product and the score.
   */
  float least(int member, float threshold) {
    double error = 2.0 * width * Math.ulp(1f) * lengths[member] * block.lengthMax();
    return (float) (threshold - error);
  }

  /** A member's maxima of groups, one after the other; overwritten by the next call. */
  float[] maxima(int member) {
    maxima.get(member * groups(), groupMaxima, 0, groups());
    return groupMaxima;
  }

  /** A member's product with a title of the block. */
  float product(int member, int row) {
    return products.get(row * memberCount + member);
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer buffer, int rows, int columns) throws OrtException {
    return OnnxTensor.createTensor(
        environment, buffer.slice(0, rows * columns), new long[] {rows, columns});
  }
}
