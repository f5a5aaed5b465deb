package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One child JVM on a leash: its standard input is a pipe that nobody writes to, its output goes to
 * a log file, which is appended to when it is started again.
 */
public final class ChildProcess {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final int TAIL_LINES = 15;

  /**
   * Set where children live for minutes: they compile quickly rather than well. On two cores a
   * demo's compilers took .8 of them until it ended, and history went in at half the pace.
   */
  private static final String BRIEF = "playhead.brief";

  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private final String name;
  private final Path log;
  private final long logStart;
  private final Process process;

  private ChildProcess(String name, Path log, long logStart, Process process) {
    this.name = name;
    this.log = log;
    this.logStart = logStart;
    this.process = process;
  }

  /** Starts {@code java} with {@code arguments}. */
  public static ChildProcess java(
      String name, Path log, Map<String, String> environment, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Boolean.getBoolean(BRIEF)) {
      command.add(QUICK_COMPILER);
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      return new ChildProcess(name, log, logStart, builder.start());
    } catch (IOException e) {
      throw CommandFailure.other(name + " could not be started: " + e.getMessage(), e);
    }
  }

  /** Waits until {@code ready}; fails with the log's tail when it ends before, or takes longer. */
  public void awaitReady(Duration limit, BooleanSupplier ready) {
    boolean settled = Await.until(limit, () -> ready.getAsBoolean() || !process.isAlive());
    if (settled && ready.getAsBoolean()) {
      return;
    }
    if (!process.isAlive()) {
      throw failure("ended with exit code " + process.exitValue() + " while starting");
    }
    kill();
    throw failure("was not ready after " + limit.toSeconds() + " s");
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has come to its own end: with exit code 0. */
  public boolean hasEnded() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Waits for the end; returns its exit code, or null where it lives on. */
  public Integer awaitExit(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
  }

  /** Asks it to end, and cuts it off when it does not. */
  public void stop() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The pipe is gone with the process.
    }
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** SIGTERM, and nothing else: {@code Process.destroy} would take it off its leash as well. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGSTOP: it stands still, its connections stay open and nobody answers on them. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String signal) {
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw CommandFailure.other(name + " could not be sent " + signal + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it has written since this start. */
  public String output() {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int from = (int) Math.min(logStart, bytes.length);
      return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }

  /** A failure that says what happened, with the end of the log. */
  public CommandFailure failure(String what) {
    List<String> lines = output().lines().toList();
    List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    return CommandFailure.other(
        name + " " + what + "; the end of " + log + ":\n  " + String.join("\n  ", tail));
  }

  /** Joins paths the way {@code -cp} wants them. */
  public static String classPath(String... parts) {
    return String.join(File.pathSeparator, parts);
  }
}
