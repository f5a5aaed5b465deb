package io.playhead.deploy.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Main class of a child process: runs another main class, and ends the process when standard input
 * closes, which it does when the launcher ends or dies. So nothing that local mode starts can
 * outlive it.
 */
public final class Leash {
  /** Time for shutdown hooks before the process is cut off. */
  private static final long GRACE_MS = 10_000;

  private Leash() {}

  /**
   * Runs the main class.
   *
   * @param args name of the class, then its arguments
   */
  public static void main(String[] args) throws Throwable {
    daemon("leash", Leash::endWithStandardInput);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithStandardInput() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is said this way.
      }
    } catch (IOException e) {
      // As good as closed.
    }
    daemon("leash-cut", Leash::cutOff);
    System.exit(0);
  }

  private static void cutOff() {
    try {
      Thread.sleep(GRACE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }
}
