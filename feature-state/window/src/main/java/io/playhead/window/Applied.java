package io.playhead.window;

import java.util.List;

/**
 * What one event did to a {@link MemberWindow}.
 *
 * @param outcome what became of the event
 * @param rewound whether a token before the newest one changed, so that a cached prefix may be
 *     wrong and must be dropped; never for an event that comes in order
 * @param finalTokens closed tokens that no later event can change any more, in the order of their
 *     indices; each is reported once in a member's life
 */
public record Applied(Outcome outcome, boolean rewound, List<IndexedToken> finalTokens) {

  static Applied unchanged(Outcome outcome) {
    return new Applied(outcome, false, List.of());
  }
}
