package io.playhead.schemas;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that gives one and the same answer to every request: how registries fail. */
final class StubRegistry implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requestCount = new AtomicInteger();

  StubRegistry(int status, String contentType, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requestCount.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", contentType);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  static StubRegistry json(int status, String body) throws IOException {
    return new StubRegistry(status, "application/vnd.schemaregistry.v1+json", body);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int requestCount() {
    return requestCount.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
