package io.playhead.deploy.evaluate;

import io.playhead.inference.Catalogue;
import java.util.Arrays;

/**
 * The model's score vectors of the rows of a {@link TitleTable}, to find the place of one title
 * among the others without sorting them. Transposed in blocks, so that one pass scores a block with
 * vector instructions; each score is summed in the catalogue's own order and is the same bits.
 * Titles without a record in the catalogue have no place. Immutable but for its buffer; one thread.
 */
final class TitleMatrix {
  private static final int BLOCK = 256;

  private final TitleTable titles;
  private final float[][][] blocks; // block, value, row
  private final boolean[] known;
  private final float[] sums = new float[BLOCK];

  TitleMatrix(TitleTable titles, Catalogue catalogue) {
    this.titles = titles;
    int width = catalogue.model().width();
    blocks = new float[(titles.size() + BLOCK - 1) / BLOCK][width][BLOCK];
    known = new boolean[titles.size()];
    for (int row = 0; row < titles.size(); row++) {
      int index = catalogue.indexOf(titles.id(row));
      known[row] = index >= 0;
      if (known[row]) {
        float[] vector = catalogue.scoreVector(index);
        for (int j = 0; j < width; j++) {
          blocks[row / BLOCK][j][row % BLOCK] = vector[j];
        }
      }
    }
  }

  /** Place of the answer, from 0, for a member's vector; -1: not ranked. */
  int rank(float[] member, TestCase testCase) {
    int answer = testCase.answer();
    if (!testCase.isAnswerable() || !known[answer]) {
      return -1;
    }
    float wanted = score(member, answer);
    int rank = 0;
    for (int first = 0; first < testCase.candidates(); first += BLOCK) {
      score(member, blocks[first / BLOCK]);
      int count = Math.min(BLOCK, testCase.candidates() - first);
      for (int i = 0; i < count; i++) {
        if (sums[i] >= wanted && isBefore(first + i, sums[i], answer, wanted)) {
          rank++;
        }
      }
    }
    // The history is a few rows: taking it out afterwards is cheaper than asking for every row.
    for (int row : Arrays.stream(testCase.history()).distinct().toArray()) {
      if (row < testCase.candidates() && isBefore(row, score(member, row), answer, wanted)) {
        rank--;
      }
    }
    return rank;
  }

  private boolean isBefore(int row, float score, int answer, float wanted) {
    return known[row]
        && (score > wanted || score == wanted && titles.byText()[row] < titles.byText()[answer]);
  }

  private float score(float[] member, int row) {
    float[][] block = blocks[row / BLOCK];
    float sum = 0;
    for (int j = 0; j < member.length; j++) {
      sum += member[j] * block[j][row % BLOCK];
    }
    return sum;
  }

  /** The inner loop runs over rows, so vector instructions never reorder a row's sum. */
  private void score(float[] member, float[][] block) {
    Arrays.fill(sums, 0);
    for (int j = 0; j < member.length; j++) {
      float value = member[j];
      float[] column = block[j];
      for (int i = 0; i < BLOCK; i++) {
        sums[i] += value * column[i];
      }
    }
  }
}
