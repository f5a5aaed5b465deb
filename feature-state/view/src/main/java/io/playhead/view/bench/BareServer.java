package io.playhead.view.bench;

import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/**
 * A handler that sends the same bytes from memory whatever is asked: {@code javalin}, as the view's
 * handlers are, or {@code jetty}, as its plain lookups are, of the server below that, on the thread
 * which has read the request. No lookup by either can be cheaper. Prints 'ready' once it listens.
 */
public final class BareServer {
  private static final String HOST = "127.0.0.1";

  private BareServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the port, a file with the bytes, and which of the two
   */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    byte[] page = Files.readAllBytes(Path.of(arguments[1]));
    switch (arguments[2]) {
      case "javalin" -> javalin(port, page);
      case "jetty" -> jetty(port, page);
      default -> throw new IllegalArgumentException(arguments[2]);
    }
    System.out.println("ready");
  }

  private static void javalin(int port, byte[] page) {
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.host = HOST;
              config.routes.get(
                  "/v1/members/{memberId}/home",
                  context -> context.contentType("application/json").result(page));
            })
        .start(port);
  }

  private static void jetty(int port, byte[] page) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract(InvocationType.NON_BLOCKING) {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, ByteBuffer.wrap(page), callback);
            return true;
          }
        });
    server.start();
  }
}
