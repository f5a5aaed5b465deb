package io.playhead.training;

import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * A sample of the choices that members made while titles were begun, each equally likely to be in
 * it (Vitter 1985, algorithm R). Used by one thread, then only read.
 */
final class ResumeCases {
  /** 8,192 windows are read as fast as a small epoch, and 177 weights need no more. */
  private static final int LEARNED_MAX = 8192;

  private static final int ASKED_MAX = 4096;

  private final Reservoir learned = new Reservoir(LEARNED_MAX);
  private final Reservoir asked = new Reservoir(ASKED_MAX);

  /** Adds a member's choices; that of the validation token is asked, the others are learned. */
  void add(MemberSequence member, List<Token> tokens, ToIntFunction<String> titleRow) {
    for (int target = 1; target < tokens.size(); target++) {
      ResumeCase choice = ResumeCase.of(member, tokens, target, titleRow);
      if (choice != null) {
        (target < member.trainCount() ? learned : asked).add(choice);
      }
    }
  }

  /** Of the training part. */
  List<ResumeCase> learned() {
    return learned.sample;
  }

  /** Whose answer is the validation token. */
  List<ResumeCase> asked() {
    return asked.sample;
  }

  private static final class Reservoir {
    private final List<ResumeCase> sample = new ArrayList<>();
    private final Random random = new Random(1);
    private final int size;
    private long offered;

    Reservoir(int size) {
      this.size = size;
    }

    void add(ResumeCase choice) {
      offered++;
      if (sample.size() < size) {
        sample.add(choice);
        return;
      }
      long at = (long) (random.nextDouble() * offered);
      if (at < size) {
        sample.set((int) at, choice);
      }
    }
  }
}
