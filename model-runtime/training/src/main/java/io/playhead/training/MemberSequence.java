package io.playhead.training;

import io.playhead.window.BegunTitles;
import io.playhead.window.ContextFeatures;
import io.playhead.window.Token;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * One member's tokens as the model reads them, the training part first and then, where there is
 * one, the validation token. Index 0 is the member's first token ever, so indices are absolute.
 * Immutable, any thread.
 */
final class MemberSequence {
  private final String memberId;
  private final int[] titleRows;
  private final long[] startedMs;
  private final short[] features;
  private final short[] contexts;
  private final boolean[] resumes;
  private final boolean[] wanted;
  private final int trainCount;

  private MemberSequence(String memberId, int size, int trainCount) {
    this.memberId = memberId;
    this.titleRows = new int[size];
    this.startedMs = new long[size];
    this.features = new short[size * TokenFeatures.COUNT];
    this.contexts = new short[size * ContextFeatures.COUNT];
    this.resumes = new boolean[size];
    this.wanted = new boolean[size];
    this.trainCount = trainCount;
  }

  static MemberSequence of(
      String memberId, List<Token> tokens, int trainCount, ToIntFunction<String> titleRow) {
    MemberSequence sequence = new MemberSequence(memberId, tokens.size(), trainCount);
    long[] feature = new long[TokenFeatures.COUNT];
    long[] context = new long[ContextFeatures.COUNT];
    Map<String, Token> newest = new HashMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      sequence.titleRows[i] = titleRow.applyAsInt(token.titleId());
      sequence.startedMs[i] = token.startedMs();
      Token before = newest.put(token.titleId(), token);
      sequence.resumes[i] = before != null && BegunTitles.isBegun(before);
      sequence.wanted[i] = !sequence.resumes[i] && Targets.isWanted(token);
      TokenFeatures.write(token, feature, 0);
      ContextFeatures.write(token, context, 0);
      copy(feature, sequence.features, i * TokenFeatures.COUNT);
      copy(context, sequence.contexts, i * ContextFeatures.COUNT);
    }
    return sequence;
  }

  String memberId() {
    return memberId;
  }

  /** Tokens that training may read and predict. */
  int trainCount() {
    return trainCount;
  }

  /** Whether there is a token behind the training part, and not one that goes on with a title. */
  boolean hasValidation() {
    return titleRows.length > trainCount && trainCount > 0 && !resumes[trainCount];
  }

  int titleRow(int index) {
    return titleRows[index];
  }

  /** When the token at {@code index} began: the moment of the choice. */
  long startedMs(int index) {
    return startedMs[index];
  }

  /**
   * Whether training should predict the token at {@code index}: it goes on with no begun title,
   * which is another row's, and says nothing against its own.
   */
  boolean isWanted(int index) {
    return wanted[index];
  }

  void writeFeatures(int index, long[] out, int offset) {
    for (int i = 0; i < TokenFeatures.COUNT; i++) {
      out[offset + i] = features[index * TokenFeatures.COUNT + i];
    }
  }

  /** The context in which the token at {@code index} was chosen. */
  void writeContext(int index, long[] out, int offset) {
    for (int i = 0; i < ContextFeatures.COUNT; i++) {
      out[offset + i] = contexts[index * ContextFeatures.COUNT + i];
    }
  }

  /** How long before token {@code first + query} each from {@code first} up to it began. */
  void writeGaps(int first, int query, long[] out, int offset) {
    for (int key = 0; key <= query; key++) {
      out[offset + key] = TokenGaps.bucket(startedMs[first + key], startedMs[first + query]);
    }
  }

  private static void copy(long[] from, short[] to, int offset) {
    for (int i = 0; i < from.length; i++) {
      to[offset + i] = (short) from[i];
    }
  }
}
