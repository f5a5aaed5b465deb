package io.playhead.inference;

import io.playhead.window.Action;
import io.playhead.window.Token;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * What the page rules need to know of a member's tokens [first, end): the titles, which of them
 * stay out of the top picks, and the newest few tokens. Lives in a cache entry beside the keys and
 * values; one thread.
 */
final class History {
  /** Newest tokens kept. */
  static final int RECENT_TOKENS = 32;

  /** A token, its place in the ring, and texts that are mostly shared. */
  private static final long RECENT_BYTES = 160;

  /** Titles seen in these ways only are not watched: they may still be recommended. */
  private static final int HARMLESS = Action.MY_LIST_ADD.bit() | Action.THUMBS_UP.bit();

  private static final int REFUSALS = Action.NOT_INTERESTED.bit() | Action.THUMBS_DOWN.bit();

  private static final long WATCHED = 1; // or turned down
  private static final long TURNED_DOWN = 2;

  private final long first;
  private long end;
  private final KeySet titles = new KeySet(); // with flags
  private final Recent[] recent = new Recent[RECENT_TOKENS]; // ring: token i at i % RECENT_TOKENS

  /** One of the newest tokens. */
  record Recent(long titleKey, Token token) {
    static Recent of(Token token) {
      return new Recent(TitleKey.of(token.titleId()), token);
    }

    boolean has(Action action) {
      return token.has(action);
    }

    boolean watched() {
      return (token.actions() & ~HARMLESS) != 0 || token.actions() == 0;
    }

    boolean turnedDown() {
      return (token.actions() & REFUSALS) != 0;
    }
  }

  /** Of {@code tokens}, the first of which has absolute index {@code first}. */
  History(long first, List<Token> tokens) {
    this.first = first;
    this.end = first;
    this.titles.expect(tokens.size());
    tokens.forEach(this::add);
  }

  long first() {
    return first;
  }

  /** Absolute index behind the newest token in here. */
  long end() {
    return end;
  }

  /** Adds the next token. */
  void add(Token token) {
    titles.add(flagged(keep(token)));
  }

  /** Whether the title is in here at all. */
  boolean contains(long titleKey) {
    return titles.get(titleKey) != KeySet.NONE;
  }

  /** Whether the title was watched, or turned down. */
  boolean watched(long titleKey) {
    return (titles.get(titleKey) & WATCHED) != 0;
  }

  /** Whether the title was turned down. */
  boolean turnedDown(long titleKey) {
    return (titles.get(titleKey) & TURNED_DOWN) != 0;
  }

  /** Whether any title in here passes {@code test}. */
  boolean anyTitle(LongPredicate test) {
    return titles.any(key -> test.test(key & ~TitleKey.FLAGS));
  }

  /** Token {@code index}, one of the newest {@link #RECENT_TOKENS}. */
  Recent recent(long index) {
    return recent[(int) (index % RECENT_TOKENS)];
  }

  /** Heap it takes. */
  long bytes() {
    return titles.bytes() + RECENT_TOKENS * RECENT_BYTES + 96;
  }

  private Recent keep(Token token) {
    Recent kept = Recent.of(token);
    recent[(int) (end++ % RECENT_TOKENS)] = kept;
    return kept;
  }

  private static long flagged(Recent token) {
    return token.titleKey()
        | (token.watched() ? WATCHED : 0)
        | (token.turnedDown() ? TURNED_DOWN : 0);
  }
}
