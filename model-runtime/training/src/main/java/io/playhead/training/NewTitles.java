package io.playhead.training;

import java.util.Arrays;

/**
 * Where titles without an ID stand: their metadata, regressed onto the directions that training has
 * found for the titles with one (attribute-to-feature mapping, Gantner 2010, section 4). A closed
 * form over finished vectors, so it costs the training nothing and leaves it as it is. Stateless.
 */
final class NewTitles {
  private NewTitles() {}

  /** Fits {@code title.new} and what belongs to it to the other parameters. */
  static void fit(Parameters p, ModelShape shape, TitleRows titles, TrainingSettings settings) {
    int width = shape.width();
    float[] mixed = VocabularyVectors.of(p, shape, titles, TitleTower.Vectors::mixed);
    double norms = 0;
    for (int row = 0; row < titles.vocabularySize(); row++) {
      norms += toUnit(mixed, row * width, width);
    }
    MetadataRegression.Fit fit =
        regression(titles, width, settings.newTitleRidge()).fit(mixed, titles.metadata().count());
    p.set("title.new", fit.table());
    p.set("title.new.mean", fit.mean());
    p.set("title.new.norm", new float[] {(float) (norms / titles.vocabularySize())});
    p.set("title.new.length", new float[] {(float) settings.newTitleLength()});
  }

  private static MetadataRegression regression(TitleRows titles, int width, double ridge) {
    int[] starts = new int[titles.vocabularySize() + 1];
    for (int row = 0; row < titles.vocabularySize(); row++) {
      starts[row + 1] = starts[row] + titles.idCount(row);
    }
    int[] rows = new int[starts[titles.vocabularySize()]];
    float[] weights = new float[rows.length];
    for (int row = 0; row < titles.vocabularySize(); row++) {
      titles.write(row, rows, weights, starts[row]);
    }
    return new MetadataRegression(starts, rows, weights, width, ridge);
  }

  /** Makes a vector unit length where it stands, and returns the length that it had. */
  private static double toUnit(float[] vectors, int from, int width) {
    double squares = 0;
    for (float value : Arrays.copyOfRange(vectors, from, from + width)) {
      squares += (double) value * value;
    }
    double norm = Math.sqrt(squares);
    for (int i = from; i < from + width && norm > 0; i++) {
      vectors[i] /= (float) norm;
    }
    return norm;
  }
}
