package io.playhead.window;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A share of the titles that training must never have seen, so that evaluation can ask how well new
 * ones are recommended. Which ones is a function of share and title id alone: a title is cold where
 * the first 53 bits of SHA-256("cold:" + id), as a fraction, are below the share. So the titles of
 * a smaller share are among those of a larger one. Immutable, any thread.
 *
 * @param share from 0, no title, to below 1
 */
public record ColdTitles(double share) {
  /** No title is cold. */
  public static final ColdTitles NONE = new ColdTitles(0);

  private static final double TWO_TO_53 = 0x1p53;

  /** Checks the share. */
  public ColdTitles {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException("--cold-share=" + share + " must be from 0 to below 1");
    }
  }

  /** Whether that title is cold. */
  public boolean contains(String titleId) {
    return share > 0 && fraction(titleId) < share;
  }

  /** Whether a model trained without these has seen none of {@code other}'s. */
  public boolean covers(ColdTitles other) {
    return share >= other.share;
  }

  private static double fraction(String titleId) {
    byte[] hash = sha256().digest(("cold:" + titleId).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(hash).getLong() >>> 11) / TWO_TO_53;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
