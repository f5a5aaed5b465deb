package io.playhead.deploy.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Whose tokens come in which order before anything is measured. Stateless.
 *
 * <p>Members have a different number of tokens each, so that at any time about as many are this far
 * from the token with which their window starts anew as are that far. With the same number, all
 * windows would be encoded anew within the same stretch of events, and whatever was measured would
 * hold all of that or none.
 */
final class MadeUpHistories {
  private MadeUpHistories() {}

  /**
   * A member for each event, in a random order.
   *
   * @param tokens that each has on average
   * @param stride tokens from one anchor to the next
   */
  static int[] of(long seed, int members, int tokens, int stride) {
    List<Integer> order = new ArrayList<>();
    int apart = Math.max(1, Math.min(tokens, stride / 2));
    for (int member = 0; member < members; member++) {
      int more = member / 2 % apart; // one has more, the next as many less
      boolean hasPartner = member % 2 == 1 || member + 1 < members;
      int count = !hasPartner ? tokens : member % 2 == 0 ? tokens + more : tokens - more;
      order.addAll(Collections.nCopies(count, member));
    }
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToInt(member -> member).toArray();
  }
}
