package io.playhead.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.List;
import java.util.Map;

/**
 * Coarse scores of many titles for a batch of members: one product of bytes, whose sums are whole
 * numbers and so the same in any company, and the maxima of groups of titles. One thread; the
 * session behind it is one for the process and lives as long.
 *
 * <pre>
 *   members u8 [B, d], zero u8 [], titles i8 [d, N] -> products i32 [B, N], maxima i32 [B, N / 16]
 * </pre>
 */
final class CoarseProduct {
  /** Made by CoarseGraphTest, which holds it against its source. */
  static final String GRAPH = "coarse.onnx";

  private final int width;
  private final int rowsMax;
  private final ByteBuffer members;
  private final ByteBuffer zero = Direct.bytes(1);
  private final ByteBuffer titles;
  private final IntBuffer products;
  private final IntBuffer maxima;
  private final double[] scales;
  private final double[] lengths;
  private final double[] residuals;
  private final int[] groupMaxima;
  private CoarseBlock block;
  private int rows;

  /** The session, and how many levels a member's values may take on this processor. */
  private record Shared(OrtSession session, int levels) {
    static final Shared ONE = open();

    private static Shared open() {
      try (InputStream graph = CoarseProduct.class.getResourceAsStream(GRAPH);
          OrtSession.SessionOptions options = OnnxRuntime.options()) {
        OrtSession session = OnnxRuntime.environment().createSession(graph.readAllBytes(), options);
        return new Shared(session, isExact(session) ? 127 : 63);
      } catch (IOException | OrtException e) {
        throw new IllegalStateException("the coarse product cannot be had: " + e.getMessage(), e);
      }
    }

    /**
     * Processors without instructions for products of bytes add two of them in sixteen bits, which
     * overflow at 255 x 127 twice; at 127 x 127 they do not.
     */
    private static boolean isExact(OrtSession session) throws OrtException {
      int width = 64;
      int columns = 64;
      ByteBuffer members = Direct.bytes(width);
      ByteBuffer titles = Direct.bytes(width * columns);
      for (int i = 0; i < members.capacity(); i++) {
        members.put(i, (byte) 255);
      }
      for (int i = 0; i < titles.capacity(); i++) {
        titles.put(i, (byte) 127);
      }
      IntBuffer products = ints(columns);
      IntBuffer maxima = ints(columns / CoarseBlock.GROUP);
      ByteBuffer zero = Direct.bytes(1).put(0, (byte) 128);
      CoarseProduct.run(session, members, zero, titles, products, maxima, 1, width, columns);
      return products.get(0) == 127 * 127 * width && maxima.get(0) == products.get(0);
    }
  }

  /** For batches of up to {@code rowsMax} members with vectors of {@code width} values. */
  CoarseProduct(int width, int rowsMax) {
    this.width = width;
    this.rowsMax = rowsMax;
    int columnsMax = CoarseBlock.BLOCKS * CatalogueBlock.ROWS;
    this.members = Direct.bytes(rowsMax * width);
    this.titles = Direct.bytes(width * columnsMax);
    this.products = ints(rowsMax * columnsMax);
    this.maxima = ints(rowsMax * columnsMax / CoarseBlock.GROUP);
    this.scales = new double[rowsMax];
    this.lengths = new double[rowsMax];
    this.residuals = new double[rowsMax];
    this.groupMaxima = new int[columnsMax / CoarseBlock.GROUP];
    zero.put(0, (byte) (Shared.ONE.levels + 1));
  }

  /** Whether it is for such vectors and so many members. */
  boolean fits(int vectorWidth, int members) {
    return vectorWidth == width && members <= rowsMax;
  }

  /** From now on it is about these members, {@code rowsMax} at most. */
  void members(List<float[]> vectors) {
    rows = vectors.size();
    for (int row = 0; row < rows; row++) {
      quantise(vectors.get(row), row);
    }
  }

  /** Computes the coarse scores of these titles. */
  void run(CoarseBlock titlesToScore) {
    block = titlesToScore;
    titles.put(0, block.values());
    try {
      run(
          Shared.ONE.session,
          members,
          zero,
          titles,
          products,
          maxima,
          rows,
          width,
          block.columns());
    } catch (OrtException e) {
      throw new IllegalStateException("the coarse product failed: " + e.getMessage(), e);
    }
  }

  /** The least coarse score that a title can have whose score is {@code threshold} or more. */
  int least(int row, float threshold) {
    double error = block.error(lengths[row], residuals[row], width);
    double least = Math.ceil((threshold - error) * scales[row] * block.scale());
    return Double.isNaN(least) ? Integer.MIN_VALUE : (int) least; // saturates
  }

  /** A member's maxima of groups, one after the other; overwritten by the next call. */
  int[] maxima(int row) {
    int groups = block.columns() / CoarseBlock.GROUP;
    maxima.get(row * groups, groupMaxima, 0, groups);
    return groupMaxima;
  }

  /** A member's coarse score of the title in a slot, counted from the first one of the block. */
  int product(int row, int slot) {
    return products.get(row * block.columns() + block.column(slot));
  }

  private void quantise(float[] vector, int row) {
    int levels = Shared.ONE.levels;
    float largest = 0;
    for (float value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    double scale = largest > 0 ? levels / (double) largest : 1;
    double squares = 0;
    for (int j = 0; j < width; j++) {
      long level = Math.round(vector[j] * scale);
      members.put(row * width + j, (byte) (level + levels + 1));
      double left = vector[j] - level / scale;
      squares += left * left;
    }
    scales[row] = scale;
    lengths[row] = CoarseBlock.length(vector);
    residuals[row] = Math.sqrt(squares);
  }

  private static void run(
      OrtSession session,
      ByteBuffer members,
      ByteBuffer zero,
      ByteBuffer titles,
      IntBuffer products,
      IntBuffer maxima,
      int rows,
      int width,
      int columns)
      throws OrtException {
    OrtEnvironment environment = OnnxRuntime.environment();
    int groups = columns / CoarseBlock.GROUP;
    try (OnnxTensor member =
            OnnxTensor.createTensor(
                environment,
                members.slice(0, rows * width),
                new long[] {rows, width},
                OnnxJavaType.UINT8);
        OnnxTensor nothing =
            OnnxTensor.createTensor(environment, zero, new long[0], OnnxJavaType.UINT8);
        OnnxTensor title =
            OnnxTensor.createTensor(
                environment,
                titles.slice(0, width * columns),
                new long[] {width, columns},
                OnnxJavaType.INT8);
        OnnxTensor product =
            OnnxTensor.createTensor(
                environment, products.slice(0, rows * columns), new long[] {rows, columns});
        OnnxTensor maximum =
            OnnxTensor.createTensor(
                environment, maxima.slice(0, rows * groups), new long[] {rows, groups})) {
      session
          .run(
              Map.of("members", member, "zero", nothing, "titles", title),
              Map.of("products", product, "maxima", maximum))
          .close();
    }
  }

  private static IntBuffer ints(int count) {
    return ByteBuffer.allocateDirect(count * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .asIntBuffer();
  }
}
