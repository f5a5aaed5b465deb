package io.playhead.deploy.cluster;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.ChildProcess;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobJvm;
import io.playhead.deploy.local.Leash;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.WorkFolder;
import io.playhead.stream.ClusterRun;
import io.playhead.stream.OrphanedCheckpoints;
import io.playhead.stream.RetainedCheckpoints;
import io.playhead.stream.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A job manager with the job and its task managers, each a process. {@link #supervise}, called
 * again and again, starts what has died: a task manager joins under the name it had, a job manager
 * takes the job up from the newest complete checkpoint. Children end with this object, with this
 * process, and when this process is killed. Any thread.
 */
public final class FlinkCluster implements AutoCloseable {
  private static final String JOB_MANAGER =
      "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint";
  private static final String TASK_MANAGER =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  /** Folder of ONNX Runtime's libraries, where this process was started with one. */
  private static final String NATIVES = "onnxruntime.native.path";

  private final Home home;
  private final ClusterOptions options;
  private final FlinkSettings settings;
  private final ClusterRest rest;
  private final SupervisedProcess jobManager;
  private final List<SupervisedProcess> taskManagers = new ArrayList<>();
  private final Thread closeAtExit = new Thread(this::close, "cluster-close");
  private Optional<OrphanedCheckpoints> orphans = Optional.empty();
  private boolean closed;

  private FlinkCluster(Home home, ClusterOptions options) {
    this.home = home;
    this.options = options;
    this.settings = new FlinkSettings(options, Ports.free());
    this.rest = new ClusterRest(options.restPort());
    this.jobManager = new SupervisedProcess(this::launchJobManager);
    for (int index = 1; index <= options.taskManagers(); index++) {
      int number = index;
      taskManagers.add(new SupervisedProcess(() -> launchTaskManager(number)));
    }
  }

  /** Starts all processes and returns at once. */
  public static FlinkCluster start(Home home, ClusterOptions options) {
    FlinkCluster cluster = new FlinkCluster(home, options);
    cluster.writeSettings();
    Runtime.getRuntime().addShutdownHook(cluster.closeAtExit);
    cluster.startAll();
    return cluster;
  }

  private void writeSettings() {
    try {
      Files.createDirectories(options.checkpoints());
      Files.createDirectories(options.stateDir().resolve("tmp"));
      Files.createDirectories(conf());
      Files.writeString(conf().resolve("config.yaml"), settings.yaml());
    } catch (IOException e) {
      throw CommandFailure.badInput(options.stateDir() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private synchronized void startAll() {
    jobManager.start();
    taskManagers.forEach(SupervisedProcess::start);
  }

  private Path conf() {
    return options.stateDir().resolve("conf");
  }

  private ChildProcess launchJobManager() {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(JOB_MANAGER, "--configDir", conf().toString()));
    arguments.addAll(List.of("--job-classname", ClusterRun.class.getName()));
    Optional<Path> newest = newestCheckpoint();
    newest.ifPresent(each -> arguments.addAll(List.of("--fromSavepoint", each.toUri() + "")));
    orphans = newest.map(each -> OrphanedCheckpoints.behind(each, options.checkpoints()));
    arguments.addAll(options.job());
    return launch("job-manager", settings.jobManagerJvm(), arguments);
  }

  /** The newest complete checkpoint of this cluster's jobs; empty: there is none yet. */
  public Optional<Path> newestCheckpoint() {
    try {
      return RetainedCheckpoints.newest(options.checkpoints());
    } catch (RunFailure e) {
      throw CommandFailure.other(e.getMessage(), e);
    }
  }

  private ChildProcess launchTaskManager(int index) {
    try {
      // What a killed one left; its copies of the state, which it will look for, are elsewhere.
      WorkFolder.delete(options.rocksDb(index));
      Files.createDirectories(options.rocksDb(index));
    } catch (IOException e) {
      throw CommandFailure.other(options.rocksDb(index) + " cannot be emptied: " + e, e);
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(TASK_MANAGER, "--configDir", conf().toString()));
    arguments.addAll(settings.taskManager(index));
    return launch("task-manager-" + index, settings.taskManagerJvm(), arguments);
  }

  private ChildProcess launch(String name, List<String> jvm, List<String> program) {
    List<String> arguments = new ArrayList<>(jvm);
    arguments.add("-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.playhead.schemas");
    arguments.add("-Dlog4j2.configurationFile=classpath:playhead-log4j2.xml");
    arguments.add("-Dplayhead.home=" + home.root());
    String natives = System.getProperty(NATIVES);
    if (natives != null) {
      arguments.add("-D" + NATIVES + "=" + natives);
    }
    arguments.addAll(List.of("-cp", home.deployClassPath(), Leash.class.getName()));
    arguments.addAll(program);
    Map<String, String> environment = new HashMap<>(options.environment().apply(name));
    environment.putAll(JobJvm.environment());
    return ChildProcess.java(
        "the " + name.replaceFirst("-(?=manager)", " "),
        options.stateDir().resolve(name + ".log"),
        environment,
        arguments);
  }

  /** Starts again what has died; returns what it started, by name. */
  public synchronized List<String> supervise() {
    List<String> started = new ArrayList<>();
    if (closed || hasEnded()) {
      return started;
    }
    if (jobManager.startIfDead()) {
      started.add("job-manager");
    }
    for (int index = 1; index <= taskManagers.size(); index++) {
      if (taskManagers.get(index - 1).startIfDead()) {
        started.add("task-manager-" + index);
      }
    }
    return started;
  }

  /**
   * Deletes what a job manager that was killed left behind, once the job has checkpoints enough
   * without it; called as often as {@link #supervise}.
   *
   * @return what a person should know; empty: nothing
   */
  public synchronized Optional<String> deleteOrphans() {
    return orphans.flatMap(OrphanedCheckpoints::deleteOnceReplaced);
  }

  /** Whether the job has read its input to its end: then its job manager ends by itself. */
  public synchronized boolean hasEnded() {
    return jobManager.process().hasEnded();
  }

  /** Waits until every task runs; fails with the end of its log where a process ends before. */
  public String awaitRunning(Duration limit) {
    boolean settled =
        Await.until(limit, () -> rest.runningJob().isPresent() || firstDead() != null);
    Optional<String> job = rest.runningJob();
    if (job.isPresent()) {
      return job.get();
    }
    ChildProcess dead = firstDead();
    if (settled && dead != null) {
      throw dead.failure("ended while the job was starting");
    }
    throw jobManager.process().failure("did not run the job within " + limit.toSeconds() + " s");
  }

  private synchronized ChildProcess firstDead() {
    if (!jobManager.process().isAlive()) {
      return jobManager.process();
    }
    for (SupervisedProcess taskManager : taskManagers) {
      if (!taskManager.process().isAlive()) {
        return taskManager.process();
      }
    }
    return null;
  }

  /** The job manager as it was started last. */
  public synchronized ChildProcess jobManager() {
    return jobManager.process();
  }

  /** Task manager {@code index}, from 1, as it was started last. */
  public synchronized ChildProcess taskManager(int index) {
    return taskManagers.get(index - 1).process();
  }

  /** How many task managers there are. */
  public int taskManagerCount() {
    return taskManagers.size();
  }

  /** What the job says of itself. */
  public ClusterRest rest() {
    return rest;
  }

  /** What it was started with. */
  public ClusterOptions options() {
    return options;
  }

  /** Ends all processes and waits for them; the newest checkpoint stays. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    jobManager.process().stop();
    taskManagers.forEach(taskManager -> taskManager.process().stop());
    if (Thread.currentThread() != closeAtExit) {
      try {
        Runtime.getRuntime().removeShutdownHook(closeAtExit);
      } catch (IllegalStateException e) {
        // The process is ending: the hook runs, and finds nothing left.
      }
    }
  }
}
