package io.playhead.deploy.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The job as a child process: {@code playhead run} on a leash. */
public final class JobProcess {
  private static final String RUN = "io.playhead.deploy.Playhead";

  /** Folder of ONNX Runtime's libraries, where this process was started with one. */
  private static final String NATIVES = "onnxruntime.native.path";

  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final ChildProcess process;

  private JobProcess(ChildProcess process) {
    this.process = process;
  }

  static JobProcess launch(
      Home home, Path folder, String bootstrap, String registryUrl, JobOptions options) {
    int directMb = options.cacheMb() + 512;
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas",
                "-Dlog4j2.configurationFile=classpath:playhead-log4j2.xml",
                "-Dplayhead.home=" + home.root(),
                "-XX:MaxDirectMemorySize=" + directMb + "m",
                "-cp",
                home.deployClassPath(),
                Leash.class.getName(),
                RUN,
                "run",
                "--bootstrap",
                bootstrap,
                "--registry",
                registryUrl,
                "--restore",
                "latest",
                "--state-dir",
                folder.resolve("state").toString()));
    arguments.addAll(options.arguments());
    arguments.addAll(0, JobJvm.options(options.heapMb()));
    String natives = System.getProperty(NATIVES);
    if (natives != null) {
      arguments.add(0, "-D" + NATIVES + "=" + natives);
    }
    return new JobProcess(
        ChildProcess.java("the job", folder.resolve("job.log"), JobJvm.environment(), arguments));
  }

  /** Waits until its graph runs; fails with the end of its log when it ends before. */
  public void awaitRunning() {
    process.awaitReady(START_LIMIT, () -> process.output().contains("running: "));
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Waits for its end; returns the exit code, or null where it lives on after {@code limit}. */
  public Integer awaitExit(Duration limit) throws InterruptedException {
    return process.awaitExit(limit);
  }

  /** What it has written since this start. */
  public String output() {
    return process.output();
  }

  /** Throws with the end of its log when it has ended with anything but 0. */
  public void check() {
    if (!process.isAlive()) {
      int exitCode = exitCode();
      if (exitCode != 0) {
        throw process.failure("ended with exit code " + exitCode);
      }
    }
  }

  private int exitCode() {
    try {
      Integer code = process.awaitExit(Duration.ofSeconds(1));
      return code == null ? -1 : code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** SIGTERM, as a supervisor sends it; see {@link #awaitExit}. */
  public void terminate() {
    process.terminate();
  }

  /** SIGSTOP: it stands still until {@link #resume}. */
  public void pause() {
    process.pause();
  }

  /** SIGCONT. */
  public void resume() {
    process.resume();
  }

  void stop() {
    process.stop();
  }

  void kill() {
    process.kill();
  }
}
