package io.playhead.stream;

import io.playhead.inference.ModelHandle;
import io.playhead.inference.Recommender;

/**
 * What loading a release ends with, ready to make lists at once.
 *
 * @param handle the claim on its model
 * @param recommender of that model and of the titles as they were when loading began
 * @param seconds that it took
 */
record PreparedModel(ModelHandle handle, Recommender recommender, double seconds)
    implements AutoCloseable {
  @Override
  public void close() {
    handle.close();
  }
}
