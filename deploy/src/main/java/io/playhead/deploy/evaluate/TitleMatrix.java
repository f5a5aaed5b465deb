package io.playhead.deploy.evaluate;

import io.playhead.inference.Catalogue;
import io.playhead.inference.NewTitlePlaces;
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
  private final boolean[] isNew;
  private final NewTitlePlaces places;
  private final float[] scores;
  private final float[] sums = new float[BLOCK];

  TitleMatrix(TitleTable titles, Catalogue catalogue) {
    this.titles = titles;
    int width = catalogue.model().width();
    blocks = new float[(titles.size() + BLOCK - 1) / BLOCK][width][BLOCK];
    known = new boolean[titles.size()];
    isNew = new boolean[titles.size()];
    scores = new float[titles.size()];
    boolean anyNew = false;
    for (int row = 0; row < titles.size(); row++) {
      int index = catalogue.indexOf(titles.id(row));
      known[row] = index >= 0;
      if (known[row]) {
        isNew[row] = catalogue.hasNoId(index);
        anyNew |= isNew[row];
        float[] vector = catalogue.scoreVector(index);
        for (int j = 0; j < width; j++) {
          blocks[row / BLOCK][j][row % BLOCK] = vector[j];
        }
      }
    }
    places = anyNew ? catalogue.model().newTitlePlaces() : new NewTitlePlaces(NewTitlePlaces.FIRST);
  }

  /** Place of the answer, from 0, for a member's vector; -1: not ranked. */
  int rank(float[] member, TestCase testCase) {
    int answer = testCase.answer();
    if (!testCase.isAnswerable() || !known[answer]) {
      return -1;
    }
    scoreAll(member, testCase.candidates());
    float wanted = scores[answer];
    for (int row : testCase.history()) {
      scores[row] = Float.NaN; // Comes before nothing.
    }
    scores[answer] = wanted;
    int candidates = testCase.candidates();
    int all = countAbove(answer, candidates, null);
    if (places.byScoreAlone()) {
      return all;
    }
    int newAbove = countAbove(answer, candidates, isNew);
    int newInFirst = places.inFirst(knownAboveNew(candidates));
    return NewTitlePlaces.place(isNew[answer], all - newAbove, newAbove, newInFirst);
  }

  /** How many known titles come before the best new title, before the second, and so on. */
  private int[] knownAboveNew(int candidates) {
    int[] above = new int[places.most()];
    int last = -1;
    for (int count = 0; count < above.length; count++) {
      int next = -1;
      for (int row = 0; row < candidates; row++) {
        boolean isLeft = isNew[row] && (last < 0 || isBefore(last, row));
        if (isLeft && !Float.isNaN(scores[row]) && (next < 0 || isBefore(row, next))) {
          next = row;
        }
      }
      if (next < 0) {
        return Arrays.copyOf(above, count);
      }
      above[count] = countAbove(next, candidates, null) - count;
      last = next;
    }
    return above;
  }

  /** How many candidates come before that row; {@code which}: of these rows alone. */
  private int countAbove(int row, int candidates, boolean[] which) {
    int count = 0;
    for (int other = 0; other < candidates; other++) {
      if (scores[other] >= scores[row] && isBefore(other, row) && (which == null || which[other])) {
        count++;
      }
    }
    return count;
  }

  private boolean isBefore(int row, int other) {
    return scores[row] > scores[other]
        || scores[row] == scores[other] && titles.byText()[row] < titles.byText()[other];
  }

  /** NaN for those without a place. The inner loop never reorders a row's sum. */
  private void scoreAll(float[] member, int candidates) {
    for (int first = 0; first < candidates; first += BLOCK) {
      score(member, blocks[first / BLOCK]);
      int count = Math.min(BLOCK, scores.length - first);
      System.arraycopy(sums, 0, scores, first, count);
      for (int row = first; row < first + count; row++) {
        if (!known[row]) {
          scores[row] = Float.NaN;
        }
      }
    }
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
