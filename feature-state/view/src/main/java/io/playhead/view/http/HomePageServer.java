package io.playhead.view.http;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.playhead.schemas.SchemaIds;
import io.playhead.view.store.NewestEvent;
import io.playhead.view.store.PageListener;
import io.playhead.view.store.ViewStores;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Everything by HTTP, put together: what answers, who may ask, and the open streams. */
public final class HomePageServer implements PageListener, AutoCloseable {
  private final PageStreams streams;
  private final Health health;
  private final ViewServer server;

  private HomePageServer(PageStreams streams, Health health, ViewServer server) {
    this.streams = streams;
    this.health = health;
    this.server = server;
  }

  /** Where local mode's events go. */
  public record EventSink(SchemaIds schemaIds, Producer<String, byte[]> producer) {}

  /**
   * Starts to listen.
   *
   * @param self where other instances reach this one
   * @param sink null outside local mode
   * @throws IllegalArgumentException the tokens' keys or the certificate cannot be read
   */
  public static HomePageServer start(
      HttpOptions options,
      HostInfo self,
      ViewStores stores,
      Supplier<KafkaStreams.State> state,
      NewestEvent newestEvent,
      PrometheusMeterRegistry metrics,
      EventSink sink) {
    Access access = options.tokens() == null ? Access.open() : tokens(options.tokens());
    Peers peers = new Peers(options.tls() == null ? null : PeerTrust.of(options.tls()));
    Lookup lookup = new Lookup(stores, self);
    PopularPage popular = new PopularPage(stores, newestEvent, System::currentTimeMillis);
    PageStreams streams =
        new PageStreams(peers, popular, self, stores, lookup, System::currentTimeMillis);
    Gauge.builder("playhead.view.streams", streams, PageStreams::count)
        .description("Open streams of members' pages")
        .register(metrics);
    MemberAnswers answers = new MemberAnswers(lookup, peers);
    Health health = new Health(state);
    Gauge.builder("playhead.view.ready", health, h -> h.isReady() ? 1 : 0)
        .description("1: it has restored what it owns, and answers; as /health/ready")
        .register(metrics);
    Gauge.builder("playhead.view.running", state, s -> Health.isRunning(s.get()) ? 1 : 0)
        .description("1: no partition moves or is restored")
        .register(metrics);
    RequestTimes times = new RequestTimes(metrics);
    ViewServer server =
        ViewServer.start(
            options,
            new ViewServer.Handlers(
                new PlainLookups(access, stores, times),
                new HomeHandler(access, answers, popular),
                new StreamHandler(access, streams),
                new TokensHandler(access, answers),
                new TitleHandlers(access, stores),
                sink == null
                    ? null
                    : new LocalHandlers(stores, newestEvent, sink.schemaIds(), sink.producer()),
                health,
                new MetricsHandler(access, metrics),
                times));
    return new HomePageServer(streams, health, server);
  }

  private static Access tokens(HttpOptions.Tokens tokens) {
    JWKSource<SecurityContext> keys;
    try {
      keys = TokenKeys.at(tokens.keys());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--tokens: " + e.getMessage() + "; give a JWK set, its address or a file", e);
    }
    return new TokenAccess(
        keys, tokens.issuer(), tokens.audience(), tokens.serviceScope(), System::currentTimeMillis);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Whether it is ready. */
  public boolean isReady() {
    return health.isReady();
  }

  /** From now on it is ready. */
  public void running() {
    health.running();
  }

  @Override
  public void page(String memberId, byte[] storedPage) {
    streams.page(memberId, storedPage);
  }

  @Override
  public void forgotten(String memberId) {
    streams.forgotten(memberId);
  }

  @Override
  public void close() {
    streams.close();
    server.close();
  }
}
