package io.playhead.window;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What a member's window must hold: all events, once each, sorted and folded, with no tail, segment
 * or byte.
 */
final class PlainModel {
  final List<Token> tokens = new ArrayList<>();
  final int closedCount;
  final int revision;
  final RequestContext context;

  PlainModel(List<MemberEvent> events, WindowPolicy policy) {
    TreeSet<MemberEvent> sorted = new TreeSet<>(EventOrder.INSTANCE);
    sorted.addAll(events);
    Tokenizer tokenizer = new Tokenizer(policy);
    for (MemberEvent e : sorted) {
      tokenizer.accept(e, tokens);
    }
    closedCount = tokens.size();
    if (tokenizer.open() != null) {
      tokens.add(tokenizer.open());
    }
    revision = sorted.size();
    context = tokenizer.context();
  }
}
