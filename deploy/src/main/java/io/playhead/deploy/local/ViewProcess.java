package io.playhead.deploy.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One instance of the view as a child process: {@code playhead view} on a leash. Its port and its
 * options stay the same when it is started again.
 */
public final class ViewProcess {
  private static final String VIEW = "io.playhead.view.ViewCommand";
  private static final String BARE = "io.playhead.view.bench.BareServer";
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Supplier<ChildProcess> launcher;
  private final int port;
  private ChildProcess process;

  private ViewProcess(Supplier<ChildProcess> launcher, int port) {
    this.launcher = launcher;
    this.port = port;
    this.process = launcher.get();
  }

  /**
   * Starts one and returns at once.
   *
   * @param name of its log and its state in the folder
   * @param options beside those that say where things are
   */
  static ViewProcess launch(
      Home home,
      Path folder,
      String name,
      int port,
      String bootstrap,
      String registryUrl,
      List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                VIEW,
                "--bootstrap",
                bootstrap,
                "--registry",
                registryUrl,
                "--port",
                Integer.toString(port),
                "--state-dir",
                folder.resolve(name).toString()));
    arguments.addAll(options);
    return launch(home, folder, name, port, arguments);
  }

  /**
   * Starts a server that lookups are measured beside.
   *
   * @param page file with what it sends
   * @param kind of server
   */
  static ViewProcess launchBare(Home home, Path folder, int port, Path page, String kind) {
    return launch(
        home,
        folder,
        "bare-" + kind,
        port,
        List.of(BARE, Integer.toString(port), page.toString(), kind));
  }

  private static ViewProcess launch(
      Home home, Path folder, String name, int port, List<String> command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:view-log4j2.xml",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                home.viewClassPath(),
                Leash.class.getName()));
    arguments.addAll(command);
    Path log = folder.resolve(name + ".log");
    // As when it is started by itself, also beside a job that takes large pages: the view gains
    // nothing from them, and takes 60 MB more.
    Map<String, String> environment = Map.of(JobJvm.TUNABLES, "glibc.malloc.hugetlb=0");
    return new ViewProcess(() -> ChildProcess.java("the view", log, environment, arguments), port);
  }

  /** Starts it again, where it has ended, and returns at once. */
  public void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException("the view runs already");
    }
    process = launcher.get();
  }

  /** Waits until it has read what is on the topics; fails with the end of its log otherwise. */
  public void awaitReady() {
    process.awaitReady(START_LIMIT, () -> process.output().lines().anyMatch("ready"::equals));
  }

  /** Where callers on this machine reach it. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** What it has written since this start. */
  public String output() {
    return process.output();
  }

  /** Throws with the end of its log when it has ended. */
  public void check() {
    if (!process.isAlive()) {
      throw process.failure("has ended");
    }
  }

  /** Ends it the way a user would, and waits for it. */
  public void stop() {
    process.stop();
  }

  /** kill -9. */
  public void kill() {
    process.kill();
  }
}
