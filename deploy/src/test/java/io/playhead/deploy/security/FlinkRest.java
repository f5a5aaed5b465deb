package io.playhead.deploy.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** Flink's REST interface of a running job, as whoever reaches it. Test fixture. */
final class FlinkRest {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String job;

  FlinkRest(int port) throws Exception {
    this.address = "http://127.0.0.1:" + port;
    this.job =
        new ObjectMapper().readTree(get("/jobs")).path("jobs").path(0).path("id").textValue();
  }

  /** Every answer that could hold a setting. */
  List<String> everythingItTells() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String path :
        List.of(
            "/config",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/taskmanagers",
            "/jobs/" + job,
            "/jobs/" + job + "/config",
            "/jobs/" + job + "/plan",
            "/jobs/" + job + "/exceptions",
            "/jobs/" + job + "/checkpoints/config",
            "/jobs/" + job + "/accumulators?includeSerializedValue=true")) {
      answers.add(get(path));
    }
    return answers;
  }

  /** Neither a job, which is code, nor the end of one. */
  void refusesChanges() throws Exception {
    assertThat(send("POST", "/jobs").statusCode()).isEqualTo(403);
    assertThat(send("PATCH", "/jobs/" + job + "?mode=cancel").statusCode()).isEqualTo(403);
    assertThat(get("/jobs/" + job)).contains("\"state\":\"RUNNING\"");
  }

  private String get(String path) throws Exception {
    HttpResponse<String> answer = send("GET", path);
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.ofString(""))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
