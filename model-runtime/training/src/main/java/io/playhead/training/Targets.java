package io.playhead.training;

import io.playhead.window.Action;
import io.playhead.window.Token;

/** Which tokens training learns to predict. Stateless. */
final class Targets {
  private Targets() {}

  /** All but those with which a member said no: the model reads them and does not aim at them. */
  static boolean isWanted(Token token) {
    return !token.has(Action.NOT_INTERESTED) && !token.has(Action.THUMBS_DOWN);
  }
}
