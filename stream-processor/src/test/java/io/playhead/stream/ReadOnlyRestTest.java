package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST interface of the cluster that {@code run} starts, with its very settings. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ReadOnlyRestTest {
  private static final String JOB = "0123456789abcdef0123456789abcdef";

  @TempDir private static Path folder;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static MiniCluster cluster;
  private static URI address;

  @BeforeAll
  static void start() throws Exception {
    Configuration settings = ClusterSettings.job(folder, 10_000);
    ClusterSettings.addEmbedded(settings, 1, 0);
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .build());
    cluster.start();
    address = cluster.getRestAddress().get();
    awaitLeader();
  }

  /** The interface listens before it has found who leads. */
  private static void awaitLeader() throws Exception {
    long untilNs = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (ask("GET", "/overview").statusCode() == 503) {
      assertThat(System.nanoTime()).as("a leader within a minute").isLessThan(untilNs);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  /** What a person may do by REST who may do anything. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "POST, /jobs",
    "POST, /v1/jobs",
    "POST, /jars/upload",
    "POST, /jars/any.jar/run",
    "PATCH, /jobs/" + JOB + "?mode=cancel",
    "GET, /jobs/" + JOB + "/yarn-cancel",
    "GET, /jobs/" + JOB + "/yarn-stop",
    "GET, /v1//jobs/" + JOB + "/%79arn-cancel",
    "POST, /jobs/" + JOB + "/stop",
    "POST, /jobs/" + JOB + "/savepoints",
    "POST, /jobs/" + JOB + "/checkpoints",
    "PATCH, /jobs/" + JOB + "/rescaling?parallelism=1",
    "PUT, /jobs/" + JOB + "/resource-requirements",
    "POST, /savepoint-disposal",
    "DELETE, /cluster",
  })
  void refusesWhatChangesSomething(String method, String path) throws Exception {
    HttpResponse<String> answer = ask(method, path);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("for reading alone");
  }

  @Test
  void answersWhoeverLooks() throws Exception {
    for (String path : new String[] {"/overview", "/jobs/overview", "/jobmanager/config"}) {
      assertThat(ask("GET", path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void listensOnTheLoopbackAddressAlone() {
    assertThat(address.getHost()).isEqualTo("127.0.0.1");
    assertThat(cluster.isRunning()).isTrue();
  }

  private static HttpResponse<String> ask(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"))
            .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
