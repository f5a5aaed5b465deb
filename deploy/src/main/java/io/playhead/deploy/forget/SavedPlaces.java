package io.playhead.deploy.forget;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.SavedFolders;
import io.playhead.stream.SavedMember;
import io.playhead.stream.SavedMembers;
import io.playhead.stream.SavedStateException;
import io.playhead.stream.SavedStateSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks into checkpoints and savepoints. A running job replaces its checkpoints while they are
 * read: then the next one is read instead, and the older ones are waited for to go. One thread.
 */
final class SavedPlaces {
  private static final String WHAT = "every keyed state and timer of the job";

  /** A busy machine reads more slowly than a quick job replaces; another try may be luckier. */
  private static final Duration TRIES_LIMIT = Duration.ofSeconds(60);

  private final Map<String, Long> erasedAtMs;
  private final Duration replacedLimit;

  /**
   * @param erasedAtMs by member, when each was to be forgotten
   * @param replacedLimit how long a checkpoint with a newer one beside it may take to go
   */
  SavedPlaces(Map<String, Long> erasedAtMs, Duration replacedLimit) {
    this.erasedAtMs = erasedAtMs;
    this.replacedLimit = replacedLimit;
  }

  /** Lines for all of {@code folders}. */
  List<Place> look(List<Path> folders) {
    List<Place> places = new ArrayList<>();
    for (Path job : SavedFolders.jobs(folders)) {
      places.add(newest(job));
      for (Path older : SavedFolders.checkpoints(job).stream().skip(1).toList()) {
        if (!Await.until(replacedLimit, () -> !SavedFolders.isThere(older))) {
          places.add(look(older));
        }
      }
    }
    for (Path folder : folders) {
      if (!SavedFolders.isCheckpoint(folder)) {
        places.add(look(folder));
      }
    }
    return places;
  }

  private Place newest(Path job) {
    long startNs = System.nanoTime();
    while (System.nanoTime() - startNs < TRIES_LIMIT.toNanos()) {
      List<Path> there = SavedFolders.checkpoints(job);
      if (!there.isEmpty()) {
        Place place = look(there.get(0));
        if (place.verdict() != Verdict.NOT_LOOKED || SavedFolders.isThere(there.get(0))) {
          return place;
        }
      }
    }
    return Place.of(
        name(job),
        WHAT,
        Verdict.NOT_LOOKED,
        0,
        0,
        "checkpoints are replaced faster than they can be read: take a savepoint and name it");
  }

  private Place look(Path folder) {
    SavedMembers saved;
    try {
      saved = SavedStateSearch.search(folder, erasedAtMs.keySet());
    } catch (SavedStateException e) {
      return Place.of(name(folder), WHAT, Verdict.NOT_LOOKED, 0, 0, e.getMessage());
    }
    Verdict worst = Verdict.NOTHING;
    String why = String.format("%,d members are in it", saved.memberCount());
    for (SavedMember member : saved.found().values()) {
      Verdict verdict = verdict(member);
      if (verdict.compareTo(worst) > 0) {
        worst = verdict;
      }
      if (verdict == Verdict.LEFT) {
        why =
            "from before the erasure ("
                + member.summary()
                + "), for as long as it exists: delete it";
      }
    }
    int found = saved.found().size();
    return Place.of(name(folder), WHAT, worst, found, found, why);
  }

  private Verdict verdict(SavedMember member) {
    if (member.holdsFromBefore(erasedAtMs.get(member.memberId()))) {
      return Verdict.LEFT;
    }
    return member.isMarker() ? Verdict.MARKER : Verdict.NEW_HISTORY;
  }

  private static String name(Path folder) {
    return "saved state " + folder;
  }
}
