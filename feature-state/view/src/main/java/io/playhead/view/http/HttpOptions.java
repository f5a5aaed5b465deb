package io.playhead.view.http;

import java.nio.file.Path;

/**
 * How the server is reached and by whom.
 *
 * @param host address to listen on
 * @param port 0: any
 * @param tls null: plain http
 * @param tokens null: nobody is asked who they are
 * @param local events may be sent, members listed
 * @param requestsPerSecond of one address, more are answered 429; 0: no limit
 * @param connectionsMax more are not accepted until some close
 */
public record HttpOptions(
    String host,
    int port,
    Tls tls,
    Tokens tokens,
    boolean local,
    int requestsPerSecond,
    int connectionsMax) {

  /** The same on that port. */
  public HttpOptions onPort(int port) {
    return new HttpOptions(host, port, tls, tokens, local, requestsPerSecond, connectionsMax);
  }

  /**
   * Certificate and key, and whom instances trust among themselves.
   *
   * @param keyStore PKCS12 file; its certificates are those that other instances present too
   */
  public record Tls(Path keyStore, String password) {}

  /**
   * Which bearer tokens count.
   *
   * @param keys JWK set: an http or https address, or a file
   * @param serviceScope scope of whoever may ask for any member
   */
  public record Tokens(String keys, String issuer, String audience, String serviceScope) {}
}
