package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.window.TitleFeatures;
import org.junit.jupiter.api.Test;

/** Only what titles share is learned, and it is found again under another numbering. */
class MetadataRowsTest {
  private static final int SLOTS = TitleFeatures.SLOTS;

  @Test
  void numbersWhatTwoTitlesOfTheVocabularyShare() {
    // Titles 0 and 1 are of the vocabulary, 2 is not.
    MetadataRows rows = rows(new long[][] {{3, 5, 7}, {5, 7, 8}, {3, 8, 9}}, 2);

    assertThat(rows.count()).isEqualTo(3);
    assertThat(rows.row(5)).isEqualTo(1);
    assertThat(rows.row(7)).isEqualTo(2);
    assertThat(rows.row(3)).as("of one title").isZero();
    assertThat(rows.row(8)).as("of one title of the vocabulary").isZero();
    assertThat(rows.row(0)).as("padding").isZero();
  }

  @Test
  void takesTheValuesOfTheSameBuckets() {
    MetadataRows old = rows(new long[][] {{3, 5}, {3, 5}}, 2);
    MetadataRows now = rows(new long[][] {{5, 7}, {5, 7}}, 2);

    float[] taken = now.taken(new float[] {0, 0, 1, 2, 3, 4}, old, 2);

    assertThat(taken).as("row 0, bucket 5, bucket 7").containsExactly(0, 0, 3, 4, 0, 0);
    assertThat(MetadataRows.of(old.rowOfBucket()).count()).isEqualTo(old.count());
  }

  private static MetadataRows rows(long[][] buckets, int vocabularySize) {
    long[] ids = new long[buckets.length * SLOTS];
    float[] weights = new float[ids.length];
    for (int title = 0; title < buckets.length; title++) {
      for (int i = 0; i < buckets[title].length; i++) {
        ids[title * SLOTS + i] = buckets[title][i];
        weights[title * SLOTS + i] = 1;
      }
    }
    return MetadataRows.of(ids, weights, vocabularySize, 10);
  }
}
