package io.playhead.deploy.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Kafka broker of local mode. Its ports stay the same when it is started again. */
final class BrokerProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Home home;
  private final Path folder;
  private final int port = Ports.free();
  private final int controllerPort = Ports.free();
  private ChildProcess process;

  BrokerProcess(Home home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Starts it and returns at once. */
  void launch() {
    process =
        ChildProcess.java(
            "the broker",
            folder.resolve("broker.log"),
            Map.of(),
            List.of(
                "-Xms128m",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                home.brokerClassPath(),
                "io.playhead.broker.LocalBroker",
                "--data",
                folder.resolve("broker").toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(controllerPort)));
  }

  void awaitReady() {
    process.awaitReady(START_LIMIT, () -> process.output().contains("ready 127.0.0.1:" + port));
  }

  ChildProcess process() {
    return process;
  }
}
