package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Looks members' pages up over some connections, as fast as answers come or at a pace; one thread,
 * which never sleeps: waking it would cost the server, whose callers are other machines as a rule,
 * a tenth of its time, and the wait is a millisecond at least, in which five lookups would be late.
 */
final class LookupLoad implements AutoCloseable {
  private static final int SIGNIFICANT_DIGITS = 3;

  private final Selector selector;
  private final Random random;
  private final int members;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private int busy;
  private long answered;
  private long failed;

  private static final class Connection {
    final SocketChannel channel;
    final HttpAnswers answers = new HttpAnswers();
    long dueNs;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }
  }

  LookupLoad(int port, int connections, int members, long seed) {
    this.members = members;
    this.random = new Random(seed);
    try {
      selector = Selector.open();
      for (int i = 0; i < connections; i++) {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        idle.add(connection);
      }
    } catch (IOException e) {
      throw CommandFailure.other("cannot reach port " + port + ": " + e.getMessage(), e);
    }
  }

  /** Lookups a second while each connection asks again as soon as it has its answer. */
  double perSecond(double seconds) {
    answered = 0;
    long startNs = System.nanoTime();
    long endNs = startNs + (long) (seconds * 1e9);
    run(endNs, Double.POSITIVE_INFINITY, null);
    return answered * 1e9 / (System.nanoTime() - startNs);
  }

  /**
   * Microseconds from when a lookup was due to its answer, at that pace: one that waits for others
   * has waited.
   */
  Histogram paced(double perSecond, double seconds) {
    Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
    answered = 0;
    run(System.nanoTime() + (long) (seconds * 1e9), perSecond, latencies);
    return latencies;
  }

  /** Answers other than 200 since the start. */
  long failed() {
    return failed;
  }

  private void run(long endNs, double perSecond, Histogram latenciesUs) {
    long startNs = System.nanoTime();
    long asked = 0;
    Consumer<SelectionKey> read = key -> read((Connection) key.attachment(), latenciesUs);
    try {
      for (long nowNs = startNs; nowNs < endNs || busy > 0; nowNs = System.nanoTime()) {
        while (nowNs < endNs && !idle.isEmpty()) {
          long dueNs = startNs + (long) (asked * 1e9 / perSecond);
          if (dueNs > nowNs) {
            break;
          }
          ask(idle.poll(), Double.isInfinite(perSecond) ? nowNs : dueNs);
          asked++;
        }
        selector.selectNow(read);
      }
    } catch (IOException e) {
      throw CommandFailure.other("a lookup failed: " + e.getMessage(), e);
    }
  }

  private void ask(Connection connection, long dueNs) throws IOException {
    String request =
        "GET /v1/members/"
            + MadeUpPages.memberId(random.nextInt(members))
            + "/home HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    connection.dueNs = dueNs;
    ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) { // a hundred bytes fit an empty socket
      connection.channel.write(bytes);
    }
    busy++;
  }

  private void read(Connection connection, Histogram latenciesUs) {
    try {
      if (!connection.answers.read(connection.channel)) {
        return;
      }
    } catch (IOException e) {
      throw CommandFailure.other("a lookup failed: " + e.getMessage(), e);
    }
    if (!connection.answers.takeIsOk()) {
      failed++;
    }
    answered++;
    busy--;
    idle.add(connection);
    if (latenciesUs != null) {
      latenciesUs.recordValue((System.nanoTime() - connection.dueNs) / 1_000);
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw CommandFailure.other("cannot close connections: " + e.getMessage(), e);
    }
  }
}
