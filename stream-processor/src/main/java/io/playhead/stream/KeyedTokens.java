package io.playhead.stream;

import io.playhead.inference.TokenSource;
import io.playhead.window.Token;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyContext;

/** Reads the tokens of one row of a batch, under its key. Used on the task's thread. */
final class KeyedTokens implements TokenSource {
  private final MemberRow row;
  private final MemberStates members;
  private final KeyContext keys;

  KeyedTokens(MemberRow row, MemberStates members, KeyContext keys) {
    this.row = row;
    this.members = members;
    this.keys = keys;
  }

  @Override
  public long tokenCount() {
    return row.window.tokenCount();
  }

  @Override
  public long firstRetained() {
    return row.window.firstRetained();
  }

  @Override
  public List<Token> tokens(long fromIndex) {
    keys.setCurrentKey(row.memberId);
    return row.window.tokens(fromIndex, members.segments());
  }
}
