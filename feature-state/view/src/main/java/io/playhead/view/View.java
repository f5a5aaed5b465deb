package io.playhead.view;

import io.javalin.util.JavalinException;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.schemas.RegistrySchemaIds;
import io.playhead.schemas.SchemaIds;
import io.playhead.view.http.HomePageServer;
import io.playhead.view.http.HttpOptions;
import io.playhead.view.store.NewestEvent;
import io.playhead.view.store.OwnedPages;
import io.playhead.view.store.PageListener;
import io.playhead.view.store.RecordCounts;
import io.playhead.view.store.RestoreProgress;
import io.playhead.view.store.ViewStores;
import io.playhead.view.store.ViewTopology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One instance of the view, started: Kafka Streams fills the stores, the server answers from them.
 */
final class View implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(View.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  /** What was started, last first: the order to end it in. */
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  private final ViewOptions options;
  private HomePageServer server;

  private View(ViewOptions options) {
    this.options = options;
  }

  /** Pages reach the server only once it is there; nothing is read before. */
  private static final class LateListener implements PageListener {
    private volatile PageListener server;

    @Override
    public void page(String memberId, byte[] storedPage) {
      server.page(memberId, storedPage);
    }

    @Override
    public void forgotten(String memberId) {
      server.forgotten(memberId);
    }
  }

  /**
   * Starts it; it listens at once and is ready when it has read what is there.
   *
   * @throws ViewFailure a server does not answer, or an option cannot be used
   */
  static View start(ViewOptions options) throws ViewFailure {
    int pagePartitions = TopicCheck.check(options);
    View view = new View(options);
    try {
      view.begin(pagePartitions);
      return view;
    } catch (IllegalArgumentException e) {
      view.close();
      throw ViewFailure.badInput(e.getMessage());
    } catch (JavalinException e) {
      view.close();
      HttpOptions http = options.http();
      throw ViewFailure.badInput(
          "Cannot listen on %s:%d (%s); give another --port, or a key store that can be read"
              .formatted(http.host(), http.port(), e.getMessage()));
    } catch (StreamsException e) {
      view.close();
      throw ViewFailure.badInput(
          "--state-dir=%s cannot be used (%s); each instance needs one of its own"
              .formatted(options.stateDir(), e.getMessage()));
    }
  }

  private void begin(int pagePartitions) throws ViewFailure {
    int port = options.http().port() == 0 ? freePort() : options.http().port();
    int advertisedPort = options.advertisedPort() == 0 ? port : options.advertisedPort();
    HostInfo self = new HostInfo(options.advertisedHost(), advertisedPort);
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    SchemaIds schemaIds = new RegistrySchemaIds(options.registry(), options.clients());
    NewestEvent newestEvent = new NewestEvent();
    LateListener listener = new LateListener();
    OwnedPages owned = new OwnedPages(pagePartitions);

    HomePageServer.EventSink sink = null;
    if (options.http().local()) {
      KafkaProducer<String, byte[]> producer = producer(options);
      started.push(producer);
      sink = new HomePageServer.EventSink(schemaIds, producer);
    }
    KafkaStreams streams =
        new KafkaStreams(
            ViewTopology.of(
                TopicCheck.popularTopic(options.applicationId()),
                schemaIds,
                listener,
                newestEvent,
                new RecordCounts(metrics),
                owned),
            StreamsSettings.of(options, self.host() + ":" + self.port()));
    // Leaves the group at once, so that others take over without waiting.
    started.push(
        () ->
            streams.close(
                CloseOptions.timeout(CLOSE_LIMIT)
                    .withGroupMembershipOperation(
                        CloseOptions.GroupMembershipOperation.LEAVE_GROUP)));
    streams.setGlobalStateRestoreListener(new RestoreProgress(metrics));
    bind(metrics, streams);
    server =
        HomePageServer.start(
            options.http().onPort(port),
            self,
            new ViewStores(streams, owned),
            streams::state,
            newestEvent,
            metrics,
            sink);
    started.push(server);
    listener.server = server;
    run(streams);
  }

  private void run(KafkaStreams streams) {
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.RUNNING) {
            server.running();
          }
        });
    streams.setUncaughtExceptionHandler(
        failure -> {
          // A registry away for minutes, or a broker that forgot an offset: begin again, do not
          // end.
          LOG.error("A thread of Kafka Streams failed and is replaced", failure);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.start();
  }

  private void bind(PrometheusMeterRegistry metrics, KafkaStreams streams) {
    new JvmMemoryMetrics().bindTo(metrics);
    new ProcessorMetrics().bindTo(metrics);
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(metrics);
    started.push(gc);
    KafkaStreamsMetrics streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(metrics);
    started.push(streamsMetrics);
  }

  private static KafkaProducer<String, byte[]> producer(ViewOptions options) {
    return new KafkaProducer<>(
        options
            .clients()
            .kafka(
                Map.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    options.bootstrap(),
                    ProducerConfig.LINGER_MS_CONFIG,
                    "0")),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  private static int freePort() throws ViewFailure {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw ViewFailure.failed("No port is free: " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  int port() {
    return server.port();
  }

  /** Whether it has read what was there when it started. */
  boolean isReady() {
    return server.isReady();
  }

  /** Ends all of it; what fails to end keeps nothing else from it. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not end as it should", part.getClass().getSimpleName(), e);
      }
    }
  }
}
