package io.playhead.deploy.bench;

import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.schemas.Title;
import io.playhead.window.InMemorySegments;
import io.playhead.window.MemberEvents;
import io.playhead.window.MemberWindow;
import io.playhead.window.RejectedEventException;
import io.playhead.window.WindowPolicy;
import java.util.ArrayList;
import java.util.List;

/** Vectors that a model has for made-up members. Stateless. */
final class MadeUpMembers {
  private static final long SPACING_MS = 3_600_000;

  private MadeUpMembers() {}

  /**
   * One vector a member.
   *
   * @param watched the titles that they have watched, the most popular first
   * @param tokens of each
   */
  static List<float[]> vectors(
      Model model, List<Title> watched, long seed, int members, int tokens) {
    Recommender recommender =
        new Recommender(model, Catalogue.of(model, watched), PageRules.DEFAULT, null);
    long fromMs = System.currentTimeMillis() - (long) members * tokens * SPACING_MS;
    MadeUpEvents events =
        new MadeUpEvents(
            seed, members, watched.stream().map(Title::getTitleId).toList(), fromMs, SPACING_MS);
    List<float[]> vectors = new ArrayList<>(members);
    for (int member = 0; member < members; member++) {
      MemberWindow window = MemberWindow.empty(WindowPolicy.DEFAULT);
      InMemorySegments segments = new InMemorySegments();
      for (int i = 0; i < tokens; i++) {
        try {
          window.apply(
              MemberEvents.from(events.of(MadeUpEvents.memberId(member)), Long.MAX_VALUE),
              segments);
        } catch (RejectedEventException e) {
          throw new IllegalStateException("a made-up event was refused: " + e.detail(), e);
        }
      }
      vectors.add(recommender.memberVector(window.tokens(0, segments), window.context()));
    }
    return vectors;
  }
}
