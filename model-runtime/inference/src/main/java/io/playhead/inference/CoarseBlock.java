package io.playhead.inference;

import java.util.Arrays;

/**
 * The score vectors of up to {@link #BLOCKS} catalogue blocks in eight bits a value, as {@link
 * CoarseProduct} reads them, and how far they can be off. Never changes.
 *
 * <pre>
 *   i8 [width][columns]   the title of slot s, counted from the first block's first, stands in
 *                         column s % 16 * (columns / 16) + s / 16
 * </pre>
 *
 * So the maxima of sixteen columns that lie columns / 16 apart are those of sixteen titles side by
 * side. Rows that hold no title are zero.
 */
final class CoarseBlock {
  /** 32 x 256 titles x width 64 = 512 KiB, and 2 MiB of products of 64 members. */
  static final int BLOCKS = 32;

  /** Titles side by side of which one maximum is taken. */
  static final int GROUP = 16;

  /** What eight bits with a sign hold. */
  static final int LEVELS = 127;

  private final CatalogueBlock[] blocks;
  private final byte[] values;
  private final double scale; // level of a value of 1
  private final double lengthMax; // of the vectors as they are
  private final double residualMax; // length of what eight bits leave out

  private CoarseBlock(CatalogueBlock[] blocks, int width) {
    this.blocks = blocks;
    int columns = columns();
    this.values = new byte[width * columns];
    this.scale = scale(blocks, width);
    float[] vector = new float[width];
    double longest = 0;
    double farthest = 0;
    for (int slot = 0; slot < columns; slot++) {
      CatalogueBlock block = blocks[slot / CatalogueBlock.ROWS];
      int row = slot % CatalogueBlock.ROWS;
      if (row < block.count()) {
        block.copyScore(row, vector);
        farthest = Math.max(farthest, quantise(vector, column(slot), columns));
        longest = Math.max(longest, length(vector));
      }
    }
    this.lengthMax = longest;
    this.residualMax = farthest;
  }

  /** All of a catalogue; those of {@code before} whose titles are the same are taken over. */
  static CoarseBlock[] of(CatalogueBlock[] blocks, int width, CoarseBlock[] before) {
    CoarseBlock[] coarse = new CoarseBlock[(blocks.length + BLOCKS - 1) / BLOCKS];
    for (int i = 0; i < coarse.length; i++) {
      int from = i * BLOCKS;
      CatalogueBlock[] own =
          Arrays.copyOfRange(blocks, from, Math.min(blocks.length, from + BLOCKS));
      boolean isSame = i < before.length && Arrays.equals(before[i].blocks, own);
      coarse[i] = isSame ? before[i] : new CoarseBlock(own, width);
    }
    return coarse;
  }

  CatalogueBlock[] blocks() {
    return blocks;
  }

  byte[] values() {
    return values;
  }

  int columns() {
    return blocks.length * CatalogueBlock.ROWS;
  }

  /** Where the title of a slot, counted from the first one here, stands. */
  int column(int slot) {
    return slot % GROUP * (columns() / GROUP) + slot / GROUP;
  }

  double scale() {
    return scale;
  }

  /**
   * How much more than its coarse score a title's score can be: with vectors m and t, known as m'
   * and t', m t - m' t' = (m - m') t' + m (t - t'), by Cauchy and Schwarz at most |m - m'| |t'| +
   * |m| |t - t'|; and the sum of floats is itself off by its rounding.
   *
   * @param length |m|
   * @param residual |m - m'|
   */
  double error(double length, double residual, int width) {
    double rounding = width * (double) Math.ulp(1f) * length * lengthMax;
    return residual * (lengthMax + residualMax) + length * residualMax + rounding;
  }

  private double quantise(float[] vector, int column, int columns) {
    double squares = 0;
    for (int j = 0; j < vector.length; j++) {
      long level = Math.round(vector[j] * scale);
      values[j * columns + column] = (byte) level;
      double left = vector[j] - level / scale;
      squares += left * left;
    }
    return Math.sqrt(squares);
  }

  private static double scale(CatalogueBlock[] blocks, int width) {
    float[] vector = new float[width];
    float largest = 0;
    for (CatalogueBlock block : blocks) {
      for (int row = 0; row < block.count(); row++) {
        block.copyScore(row, vector);
        for (float value : vector) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest > 0 ? LEVELS / (double) largest : 1;
  }

  static double length(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }
}
