package io.playhead.view.http;

import io.javalin.config.JavalinConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** What the server takes from whom: address, TLS, sizes, rates. */
final class Connections {
  /**
   * A token is 1 to 2 KB; a path of a member's id of 512 characters, each three bytes escaped, 5.
   */
  static final int HEADER_BYTES_MAX = 16 << 10;

  /** Addresses whose rate is watched at a time; 100 bytes each. */
  private static final int ADDRESSES_MAX = 100_000;

  private static final long IDLE_MS = 60_000; // four heartbeats of a stream

  private Connections() {}

  /**
   * All of it.
   *
   * @param plain what is asked before Javalin is
   */
  static void configure(JavalinConfig config, HttpOptions options, PlainLookups plain) {
    config.jetty.modifyHttpConfiguration(Connections::http);
    config.jetty.addConnector((server, http) -> connector(server, http, options));
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new PlainErrors());
          server.addBean(new NetworkConnectionLimit(options.connectionsMax(), server));
          server.insertHandler(plain);
          if (options.requestsPerSecond() > 0) { // in front of it
            server.insertHandler(
                new DoSHandler(
                    DoSHandler.ID_FROM_REMOTE_ADDRESS,
                    new DoSHandler.LeakingBucketTrackerFactory(options.requestsPerSecond()),
                    PlainErrors::tooMany,
                    ADDRESSES_MAX));
          }
        });
  }

  private static void http(HttpConfiguration http) {
    http.setRequestHeaderSize(HEADER_BYTES_MAX);
    http.setSendServerVersion(false);
    // Ids may hold slashes, escaped: nothing here is a file that such a path could lead to.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "ids",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS));
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, HttpOptions options) {
    ServerConnector connector =
        options.tls() == null
            ? new ServerConnector(server, new HttpConnectionFactory(http))
            : secure(server, http, options.tls());
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_MS);
    return connector;
  }

  private static ServerConnector secure(
      Server server, HttpConfiguration http, HttpOptions.Tls tls) {
    SslContextFactory.Server keys = new SslContextFactory.Server();
    keys.setKeyStorePath(tls.keyStore().toString());
    keys.setKeyStorePassword(tls.password());
    keys.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    HttpConfiguration https = new HttpConfiguration(http);
    // Peers come by the address they advertise, which the certificate may not know.
    https.addCustomizer(new SecureRequestCustomizer(false));
    return new ServerConnector(
        server, new SslConnectionFactory(keys, "http/1.1"), new HttpConnectionFactory(https));
  }
}
