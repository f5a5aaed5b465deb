package io.playhead.inference;

import io.playhead.window.Action;
import io.playhead.window.Token;
import java.util.Arrays;
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
  private long[] titles; // sorted, with flags
  private int titleCount;
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
    long[] keys = new long[tokens.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = flagged(keep(tokens.get(i)));
    }
    Arrays.sort(keys);
    this.titles = keys;
    for (long key : keys) { // Equal titles stand together, whatever their flags.
      if (titleCount > 0 && plain(titles[titleCount - 1]) == plain(key)) {
        titles[titleCount - 1] |= key;
      } else {
        titles[titleCount++] = key;
      }
    }
    this.titles = Arrays.copyOf(titles, titleCount + 4);
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
    long key = flagged(keep(token));
    int at = find(key);
    if (at >= 0) {
      titles[at] |= key;
      return;
    }
    if (titleCount == titles.length) {
      titles = Arrays.copyOf(titles, titleCount + titleCount / 8 + 4);
    }
    int insertion = -at - 1;
    System.arraycopy(titles, insertion, titles, insertion + 1, titleCount - insertion);
    titles[insertion] = key;
    titleCount++;
  }

  /** Whether the title is in here at all. */
  boolean contains(long titleKey) {
    return find(titleKey) >= 0;
  }

  /** Whether the title was watched, or turned down. */
  boolean watched(long titleKey) {
    return hasFlag(titleKey, WATCHED);
  }

  /** Whether the title was turned down. */
  boolean turnedDown(long titleKey) {
    return hasFlag(titleKey, TURNED_DOWN);
  }

  private boolean hasFlag(long titleKey, long flag) {
    int at = find(titleKey);
    return at >= 0 && (titles[at] & flag) != 0;
  }

  /** Whether any title in here passes {@code test}. */
  boolean anyTitle(LongPredicate test) {
    for (int i = 0; i < titleCount; i++) {
      if (test.test(plain(titles[i]))) {
        return true;
      }
    }
    return false;
  }

  /** Token {@code index}, one of the newest {@link #RECENT_TOKENS}. */
  Recent recent(long index) {
    return recent[(int) (index % RECENT_TOKENS)];
  }

  /** Heap it takes. */
  long bytes() {
    return 8L * titles.length + RECENT_TOKENS * RECENT_BYTES + 96;
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

  private static long plain(long key) {
    return key & ~TitleKey.FLAGS;
  }

  /** Flags are the lowest bits, so a key sorts at one place whatever its flags. */
  private int find(long key) {
    long plain = plain(key);
    int low = 0;
    int high = titleCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long at = plain(titles[middle]);
      if (at < plain) {
        low = middle + 1;
      } else if (at > plain) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -low - 1;
  }
}
