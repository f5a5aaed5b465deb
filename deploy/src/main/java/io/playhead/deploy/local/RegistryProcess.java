package io.playhead.deploy.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The schema registry of local mode: Apicurio with Confluent's API. Its schemas are in a file that
 * is written through, so that ids survive kill -9; in memory, ids would be numbered anew.
 */
final class RegistryProcess {
  private static final Duration START_LIMIT = Duration.ofSeconds(120);

  private final Home home;
  private final Path folder;
  private final int port = Ports.free();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private ChildProcess process;

  RegistryProcess(Home home, Path folder) {
    this.home = home;
    this.folder = folder;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** Starts it and returns at once. */
  void launch() {
    process =
        ChildProcess.java(
            "the registry",
            folder.resolve("registry.log"),
            Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", Integer.toString(port),
                "QUARKUS_LOG_LEVEL", "WARN",
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false",
                "APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD_TRANSITIVE",
                "APICURIO_DATASOURCE_URL",
                    "jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0"),
            List.of(
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.registryClassPath(),
                Leash.class.getName(),
                "io.quarkus.runner.GeneratedMain"));
  }

  void awaitReady() {
    process.awaitReady(START_LIMIT, this::isHealthy);
  }

  private boolean isHealthy() {
    URI health = URI.create("http://127.0.0.1:" + port + "/health/ready");
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  ChildProcess process() {
    return process;
  }
}
