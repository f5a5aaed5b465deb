package io.playhead.deploy.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;

/**
 * JSON that may stand in a script element: nothing in it ends the element, opens a comment, or is a
 * line end to JavaScript alone.
 */
final class ScriptEscapes extends CharacterEscapes {
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private final int[] ascii = standardAsciiEscapesForJSON();

  ScriptEscapes() {
    for (char c : new char[] {'<', '>', '&', '\''}) {
      ascii[c] = ESCAPE_STANDARD; // as u003c and so on, after a backslash
    }
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public SerializableString getEscapeSequence(int c) {
    return switch (c) {
      case LINE_SEPARATOR -> new SerializedString("\\u2028");
      case PARAGRAPH_SEPARATOR -> new SerializedString("\\u2029");
      default -> null; // as it is
    };
  }
}
