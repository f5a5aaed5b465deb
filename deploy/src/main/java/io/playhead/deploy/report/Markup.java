package io.playhead.deploy.report;

/** HTML as it is written: whatever is not a tag is escaped. One thread. */
final class Markup {
  private static final char REPLACEMENT = '\uFFFD';

  private final StringBuilder out = new StringBuilder();

  /** A start tag; {@code attributes} are names and values in turn. */
  Markup open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  /** End tags, in the order given. */
  Markup close(String... tags) {
    for (String tag : tags) {
      out.append("</").append(tag).append('>');
    }
    return this;
  }

  /** A line break, so that the source can be read. */
  Markup line() {
    out.append('\n');
    return this;
  }

  Markup text(String text) {
    escape(text);
    return this;
  }

  /** An element with text in it. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** What is HTML, script or style already. */
  Markup verbatim(String trusted) {
    out.append(trusted);
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\r' -> out.append("&#13;"); // else a parser makes it a line feed
        default -> out.append(isWritable(text, i) ? c : REPLACEMENT);
      }
    }
  }

  /** Neither a control character, which HTML forbids, nor half a surrogate pair. */
  private static boolean isWritable(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return c == '\n' || c == '\t' || !Character.isISOControl(c);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
