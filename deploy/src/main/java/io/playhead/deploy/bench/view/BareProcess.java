package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.ViewProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bare handler as a process on the view's class path, with a page of the view as its bytes. */
final class BareProcess {
  private BareProcess() {}

  /**
   * Takes one member's page from the view, and starts a server that sends nothing else.
   *
   * @param kind {@code javalin} or {@code jetty}
   */
  static ViewProcess start(LocalMode local, ViewProcess view, String kind) {
    Path bytes = local.folder().resolve("page-" + kind + ".json");
    URI page = URI.create(view.url() + "/v1/members/" + MadeUpPages.memberId(0) + "/home");
    try {
      HttpResponse<Path> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofFile(bytes));
      if (response.statusCode() != 200 || Files.size(bytes) == 0) {
        throw CommandFailure.other("the view has no page to compare with");
      }
    } catch (IOException e) {
      throw CommandFailure.other("the view does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
    ViewProcess bare = local.startBareServer(Ports.free(), bytes, kind);
    bare.awaitReady();
    return bare;
  }
}
