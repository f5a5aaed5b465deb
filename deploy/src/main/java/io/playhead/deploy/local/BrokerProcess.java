package io.playhead.deploy.local;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A Kafka broker of local mode. Its ports stay the same when it is started again. */
final class BrokerProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);

  private final Home home;
  private final Path folder;
  private final String name;
  private final int port;
  private final int controllerPort;
  private final List<String> group;
  private ChildProcess process;

  private BrokerProcess(
      Home home, Path folder, String name, int port, int controllerPort, List<String> group) {
    this.home = home;
    this.folder = folder;
    this.name = name;
    this.port = port;
    this.controllerPort = controllerPort;
    this.group = group;
  }

  /** So many that know of each other; of three, each topic survives the loss of one. */
  static List<BrokerProcess> of(Home home, Path folder, int count) {
    if (count == 1) {
      return List.of(
          new BrokerProcess(home, folder, "broker", Ports.free(), Ports.free(), List.of()));
    }
    List<Integer> controllerPorts = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      controllerPorts.add(Ports.free());
    }
    String voters =
        controllerPorts.stream()
            .map(port -> controllerPorts.indexOf(port) + 1 + "@127.0.0.1:" + port)
            .collect(Collectors.joining(","));
    String clusterId = clusterId();
    List<BrokerProcess> brokers = new ArrayList<>();
    for (int node = 1; node <= count; node++) {
      List<String> group =
          List.of("--node", "" + node, "--voters", voters, "--cluster-id", clusterId);
      brokers.add(
          new BrokerProcess(
              home, folder, "broker-" + node, Ports.free(), controllerPorts.get(node - 1), group));
    }
    return brokers;
  }

  /** Kafka's form of a UUID. */
  private static String clusterId() {
    UUID id = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Starts it and returns at once. */
  void launch() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xms256m",
                "-Xmx512m",
                "-Xmn192m", // of 35, the default, collections hold all up each 1 to 2 s
                "-XX:+UseSerialGC",
                "-cp",
                home.brokerClassPath(),
                "io.playhead.broker.LocalBroker",
                "--data",
                folder.resolve(name).toString(),
                "--port",
                Integer.toString(port),
                "--controller-port",
                Integer.toString(controllerPort)));
    arguments.addAll(group);
    process = ChildProcess.java("the " + name, folder.resolve(name + ".log"), Map.of(), arguments);
  }

  void awaitReady() {
    process.awaitReady(START_LIMIT, () -> process.output().contains("ready 127.0.0.1:" + port));
  }

  ChildProcess process() {
    return process;
  }
}
