package io.playhead.deploy.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A script or style sheet that stands in the page, and the hash by which the page's policy lets it
 * run and nothing else.
 *
 * @param text as it stands between the tags
 */
record InlinePart(String text) {
  InlinePart {
    text = text.replace("\r\n", "\n"); // as a parser reads it, or the hash would be another
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("</style") || lower.contains("<!--")) {
      throw new IllegalArgumentException("a part of the page would end its own element");
    }
  }

  /** A file of this package. */
  static InlinePart ofResource(String name) {
    return new InlinePart(read(InlinePart.class.getResourceAsStream(name), name));
  }

  /** The text of {@code in}, which is closed; {@code name} is for the message where it is null. */
  static String read(InputStream in, String name) {
    if (in == null) {
      throw new IllegalStateException("the class path lacks " + name);
    }
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 'sha256-...'}, as a Content-Security-Policy names it. */
  String policySource() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
