package io.playhead.deploy.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what a run with faults has left against what was sent, and against a run of the same input
 * without faults. One thread.
 */
final class Verdict {
  private static final int SENTENCES_MAX = 20;

  private final Ledger ledger;
  private final List<String> differences = new ArrayList<>();
  private int listsLost;
  private int listsWrong;
  private int tokensWrong;
  private int forgottenFound;
  private long silentlyDropped;
  private long wronglyRejected;

  Verdict(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Every event is in its member's list, or was rejected because it must be. */
  void accountFor(RunOutputs run) {
    Set<Place> mustBeRejected = ledger.mustBeRejected();
    Set<String> erased = ledger.erased();
    for (Map.Entry<Place, String> rejected : run.rejected().entrySet()) {
      Place place = rejected.getKey();
      String member = ledger.memberAt(place);
      // Of a forgotten member anything may be: it depends on what is read first.
      if (member != null && !mustBeRejected.remove(place) && !erased.contains(member)) {
        wronglyRejected++;
        differ(member + ": the event at " + place + " was rejected as " + rejected.getValue());
      }
    }
    silentlyDropped += mustBeRejected.size();
    mustBeRejected.forEach(
        place -> differ("the record at " + place + " must be rejected and nobody speaks of it"));
    for (String member : ledger.members()) {
      FinalPage page = run.page(member);
      long revision = page == null ? 0 : page.revision();
      long sent = ledger.revision(member);
      if (revision < sent) {
        listsLost++;
        silentlyDropped += sent - revision;
        differ(member + ": its list reflects " + revision + " of " + sent + " events");
      }
    }
    for (String member : erased) {
      if (run.page(member) != null) {
        forgottenFound++;
        differ(member + ": asked to be forgotten and has a list");
      }
    }
  }

  /** Every list and every closed token is that of a run without faults. */
  void compare(RunOutputs run, RunOutputs calm) {
    for (String member : ledger.members()) {
      FinalPage expected = calm.page(member);
      FinalPage page = run.page(member);
      if (expected == null) {
        differ(member + ": has no list even without faults");
      } else if (page != null && page.differenceTo(expected) != null) {
        listsWrong++;
        differ(member + ": " + page.differenceTo(expected));
      }
      compareTokens(member, run, calm);
    }
  }

  private void compareTokens(String member, RunOutputs run, RunOutputs calm) {
    Map<Long, String> expected = calm.tokens(member);
    Map<Long, String> tokens = run.tokens(member);
    Set<Long> different = new TreeSet<>(expected.keySet());
    different.addAll(tokens.keySet());
    different.removeIf(index -> Objects.equals(expected.get(index), tokens.get(index)));
    if (!different.isEmpty()) {
      tokensWrong++;
      long first = different.iterator().next();
      differ(
          member
              + ": token "
              + first
              + " is "
              + tokens.get(first)
              + ", not "
              + expected.get(first));
    } else if (run.changedTokens().contains(member)) {
      tokensWrong++;
      differ(member + ": a token that was final has changed");
    }
  }

  /** The reader that follows the revision rule was never given an older page. */
  void follow(RevisionWatch watch) {
    if (watch.wentBack() > 0) {
      differ(watch.wentBack() + " pages went back, such as " + watch.example());
    }
  }

  /** Something else that must not be. */
  void differ(String sentence) {
    differences.add(sentence);
  }

  int listsLost() {
    return listsLost;
  }

  int listsWrong() {
    return listsWrong;
  }

  int tokensWrong() {
    return tokensWrong;
  }

  int forgottenFound() {
    return forgottenFound;
  }

  long silentlyDropped() {
    return silentlyDropped;
  }

  long wronglyRejected() {
    return wronglyRejected;
  }

  /** A sentence for each difference; of many, the first. */
  List<String> differences() {
    return List.copyOf(differences.subList(0, Math.min(differences.size(), SENTENCES_MAX)));
  }
}
