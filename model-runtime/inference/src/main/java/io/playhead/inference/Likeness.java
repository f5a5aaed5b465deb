package io.playhead.inference;

import java.util.Arrays;

/**
 * Which of a few titles another one is most like, by the cosine of their score vectors, each summed
 * as ((0 + v0 w0) + v1 w1) + ..., so that it is the same bits wherever it is asked for. A sum waits
 * for each of its additions; those of eight titles wait together. One thread.
 */
final class Likeness {
  private static final int LANES = 8;

  private final int width;
  private final float[] vector;
  private final float[] named; // of a title
  private final float[] cosines = new float[LANES];
  private float[] lanes = {}; // value j of title i at (i / 8 * width + j) * 8 + i % 8
  private int count;

  /** Of titles with vectors of {@code width} values. */
  Likeness(int width) {
    this.width = width;
    this.vector = new float[width];
    this.named = new float[width];
  }

  /** From now on it is about the titles in the first {@code titles} of {@code slots}. */
  void about(Catalogue catalogue, int[] slots, int titles) {
    count = titles;
    int groups = (titles + LANES - 1) / LANES;
    if (lanes.length < groups * width * LANES) {
      lanes = new float[groups * width * LANES];
    }
    Arrays.fill(lanes, 0, groups * width * LANES, 0);
    for (int i = 0; i < titles; i++) {
      catalogue.copyScore(slots[i], named);
      int at = i / LANES * width * LANES + i % LANES;
      for (int j = 0; j < width; j++) {
        lanes[at + j * LANES] = named[j];
      }
    }
  }

  /** Place of the first title with the highest cosine above {@code above}; -1: none has one. */
  int closest(Catalogue catalogue, int slot, float above) {
    if (count == 0) {
      return -1;
    }
    catalogue.copyScore(slot, vector);
    int closest = -1;
    float highest = above;
    for (int first = 0; first < count; first += LANES) {
      eight(first * width);
      for (int i = 0; i < Math.min(LANES, count - first); i++) {
        if (cosines[i] > highest) {
          highest = cosines[i];
          closest = first + i;
        }
      }
    }
    return closest;
  }

  private void eight(int from) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    float sum4 = 0;
    float sum5 = 0;
    float sum6 = 0;
    float sum7 = 0;
    for (int j = 0; j < vector.length; j++) {
      float value = vector[j];
      int at = from + j * LANES;
      sum0 += value * lanes[at];
      sum1 += value * lanes[at + 1];
      sum2 += value * lanes[at + 2];
      sum3 += value * lanes[at + 3];
      sum4 += value * lanes[at + 4];
      sum5 += value * lanes[at + 5];
      sum6 += value * lanes[at + 6];
      sum7 += value * lanes[at + 7];
    }
    cosines[0] = sum0;
    cosines[1] = sum1;
    cosines[2] = sum2;
    cosines[3] = sum3;
    cosines[4] = sum4;
    cosines[5] = sum5;
    cosines[6] = sum6;
    cosines[7] = sum7;
  }
}
