package io.playhead.subscriber;

import io.playhead.schemas.Recommendation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what it is told, such as {@code "m1 3"} and {@code "m1 forgotten"}. */
final class RecordingListener implements PageListener {
  final List<String> told = new CopyOnWriteArrayList<>();

  /** Is called with each line before it is written down, and may throw. */
  volatile Consumer<String> before = line -> {};

  @Override
  public void page(Recommendation page) {
    tell(page.getMemberId() + " " + page.getRevision());
  }

  @Override
  public void forgotten(String memberId) {
    tell(memberId + " forgotten");
  }

  private void tell(String line) {
    before.accept(line);
    told.add(line);
  }
}
