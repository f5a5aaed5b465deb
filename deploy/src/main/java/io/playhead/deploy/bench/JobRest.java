package io.playhead.deploy.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.deploy.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What the one job of a cluster says about itself over Flink's REST interface. One thread. */
final class JobRest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private String job; // asked for once

  JobRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /** Sum over the subtasks of the operator metric {@code name}; 0 where nobody has it yet. */
  double sum(String name) {
    double sum = 0;
    for (JsonNode vertex : get("/jobs/" + job()).path("vertices")) {
      String metrics =
          "/jobs/" + job() + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      for (JsonNode metric : get(metrics)) {
        String id = metric.path("id").asText();
        if (id.endsWith("." + name)) {
          String asked = metrics + "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
          sum += get(asked).path(0).path("sum").asDouble();
        }
      }
    }
    return sum;
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
