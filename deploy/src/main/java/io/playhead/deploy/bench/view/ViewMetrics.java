package io.playhead.deploy.bench.view;

import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.ViewProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a view says of itself at /metrics. */
final class ViewMetrics {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;

  ViewMetrics(ViewProcess view) {
    this.address = URI.create(view.url() + "/metrics");
  }

  /** Streams that are open. */
  double streams() {
    return value("playhead_view_streams ");
  }

  /** Pages that it has put into its store since it began. */
  double pagesKept() {
    return value("playhead_view_pages_total{outcome=\"kept\"} ");
  }

  private double value(String name) {
    try {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw CommandFailure.other("the view does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted", e);
    }
  }
}
