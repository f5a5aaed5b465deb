package io.playhead.deploy.local;

import io.playhead.deploy.CommandFailure;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Everything for real on this machine: broker, registry and, when asked for, the job and the view,
 * each a child process on the loopback address with its data and its log in one folder. Topics
 * exist and schemas are registered when {@link #start} returns. Children end with this object, with
 * this process, and when this process is killed. Not safe for several threads.
 */
public final class LocalMode implements AutoCloseable {
  private final Home home;
  private final Path folder;
  private final List<BrokerProcess> brokers;
  private final RegistryProcess registry;
  private final Thread closeAtExit = new Thread(this::stopChildren, "local-mode-close");
  private final List<ViewProcess> views = new ArrayList<>();
  private JobProcess job;
  private JobOptions jobOptions;
  private boolean closed;

  private LocalMode(Home home, Path folder, int brokerCount) {
    this.home = home;
    this.folder = folder;
    this.brokers = BrokerProcess.of(home, folder, brokerCount);
    this.registry = new RegistryProcess(home, folder);
  }

  /**
   * Starts broker and registry, makes the topics and registers the schemas; about eight seconds.
   *
   * @param folder where data and logs go; made if missing, taken up again if it was used before
   * @param partitions of every topic but model-releases, which has one
   */
  public static LocalMode start(Path folder, int partitions) {
    return start(folder, partitions, 1);
  }

  /** The same with several brokers: of three, any one may be away and nothing is lost. */
  public static LocalMode start(Path folder, int partitions, int brokerCount) {
    Path absolute = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw CommandFailure.badInput("cannot make the folder " + absolute + ": " + e, e);
    }
    LocalMode local = new LocalMode(Home.ofThisProcess(), absolute, brokerCount);
    Runtime.getRuntime().addShutdownHook(local.closeAtExit);
    try {
      local.brokers.forEach(BrokerProcess::launch);
      local.registry.launch();
      local.brokers.forEach(BrokerProcess::awaitReady);
      local.registry.awaitReady();
      TopicSetup.prepareLocal(local.bootstrap(), local.registryUrl(), partitions);
    } catch (RuntimeException e) {
      local.close();
      throw e;
    }
    return local;
  }

  /** Where Kafka's clients connect. */
  public String bootstrap() {
    return brokers.stream().map(BrokerProcess::bootstrap).collect(Collectors.joining(","));
  }

  /** Where the registry's clients connect. */
  public String registryUrl() {
    return registry.url();
  }

  /** Folder of data and logs. */
  public Path folder() {
    return folder;
  }

  /** Schema ids by lookup in this registry. */
  public SchemaIds schemaIds() {
    return new RegistrySchemaIds(registryUrl());
  }

  /** Starts the job, for the first time or after it has ended, and returns at once. */
  public JobProcess startJob(JobOptions options) {
    if (job != null && job.isAlive()) {
      throw new IllegalStateException("the job runs already");
    }
    jobOptions = options;
    job = JobProcess.launch(home, folder, bootstrap(), registryUrl(), options);
    return job;
  }

  /** Starts the job as it was started last. */
  public JobProcess startJob() {
    return startJob(jobOptions);
  }

  /** The job as it was started last; null: never. */
  public JobProcess job() {
    return job;
  }

  /** Ends the job the way a user would, and waits for it. */
  public void stopJob() {
    job.stop();
  }

  /**
   * Starts an instance of the view and returns at once. One that was started before under that name
   * must have ended; its state is taken up again.
   *
   * @param options of {@code playhead view}, beside those that say where things are
   */
  public ViewProcess startView(String name, String... options) {
    ViewProcess view =
        ViewProcess.launch(
            home, folder, name, Ports.free(), bootstrap(), registryUrl(), List.of(options));
    views.add(view);
    return view;
  }

  /**
   * Starts what the view is measured beside: a server that sends the bytes of that file.
   *
   * @param kind {@code javalin} or {@code jetty}
   */
  public ViewProcess startBareServer(int port, Path page, String kind) {
    ViewProcess bare = ViewProcess.launchBare(home, folder, port, page, kind);
    views.add(bare);
    return bare;
  }

  /** kill -9 of the job. */
  public void killJob() {
    job.kill();
  }

  /** kill -9 of the broker. */
  public void killBroker() {
    broker(1).kill();
  }

  /** Starts the broker again on its data and its port, and waits until it serves. */
  public void startBroker() {
    startBroker(1);
    brokers.get(0).awaitReady();
  }

  /** Broker {@code number}, from 1, as it was started last. */
  public ChildProcess broker(int number) {
    return brokers.get(number - 1).process();
  }

  /** Starts that broker again on its data and its port, and returns at once. */
  public void startBroker(int number) {
    brokers.get(number - 1).launch();
  }

  /** Waits until all brokers and the registry serve that have been started. */
  public void awaitServers() {
    brokers.forEach(BrokerProcess::awaitReady);
    registry.awaitReady();
  }

  /** The registry, as it was started last. */
  public ChildProcess registry() {
    return registry.process();
  }

  /** Starts the registry again and returns at once. */
  public void launchRegistry() {
    registry.launch();
  }

  /** kill -9 of the registry. */
  public void killRegistry() {
    registry.process().kill();
  }

  /** Starts the registry again on its data and its port, and waits until it serves. */
  public void startRegistry() {
    registry.launch();
    registry.awaitReady();
  }

  /** Throws with the end of its log when a child has ended that should not have. */
  public void check() {
    List<ChildProcess> servers = new ArrayList<>(List.of(registry.process()));
    brokers.forEach(broker -> servers.add(broker.process()));
    for (ChildProcess child : servers) {
      if (!child.isAlive()) {
        throw child.failure("has ended");
      }
    }
    if (job != null) {
      job.check();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    stopChildren();
    try {
      Runtime.getRuntime().removeShutdownHook(closeAtExit);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs, and finds nothing left.
    }
  }

  /** In the order in which they need each other. */
  private void stopChildren() {
    views.forEach(ViewProcess::stop);
    if (job != null) {
      job.stop();
    }
    if (registry.process() != null) {
      registry.process().stop();
    }
    for (BrokerProcess broker : brokers) {
      if (broker.process() != null && brokers.size() == 1) {
        broker.process().stop();
      } else if (broker.process() != null) {
        broker.process().kill(); // the last of them would wait in vain for a majority
      }
    }
  }
}
