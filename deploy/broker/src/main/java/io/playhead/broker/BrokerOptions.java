package io.playhead.broker;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * What the broker is started with.
 *
 * @param data folder of its logs and metadata; made if missing, taken up again if it was used
 *     before
 * @param port port for clients, on the loopback address
 * @param controllerPort port of its own controller, on the loopback address
 * @param node its number among the voters, from 1
 * @param voters controllers of all nodes, {@code 1@127.0.0.1:PORT,2@...}; null: it is alone
 * @param clusterId of all nodes; null: a new one
 */
record BrokerOptions(
    Path data, int port, int controllerPort, int node, String voters, String clusterId) {
  /** Largest record batch, matched by the topics and the clients: 16 MiB. */
  static final int MESSAGE_BYTES_MAX = 16 * 1024 * 1024;

  /**
   * Reads {@code --data DIR --port N --controller-port N} and, for one of several nodes, {@code
   * --node N --voters LIST --cluster-id ID}.
   */
  static BrokerOptions parse(String[] args) {
    Path data = null;
    int port = 0;
    int controllerPort = 0;
    int node = 1;
    String voters = null;
    String clusterId = null;
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      switch (args[i]) {
        case "--data" -> data = Path.of(args[i + 1]).toAbsolutePath();
        case "--port" -> port = port(args[i], args[i + 1]);
        case "--controller-port" -> controllerPort = port(args[i], args[i + 1]);
        case "--node" -> node = port(args[i], args[i + 1]);
        case "--voters" -> voters = args[i + 1];
        case "--cluster-id" -> clusterId = args[i + 1];
        default -> throw new IllegalArgumentException("unknown option " + args[i]);
      }
    }
    if (data == null || port == 0 || controllerPort == 0) {
      throw new IllegalArgumentException("--data, --port and --controller-port are needed");
    }
    return new BrokerOptions(data, port, controllerPort, node, voters, clusterId);
  }

  private static int port(String name, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below, with the value.
    }
    throw new IllegalArgumentException(name + " must be a port from 1 to 65535, not " + value);
  }

  /** Id of the cluster that this node's folder is made for. */
  String clusterIdOrNew() {
    return clusterId == null ? Uuid.randomUuid().toString() : clusterId;
  }

  /** One node that is broker and controller, reachable from this machine alone. */
  Properties kafkaProperties() {
    int replicas = voters == null ? 1 : Math.min(3, voters.split(",").length);
    String replicasInSync = Integer.toString(Math.max(1, replicas - 1));
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(node));
    p.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put(
        "controller.quorum.voters",
        voters == null ? node + "@127.0.0.1:" + controllerPort : voters);
    p.put("log.dirs", data.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("message.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    p.put("replica.fetch.max.bytes", Integer.toString(MESSAGE_BYTES_MAX));
    // An old recording keeps its own times; retention by time would delete it while it is replayed.
    p.put("log.retention.ms", "-1");
    p.put("log.message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    // Three nodes can lose one of them and lose nothing, one node has one replica of all.
    p.put("default.replication.factor", Integer.toString(replicas));
    p.put("min.insync.replicas", replicasInSync);
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.put(topic + ".replication.factor", Integer.toString(replicas));
      p.put(topic + ".num.partitions", "4");
    }
    p.put("transaction.state.log.min.isr", replicasInSync);
    p.put("share.coordinator.state.topic.replication.factor", Integer.toString(replicas));
    p.put("share.coordinator.state.topic.min.isr", replicasInSync);
    p.put("group.initial.rebalance.delay.ms", "0");
    // 3 and 8 by default, for a machine of its own: here they only take turns with everybody else.
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "2");
    // 128 MB of buffers for log cleaning is the default; local mode compacts little.
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024));
    return p;
  }
}
