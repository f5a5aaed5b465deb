package io.playhead.inference;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the last bits of a list a function of the member's tokens, too. A sum of floats depends on
 * how it is split up: keys and values that were encoded one token at a time differ in the last bits
 * from those of a whole window at once, and a newest token that looks back at cached ones from one
 * that is encoded with them (by less than 1e-4, law 1). Here all go one way:
 *
 * <ul>
 *   <li>keys and values are those of a member who has a list for each token: the window is encoded
 *       whole when it starts at a new anchor, and one token at a time from there on;
 *   <li>the newest token is always encoded together with the one before it, whether that has keys
 *       and values yet or not.
 * </ul>
 *
 * What happened before, an eviction, a crash, a burst without lists, leaves no trace. A miss costs
 * up to a stride of steps more, or a whole window of them before the first anchor moves. Used on
 * one thread.
 */
final class TokenByToken {
  /** A retained token on the heap, roughly. */
  private static final int TOKEN_BYTES = 160;

  private final Model model;
  private final KeyValueCache cache;

  TokenByToken(Model model, KeyValueCache cache) {
    this.model = model;
    this.cache = cache;
  }

  /** Members of one run: none of them may push out what another has just got. */
  int rowsMax() {
    long keysAndValues =
        2L * model.layers() * model.width() * Float.BYTES * model.window().entriesMax();
    long entryBytes =
        keysAndValues + KeyValueCache.PAGE_BYTES + (long) AnchoredWindow.REACH_MAX * TOKEN_BYTES;
    return (int) Math.max(1, Math.min(Encoder.ROWS_MAX, cache.bytesMax() / entryBytes));
  }

  /** The members of a batch who are behind, each with the steps still to be taken. */
  List<Walk> behind(List<Request> batch, Catalogue catalogue) {
    List<Walk> walks = new ArrayList<>();
    for (Request request : batch) {
      Walk walk = walk(request, catalogue);
      if (!walk.isDone()) {
        walks.add(walk);
      }
    }
    return walks;
  }

  /** Whether the token before the newest has to be encoded again, though it is cached. */
  boolean repeatsLast(CacheEntry entry, long tokenCount) {
    return entry.end() == tokenCount - 1 && entry.count > entry.summaries;
  }

  private Walk walk(Request request, Catalogue catalogue) {
    TokenSource source = request.tokens();
    AnchoredWindow shape = model.window();
    long count = source.tokenCount();
    long anchor = shape.anchor(count);
    long start = Math.max(anchor, source.firstRetained());
    CacheEntry entry = cache.get(request.memberId(), model.id());
    boolean goesOn =
        entry != null
            && entry.count > 0
            && entry.start == start
            && catalogue.changes().untouched(entry.stamp, entry.history);
    if (goesOn) {
      return new Walk(request, entry.end() + 2, count - 1);
    }
    // A window that has slid was encoded whole when it did; one that begins with the first token
    // that is known, never.
    boolean slid = anchor > source.firstRetained();
    long whole = slid ? start + shape.lengthMax() - shape.stride() + 1 : start + 2;
    return new Walk(request, whole, whole == count ? count : count - 1);
  }

  /** One member's steps, as if lists were asked for of ever more of its tokens. */
  static final class Walk {
    private final Request request;
    private final long last; // tokens of the last step
    private long next; // and of the next one

    private Walk(Request request, long next, long last) {
      this.request = request;
      this.next = next;
      this.last = last;
    }

    boolean isDone() {
      return next > last;
    }

    /** The next step. */
    Request step() {
      Request step =
          new Request(request.memberId(), new Prefix(request.tokens(), next), request.context());
      next++;
      return step;
    }
  }

  /** The first tokens of a member. */
  private record Prefix(TokenSource all, long tokenCount) implements TokenSource {
    @Override
    public long firstRetained() {
      return all.firstRetained();
    }

    @Override
    public List<Token> tokens(long fromIndex) {
      return all.tokens(fromIndex).subList(0, (int) (tokenCount - fromIndex));
    }
  }
}
