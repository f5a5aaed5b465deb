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
 * Scores of titles for a batch of members as ONNX Runtime multiplies them: fast, and off by a
 * rounding that company may change, so they only say which titles are worth a score of their own.
 * Holds those of a few blocks at a time. One thread; the session behind it is one for the process
 * and lives as long.
 *
 * <pre>
 *   titles f32 [N, d], members f32 [d, B] -> products f32 [B, N], maxima f32 [B, N / 16]
 * </pre>
 *
 * A member's products lie side by side: a group of them is one line of the processor's cache.
 */
final class BlockProduct {
  /** Titles side by side of which one maximum is taken. */
  static final int GROUP = 16;

  /** Groups of a full block. */
  static final int GROUPS = CatalogueBlock.ROWS / GROUP;

  /**
   * Blocks whose products are held at a time: 16,384 titles, so that a usual catalogue is seen at
   * once; 4 MiB for 64 members.
   */
  static final int BLOCKS = 4;

  /** Made by BlockProductTest, which holds it against its source. */
  static final String GRAPH = "block-product.onnx";

  private final int width;
  private final int membersMax;
  private final FloatBuffer members;
  private final FloatBuffer products; // of one block after the other
  private final FloatBuffer maxima;
  private final int[] rows = new int[BLOCKS]; // products of a member with each of the blocks
  private final double[] lengths;
  private double lengthMax; // of the titles in here
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
    this.products = Direct.floats(BLOCKS * CatalogueBlock.ROWS * membersMax);
    this.maxima = Direct.floats(BLOCKS * GROUPS * membersMax);
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

  /** Multiplies them with the titles of blocks {@code [from, to)}, at most {@link #BLOCKS}. */
  void run(CatalogueBlock[] blocks, int from, int to) {
    lengthMax = 0;
    for (int i = from; i < to; i++) {
      run(blocks[i], i - from);
      lengthMax = Math.max(lengthMax, blocks[i].lengthMax());
    }
  }

  private void run(CatalogueBlock titles, int place) {
    int groups = groups(titles);
    int count = groups * GROUP;
    rows[place] = count;
    OrtEnvironment environment = OnnxRuntime.environment();
    try (OnnxTensor title = tensor(environment, titles.scores(), 0, count, width);
        OnnxTensor member = tensor(environment, members, 0, width, memberCount);
        OnnxTensor product =
            tensor(environment, products, firstProduct(place), memberCount, count);
        OnnxTensor maximum =
            tensor(environment, maxima, firstMaximum(place), memberCount, groups)) {
      Shared.SESSION
          .run(
              Map.of("titles", title, "members", member),
              Map.of("products", product, "maxima", maximum))
          .close();
    } catch (OrtException e) {
      throw new IllegalStateException("the product failed: " + e.getMessage(), e);
    }
  }

  /** Groups of titles of a block that hold any. */
  static int groups(CatalogueBlock block) {
    return (block.count() + GROUP - 1) / GROUP;
  }

  /**
   * By how much a product may lie below a member's score of a title at most: a sum of d products is
   * off by at most d units in the last place of |m| |t|, and so are the product and the score.
   */
  double error(int member) {
    return 2.0 * width * Math.ulp(1f) * lengths[member] * lengthMax;
  }

  /** Copies a member's maxima of the groups of the block in {@code place}. */
  void maxima(int member, int place, int groups, float[] target, int offset) {
    maxima.get(firstMaximum(place) + member * groups, target, offset, groups);
  }

  /** A member's product with a title of the block in {@code place}. */
  float product(int member, int place, int row) {
    return products.get(firstProduct(place) + member * rows[place] + row);
  }

  /** Copies a member's products with a group of titles, from {@code row} of a block on. */
  void products(int member, int place, int row, float[] target) {
    products.get(firstProduct(place) + member * rows[place] + row, target, 0, GROUP);
  }

  private int firstProduct(int place) {
    return place * CatalogueBlock.ROWS * memberCount;
  }

  private int firstMaximum(int place) {
    return place * GROUPS * memberCount;
  }

  private static OnnxTensor tensor(
      OrtEnvironment environment, FloatBuffer buffer, int from, int rows, int columns)
      throws OrtException {
    return OnnxTensor.createTensor(
        environment, buffer.slice(from, rows * columns), new long[] {rows, columns});
  }
}
