package io.playhead.deploy.evaluate;

import io.playhead.window.RequestContext;
import io.playhead.window.Token;
import java.util.List;

/** What the model is given for a question. */
interface Moments {
  /** The member's tokens then, oldest first. */
  List<Token> tokens(TestCase testCase);

  /** What the list is asked for. */
  RequestContext context(TestCase testCase);
}
