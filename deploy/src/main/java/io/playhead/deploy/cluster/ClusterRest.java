package io.playhead.deploy.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the cluster's one job says of itself over Flink's REST interface. Any thread. */
public final class ClusterRest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final String address;

  ClusterRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /** Id of the job, once every task of it runs; empty: not now. */
  public Optional<String> runningJob() {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      JsonNode tasks = job.path("tasks");
      int total = tasks.path("total").asInt();
      if (job.path("state").asText().equals("RUNNING")
          && total > 0
          && tasks.path("running").asInt() == total) {
        return Optional.of(job.path("jid").asText());
      }
    }
    return Optional.empty();
  }

  /** Names of the task managers that tasks run on. */
  public Set<String> busyTaskManagers() {
    Set<String> busy = new TreeSet<>();
    for (JsonNode taskManager : get("/taskmanagers").path("taskmanagers")) {
      if (taskManager.path("freeSlots").asInt() < taskManager.path("slotsNumber").asInt()) {
        busy.add(taskManager.path("id").asText());
      }
    }
    return busy;
  }

  /** Bytes of all state in the newest checkpoint completed; 0: none yet. */
  public long stateBytes() {
    return newestCheckpoint().path("state_size").asLong();
  }

  /** Id of the newest checkpoint completed since the job manager started; 0: none yet. */
  public long completedCheckpoint() {
    return newestCheckpoint().path("id").asLong();
  }

  private JsonNode newestCheckpoint() {
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      JsonNode latest = get("/jobs/" + job.path("jid").asText() + "/checkpoints").path("latest");
      return latest.path("completed");
    }
    return JSON.missingNode();
  }

  /** Missing where nobody answers, as from a job manager that was killed. */
  private JsonNode get(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).timeout(LIMIT).build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
    } catch (IOException e) {
      return JSON.missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JSON.missingNode();
    }
  }
}
