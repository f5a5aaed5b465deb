package io.playhead.view.bench;

import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A handler of the view's HTTP library that sends the same bytes from memory whatever is asked: no
 * lookup by it can be cheaper. Prints 'ready' once it listens.
 */
public final class BareServer {
  private BareServer() {}

  /**
   * Serves until the process ends.
   *
   * @param arguments the port, and a file with the bytes
   */
  public static void main(String[] arguments) throws IOException {
    byte[] page = Files.readAllBytes(Path.of(arguments[1]));
    Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.jetty.host = "127.0.0.1";
              config.routes.get(
                  "/v1/members/{memberId}/home",
                  context -> context.contentType("application/json").result(page));
            })
        .start(Integer.parseInt(arguments[0]));
    System.out.println("ready");
  }
}
