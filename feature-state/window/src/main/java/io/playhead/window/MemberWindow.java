package io.playhead.window;

import java.util.ArrayList;
import java.util.List;

/**
 * One member's tokens and context: all there is to know of a member but its full segments. Called
 * for every event by the thread that owns the member.
 *
 * <p>Events within the lateness of the member's newest event, or ahead of the watermark, stay raw
 * in a sorted tail; older ones are folded into the final state. What is visible is the final state
 * and then the tail, folded by the same {@link Tokenizer}. So events in any interleaving within the
 * lateness, duplicates included, end in the same tokens, context, revision and bytes. Only two
 * things depend on arrival: events beyond the bound, and what {@link WindowPolicy#tailEventsMax}
 * made final early.
 *
 * <p>Longer than other classes here because it owns both a member's bytes and what events do to
 * them; what is appended to is in {@link Tail} and {@link OpenSegment}.
 *
 * <pre>
 * head: block, version 3 ({@link BlockWriter}); version 2, still read, has all texts in front and
 *       the tail last, and version 1 no highest age ratings
 *   revision       unsigned
 *   erased at      unsigned   ms + 1; 0: never
 *   segmentTokens  unsigned   tokens in each of this member's segments
 *   firstSegment   unsigned   oldest segment kept
 *   finalCount     unsigned   final tokens ever; the last finalCount % segmentTokens stand below
 *   newest         unsigned   ms + 1 of the newest event; 0: no event
 *   final until    unsigned   ms + 1; events up to here are too late
 *   tokenizer      {@link Tokenizer}, the open token in it
 *   tail           {@link Tail}
 *   tokens         {@link TokenBytes}, not yet a full segment; a part
 * segment n: tokens n x segmentTokens and on, {@link TokenSegment}
 * </pre>
 */
public final class MemberWindow {
  /** Version of the head's bytes. */
  public static final int VERSION = 3;

  /** The first version that knows age ratings. */
  static final int AGE_RATINGS = 2;

  /** The first version to whose tail and tokens one more can be appended. */
  static final int APPENDED = 3;

  /** What a head takes besides its events and tokens, most often. */
  private static final int OTHER_BYTES = 256;

  private final WindowPolicy policy;
  private long revision;
  private long erasedAtMs = -1;
  private int segmentTokens;
  private long firstSegment;
  private long finalCount;
  private long newestMs = -1;
  private long finalUntilMs = -1;
  private Tokenizer settled;
  private OpenSegment unfilled;
  private Tail tail;
  private Folded visible; // final state and tail, folded; null: nobody has asked

  private MemberWindow(WindowPolicy policy) {
    this.policy = policy;
    clear();
  }

  /** A member of whom nothing is known. */
  public static MemberWindow empty(WindowPolicy policy) {
    return new MemberWindow(policy);
  }

  /** The member whose {@link #encode()} gave {@code head}. */
  public static MemberWindow decode(byte[] head, WindowPolicy policy) {
    BlockReader in = new BlockReader("Member window", head, VERSION, APPENDED);
    MemberWindow window = new MemberWindow(policy);
    window.revision = in.unsigned();
    window.erasedAtMs = in.unsigned() - 1;
    window.segmentTokens = in.upTo(1024);
    if (window.segmentTokens == 0) {
      throw in.broken("its segments hold no tokens");
    }
    window.firstSegment = in.unsigned();
    window.finalCount = in.unsigned();
    window.newestMs = in.unsigned() - 1;
    window.finalUntilMs = in.unsigned() - 1;
    window.settled = Tokenizer.readFrom(in, policy);
    int count = (int) Long.remainderUnsigned(window.finalCount, window.segmentTokens);
    if (in.version() < APPENDED) {
      window.unfilled = OpenSegment.readFrom(count, in);
      window.tail = Tail.readFrom(in, EventBytes.NOTHING);
    } else {
      window.tail = Tail.readFrom(in, window.settled.newest());
      in.beginPart();
      window.unfilled = OpenSegment.readFrom(count, in);
    }
    in.end();
    return window;
  }

  /** The bytes of this member, a function of its state alone. */
  public byte[] encode() {
    BlockWriter out =
        BlockWriter.ofVersion(VERSION, OTHER_BYTES + tail.bytes() + unfilled.bytes().length());
    out.unsigned(revision);
    out.unsigned(erasedAtMs + 1);
    out.unsigned(segmentTokens);
    out.unsigned(firstSegment);
    out.unsigned(finalCount);
    out.unsigned(newestMs + 1);
    out.unsigned(finalUntilMs + 1);
    settled.writeTo(out);
    tail.writeTo(out, settled.newest());
    out.append(unfilled.bytes(), 0);
    return out.toBytes();
  }

  /** Takes in one event of a stream that nothing runs ahead of: one reader, one source. */
  public Applied apply(MemberEvent e, TokenSegments segments) {
    return apply(e, segments, Long.MAX_VALUE);
  }

  /**
   * Takes in one event of this member. What is older than the lateness becomes final, but nothing
   * newer than {@code watermarkMs}: topics and partitions have no order between them, and after an
   * outage one can be read hours of event time ahead of another. The watermark is that of the
   * slowest, so its events are never too late for having been read last.
   */
  public Applied apply(MemberEvent e, TokenSegments segments, long watermarkMs) {
    if (e.action() == Action.ERASE) {
      return erase(e.eventTimeMs(), segments);
    }
    if (e.eventTimeMs() <= erasedAtMs) {
      return Applied.unchanged(Outcome.ERASED);
    }
    if (e.eventTimeMs() <= finalUntilMs) {
      return Applied.unchanged(Outcome.TOO_LATE);
    }
    int found = tail.find(e);
    if (found >= 0) {
      return Applied.unchanged(Outcome.DUPLICATE);
    }
    int place = -found - 1;
    // Folding one event more can only change the newest token or append, so in order is no rewind.
    boolean inOrder = place == tail.size();
    List<Token> before = inOrder ? null : visible().tokens;
    tail.insert(place, e);
    revision++;
    newestMs = Math.max(newestMs, e.eventTimeMs());
    if (inOrder && visible != null) {
      visible.accept(e);
    } else {
      visible = null;
    }
    boolean rewound = !inOrder && isRewound(before, visible().tokens);
    return new Applied(Outcome.ACCEPTED, rewound, settle(segments, watermarkMs));
  }

  /**
   * Makes everything final and closes the open token by silence, when {@code watermarkMs} has
   * reached {@link #nextExpiryMs()}. From then on only events newer than all before are taken.
   */
  public List<IndexedToken> expire(long watermarkMs, TokenSegments segments) {
    if (watermarkMs < nextExpiryMs()) {
      return List.of();
    }
    List<Token> closed = new ArrayList<>();
    for (MemberEvent e : tail.events()) {
      settled.accept(e, closed);
    }
    settled.closeBySilence(closed);
    tail.clear();
    visible = null;
    finalUntilMs = Math.max(finalUntilMs, newestMs);
    return append(closed, segments);
  }

  /**
   * When {@link #expire} could do something: the silence and the lateness after the last event, or
   * after the end of what plays, if that is later; {@link Long#MAX_VALUE}: never.
   */
  public long nextExpiryMs() {
    if (tail.size() == 0 && !settled.hasOpen()) {
      return Long.MAX_VALUE;
    }
    long quietSinceMs = Math.max(newestMs, visible().end.quietSinceMs());
    return quietSinceMs + policy.silenceMs() + policy.latenessMs();
  }

  /** Events accepted so far; never goes back, not even with an erasure. */
  public long revision() {
    return revision;
  }

  /** When the member last asked to be forgotten, milliseconds; -1: never. */
  public long erasedAtMs() {
    return erasedAtMs;
  }

  /** Segments that stand beside the head. */
  public long segmentCount() {
    return finalCount / segmentTokens - firstSegment;
  }

  /** Tokens so far, provisional ones and the open one included, counted from the start. */
  public long tokenCount() {
    return finalCount + visible().tokens.size();
  }

  /** Whether the last token is still open. */
  public boolean hasOpenToken() {
    return visible().end.hasOpen();
  }

  /** Index of the oldest token that can still be read. */
  public long firstRetained() {
    return firstSegment * segmentTokens;
  }

  /** What a page would be made for now. */
  public RequestContext context() {
    return visible().end.context();
  }

  /**
   * Tokens from {@code fromIndex}, at least {@link #firstRetained()}, to the newest; an open one is
   * the last.
   */
  public List<Token> tokens(long fromIndex, TokenSegments segments) {
    if (fromIndex < firstRetained() || fromIndex > tokenCount()) {
      throw new IndexOutOfBoundsException(
          "Tokens from " + fromIndex + " of " + firstRetained() + " to " + tokenCount());
    }
    List<Token> tokens = new ArrayList<>((int) (tokenCount() - fromIndex));
    long index = fromIndex;
    long unfilledFrom = finalCount - unfilled.size();
    while (index < unfilledFrom) {
      List<Token> segment = segment(index / segmentTokens, segments);
      tokens.addAll(segment.subList((int) (index % segmentTokens), segmentTokens));
      index = (index / segmentTokens + 1) * segmentTokens;
    }
    if (index < finalCount) {
      tokens.addAll(unfilled.tokens().subList((int) (index - unfilledFrom), unfilled.size()));
      index = finalCount;
    }
    List<Token> tailTokens = visible().tokens;
    tokens.addAll(tailTokens.subList((int) (index - finalCount), tailTokens.size()));
    return tokens;
  }

  private List<Token> segment(long index, TokenSegments segments) {
    byte[] bytes = segments.read(index);
    List<Token> tokens = bytes == null ? List.of() : TokenSegment.decode(bytes);
    if (tokens.size() != segmentTokens) {
      throw new IllegalStateException(
          "Token segment "
              + index
              + " of version "
              + TokenSegment.VERSION
              + " holds "
              + tokens.size()
              + " tokens, but the member window says "
              + segmentTokens
              + ".");
    }
    return tokens;
  }

  private Applied erase(long requestedAtMs, TokenSegments segments) {
    if (requestedAtMs <= erasedAtMs) {
      return Applied.unchanged(Outcome.DUPLICATE);
    }
    for (long segment = firstSegment; segment < finalCount / segmentTokens; segment++) {
      segments.remove(segment);
    }
    clear();
    erasedAtMs = requestedAtMs;
    revision++;
    return new Applied(Outcome.ERASURE, true, List.of());
  }

  private void clear() {
    segmentTokens = policy.segmentTokens();
    firstSegment = 0;
    finalCount = 0;
    newestMs = -1;
    finalUntilMs = -1;
    settled = new Tokenizer(policy);
    unfilled = new OpenSegment();
    tail = new Tail();
    visible = null;
  }

  /**
   * Folds what has left the lateness and is behind the watermark, and what the tail has no room
   * for, into the final state.
   */
  private List<IndexedToken> settle(TokenSegments segments, long watermarkMs) {
    long horizonMs = Math.min(newestMs - policy.latenessMs(), watermarkMs);
    List<Token> closed = new ArrayList<>();
    List<MemberEvent> events = tail.events();
    int count = 0;
    while (count < events.size()
        && (events.get(count).eventTimeMs() <= horizonMs
            || events.size() - count > policy.tailEventsMax())) {
      settled.accept(events.get(count), closed);
      finalUntilMs = Math.max(finalUntilMs, events.get(count).eventTimeMs());
      count++;
    }
    finalUntilMs = Math.max(finalUntilMs, horizonMs);
    if (count == 0) {
      return List.of();
    }
    tail.removeFirst(count);
    if (visible != null) {
      visible.tokens.subList(0, closed.size()).clear(); // they are final now
    }
    return append(closed, segments);
  }

  private List<IndexedToken> append(List<Token> closed, TokenSegments segments) {
    List<IndexedToken> appended = new ArrayList<>(closed.size());
    for (Token token : closed) {
      appended.add(new IndexedToken(finalCount++, token));
      unfilled.add(token);
      if (unfilled.size() == segmentTokens) {
        segments.write(finalCount / segmentTokens - 1, TokenSegment.encode(unfilled));
        unfilled.clear();
      }
    }
    long needed = Math.max(0, finalCount - policy.tokensRetained()) / segmentTokens;
    while (firstSegment < needed) {
      segments.remove(firstSegment++);
    }
    return appended;
  }

  private Folded visible() {
    if (visible == null) {
      visible = new Folded(settled.copy(policy));
      tail.events().forEach(visible::accept);
    }
    return visible;
  }

  /** Whether a token before the newest is another one now. Caches never hold the newest. */
  private static boolean isRewound(List<Token> before, List<Token> after) {
    if (after.size() < before.size()) {
      return true;
    }
    int count = Math.max(0, before.size() - 1);
    return !after.subList(0, count).equals(before.subList(0, count));
  }

  /** The tokens after the final ones, an open one last, and the tokenizer after them. */
  private static final class Folded {
    final List<Token> tokens = new ArrayList<>();
    final Tokenizer end;

    Folded(Tokenizer settled) {
      end = settled;
      addOpen();
    }

    void accept(MemberEvent e) {
      if (end.hasOpen()) {
        tokens.remove(tokens.size() - 1);
      }
      end.accept(e, tokens);
      addOpen();
    }

    private void addOpen() {
      if (end.hasOpen()) {
        tokens.add(end.open());
      }
    }
  }
}
