package io.playhead.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.local.Await;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the one job of a cluster says about itself over Flink's REST interface. One thread. */
final class JobRest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Whoever is asked is being measured, and new metrics may take seconds. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final Map<String, List<String>> addresses = new HashMap<>(); // of metrics
  private String job; // asked for once

  JobRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /**
   * Waits for metrics collected now. Asked for a metric, Flink answers with what it collected last,
   * whenever that was, and only then begins to collect again.
   */
  void refresh() {
    double before = processorNs();
    boolean isNew =
        Await.until(
            LIMIT,
            () -> {
              Await.until(PAUSE, () -> false);
              return processorNs() != before;
            });
    if (!isNew) {
      throw CommandFailure.other(
          "the job's metrics have stood still for " + LIMIT.toSeconds() + " seconds");
    }
  }

  /** A metric of every task manager that never stands still. */
  private double processorNs() {
    return processSum("Status.JVM.CPU.Time");
  }

  /** Sum over the task managers of a metric of theirs, as it was collected last. */
  double processSum(String name) {
    return get("/taskmanagers/metrics?agg=sum&get=" + name).path(0).path("sum").asDouble();
  }

  /**
   * Sum over the subtasks of the operator metric {@code name} as it was collected last, see {@link
   * #refresh}; 0 where nobody has it yet.
   */
  double sum(String name) {
    double sum = 0;
    for (String address : addressesOf(name)) {
      sum += get(address).path(0).path("sum").asDouble();
    }
    return sum;
  }

  /**
   * The same of a metric that the job has by now: one that was renamed would be 0 for ever.
   *
   * @throws CommandFailure no operator has it
   */
  double known(String name) {
    if (addressesOf(name).isEmpty()) {
      throw CommandFailure.other("no operator of the job has the metric " + name);
    }
    return sum(name);
  }

  /** Where it is told; looked for until there is one, as whoever is asked works meanwhile. */
  private List<String> addressesOf(String name) {
    List<String> found = addresses.get(name);
    if (found != null) {
      return found;
    }
    found = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job()).path("vertices")) {
      String metrics =
          "/jobs/" + job() + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String id = metric.path("id").asText();
        if (id.endsWith("." + name)) {
          found.add(metrics + "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        }
      }
    }
    if (!found.isEmpty()) {
      addresses.put(name, found);
    }
    return found;
  }

  /** Counts and sizes of the checkpoints so far. */
  JsonNode checkpoints() {
    return get("/jobs/" + job() + "/checkpoints");
  }

  private String job() {
    if (job == null) {
      job = get("/jobs").path("jobs").path(0).path("id").asText();
    }
    return job;
  }

  private JsonNode get(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw CommandFailure.other(
            address + path + " answered " + response.statusCode() + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw CommandFailure.other(address + path + " did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.other("interrupted while asking the job", e);
    }
  }
}
