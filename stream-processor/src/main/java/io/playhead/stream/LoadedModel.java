package io.playhead.stream;

import io.playhead.inference.Catalogue;
import io.playhead.inference.ExecutionProvider;
import io.playhead.inference.Model;
import io.playhead.inference.ModelHandle;
import io.playhead.inference.Recommender;
import io.playhead.inference.Request;
import java.util.List;

/**
 * A model with its own catalogue, making lists. Used on the task's thread, which closes it between
 * two batches.
 */
final class LoadedModel implements AutoCloseable {
  private final ServedTitles titles;
  private final ServedCatalogue catalogue;
  private final ModelHandle handle;
  private final Recommender recommender;
  // The metrics thread asks, after a close too.
  private final String id;
  private final ExecutionProvider provider;

  /**
   * @param catalogue what has gathered the changes of {@code titles} since {@code prepared} was
   *     begun
   */
  LoadedModel(ServedTitles titles, ServedCatalogue catalogue, PreparedModel prepared, long nowMs) {
    this.titles = titles;
    this.catalogue = catalogue;
    this.handle = prepared.handle();
    this.recommender = prepared.recommender();
    this.id = handle.model().id();
    this.provider = handle.model().provider();
    catalogue.begin(recommender.catalogue(), nowMs);
  }

  Model model() {
    return handle.model();
  }

  String id() {
    return id;
  }

  ExecutionProvider provider() {
    return provider;
  }

  List<MadePage> make(List<Request> requests, long nowMs) {
    Catalogue now = catalogue.at(nowMs);
    if (recommender.catalogue() != now) {
      recommender.catalogue(now);
    }
    String space = model().manifest().space();
    return recommender.recommend(requests).stream().map(page -> new MadePage(page, space)).toList();
  }

  /** What is cached of the member is wrong, or to be forgotten. */
  void drop(String memberId) {
    recommender.drop(memberId);
  }

  int titleCount() {
    return catalogue.size();
  }

  @Override
  public void close() {
    titles.leave(catalogue);
    handle.close();
  }
}
