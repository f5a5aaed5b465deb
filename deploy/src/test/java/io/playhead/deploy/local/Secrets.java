package io.playhead.deploy.local;

/** Passwords that nobody can mistake for anything else, to look for in output. Test fixture. */
public final class Secrets {
  /** What each of them begins with. */
  public static final String MARK = "hush-7f3a9c-";

  private Secrets() {}

  /** That one's. */
  public static String of(String owner) {
    return MARK + owner;
  }
}
