package io.playhead.deploy.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.playhead.deploy.CommandFailure;
import io.playhead.deploy.bench.RunningJob;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.Home;
import io.playhead.deploy.local.JobOptions;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.Ports;
import io.playhead.deploy.local.Releases;
import io.playhead.deploy.local.SmallRecording;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.Topics;
import io.playhead.schemas.TraceContext;
import io.playhead.schemas.WireFormat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dashboard, alerts, runbooks and documentation name what a running job and a running view tell,
 * and nothing else; and a list names the trace of its event.
 *
 * <p>One class for all, as they are held against one job and one view that take a minute to start.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ObservabilityTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Path ROOT = Home.ofThisProcess().root();
  private static final Path FOLDER = ROOT.resolve("deploy/observability");
  private static final String JOB = "flink_taskmanager_job_task_operator_playhead_";
  private static final String VIEW = "playhead_view_";
  private static final int MEMBERS = 6;
  private static final int EVENTS = 61;
  private static final String TRACED_MEMBER = "member-traced";
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";

  /** Told by Prometheus itself. */
  private static final Set<String> PROMETHEUS = Set.of("up");

  @TempDir private static Path folder;
  private static LocalMode local;
  private static String jobUrl;
  private static int restPort;
  private static ViewProcess view;
  private static Series told;

  @BeforeAll
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  static void feedAJobAndAView() throws Exception {
    local = LocalMode.start(folder.resolve("work"), 2);
    int port = Ports.free();
    restPort = Ports.free();
    jobUrl = "http://127.0.0.1:" + port + "/metrics";
    try (TopicWriter writer = new TopicWriter(local.bootstrap(), local.schemaIds())) {
      Path bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), SmallRecording.TITLE_IDS);
      TinyBundle.titles(SmallRecording.TITLE_IDS.size()).forEach(writer::send);
      writer.send(Releases.of(bundle));
      writer.flush();
      JobOptions options =
          JobOptions.DEFAULT
              .withCheckpointIntervalMs(1_000)
              .withHeapMb(512)
              .withMore(
                  "--metrics-port",
                  Integer.toString(port),
                  "--rest-port",
                  Integer.toString(restPort));
      local.startJob(options);
      view = local.startView("view", "--standbys", "0");
      SmallRecording.events(11, MEMBERS - 1, EVENTS - 1).forEach(writer::send);
      writer.sendBytes(Topics.PLAYBACK_EVENTS, "nobody", new byte[] {1, 2, 3});
      writer.sendBytes(Topics.RECOMMENDATIONS, "nobody", new byte[] {1, 2, 3});
      writer.flush();
      sendTraced();
    }
    local.job().awaitRunning();
    view.awaitReady();
    awaitTraced(view.url() + "/v1/members/" + TRACED_MEMBER + "/home");
    assertThat(Await.until(LIMIT, ObservabilityTest::allIsListed)).as("all is listed").isTrue();
  }

  private static boolean allIsListed() {
    try {
      told = scrape();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    double made = told.sum(JOB + "list_lane_made", Map.of());
    return told.sum(JOB + "window_events", Map.of()) == EVENTS
        && told.sum(JOB + "window_waitingMembers", Map.of()) == 0
        && made >= MEMBERS
        && told.sum(JOB + "topic_topic_sent", Map.of("topic", Topics.RECOMMENDATIONS)) == made;
  }

  @AfterAll
  static void stop() {
    if (local != null) {
      local.close();
    }
  }

  private static void sendTraced() throws Exception {
    PlaybackEvent event =
        PlaybackEvent.newBuilder(
                (PlaybackEvent)
                    SmallRecording.events(11, 1, 60).stream()
                        .filter(PlaybackEvent.class::isInstance)
                        .findFirst()
                        .orElseThrow())
            .setMemberId(TRACED_MEMBER)
            .setEventTimeMs(System.currentTimeMillis())
            .build();
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.PLAYBACK_EVENTS,
            TRACED_MEMBER.getBytes(StandardCharsets.UTF_8),
            WireFormat.encode(
                local.schemaIds().idOf(Topics.PLAYBACK_EVENTS), AvroBytes.encode(event)));
    record.headers().add(TraceContext.HEADER, TRACEPARENT.getBytes(StandardCharsets.US_ASCII));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  /** Waits for the member's own page; then a list has gone all the way. */
  private static void awaitTraced(String url) {
    boolean there =
        Await.until(
            LIMIT,
            () -> {
              local.check();
              view.check();
              return get(url).body().contains("\"kind\":\"personal\"");
            });
    assertThat(there).as("page of the traced member").isTrue();
  }

  private static HttpResponse<String> get(String url) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(url + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Series scrape() throws IOException, InterruptedException {
    return Series.scrape(jobUrl).with(Series.scrape(view.url() + "/metrics"));
  }

  // ---- dashboard and alerts ----

  private static JsonNode yaml(String file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve(file).toFile());
  }

  private static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve("grafana/playhead.json").toFile());
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    for (JsonNode group : yaml("prometheus/playhead-rules.yml").path("groups")) {
      group.path("rules").forEach(alerts::add);
    }
    return alerts;
  }

  /** By where it stands. */
  private static Map<String, String> expressions() throws IOException {
    Map<String, String> expressions = new TreeMap<>();
    for (JsonNode alert : alerts()) {
      expressions.put("alert " + alert.path("alert").asText(), alert.path("expr").asText());
    }
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        expressions.put(
            "panel "
                + panel.path("id")
                + " "
                + panel.path("title").asText()
                + " "
                + target.path("refId").asText(),
            target.path("expr").asText().replace("$__rate_interval", "1m"));
      }
    }
    for (JsonNode annotation : dashboard().path("annotations").path("list")) {
      expressions.put(
          "annotation " + annotation.path("name").asText(), annotation.path("expr").asText());
    }
    return expressions;
  }

  @Test
  void everyMetricOfTheDashboardAndTheAlertsIsTold() throws Exception {
    Map<String, String> expressions = expressions();
    List<String> missing = new ArrayList<>();
    expressions.forEach(
        (where, expression) ->
            PromQl.unanswered(expression, told).stream()
                .filter(
                    selector -> PROMETHEUS.stream().noneMatch(up -> selector.contains("=" + up)))
                .forEach(selector -> missing.add(where + ": " + selector)));

    assertThat(expressions).hasSizeGreaterThan(80);
    assertThat(missing).isEmpty();
  }

  @Test
  void theDashboardHasARowForEachStageInTheOrderOfThePath() throws Exception {
    List<String> rows = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      if (panel.path("type").asText().equals("row")) {
        rows.add(panel.path("title").asText());
      }
    }

    assertThat(rows)
        .containsExactly(
            "At a glance",
            "1. Event",
            "2. Token",
            "3. Window",
            "4. Batch",
            "5. List",
            "6. Topic",
            "Resources",
            "View");
  }

  @Test
  void everyAlertHasARunbookAndEveryRunbookAnAlert() throws Exception {
    Set<String> alerts = new TreeSet<>();
    for (JsonNode alert : alerts()) {
      String name = alert.path("alert").asText();
      alerts.add(name);
      assertThat(alert.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations/runbooks.md#" + name.toLowerCase(java.util.Locale.ROOT));
      assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
      assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
    }
    String text = Files.readString(ROOT.resolve("docs/operations/runbooks.md"));
    Map<String, String> runbooks = new TreeMap<>();
    String[] sections = text.split("(?m)^## ");
    for (int i = 1; i < sections.length; i++) {
      runbooks.put(sections[i].lines().findFirst().orElseThrow(), sections[i]);
    }

    assertThat(runbooks.keySet()).isEqualTo(alerts);
    runbooks.forEach(
        (name, runbook) ->
            assertThat(runbook)
                .as(name)
                .contains("**Means.**", "**Look first.**", "**Do.**", "**Do not**"));
    Matcher links = Pattern.compile("\\]\\(#([a-z]+)\\)").matcher(text);
    Set<String> anchors = new TreeSet<>();
    alerts.forEach(name -> anchors.add(name.toLowerCase(java.util.Locale.ROOT)));
    while (links.find()) {
      assertThat(anchors).contains(links.group(1));
    }
  }

  // ---- documentation ----

  private static Stream<String[]> documented() throws IOException {
    return Files.readString(ROOT.resolve("docs/operations/metrics.md"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.split(" *\\| *"))
        .filter(cells -> cells.length > 3);
  }

  private static String name(String[] cells) {
    return cells[1].replace("`", "");
  }

  /**
   * A row of the job's table has a stage; what a histogram or a summary adds is no name of its own.
   */
  @Test
  void theDocumentationNamesWhatIsToldAndNothingElse() throws Exception {
    Set<String> documented = new TreeSet<>();
    documented()
        .map(cells -> (cells.length > 6 ? JOB : "") + name(cells))
        .filter(name -> name.contains("_"))
        .forEach(documented::add);
    Set<String> ours = new TreeSet<>();
    told.names().stream()
        .filter(name -> name.startsWith(JOB) || name.startsWith(VIEW))
        .map(name -> name.replaceFirst("_seconds_(bucket|count|sum|max)$", "_seconds"))
        .forEach(ours::add);

    assertThat(ours).isNotEmpty().allSatisfy(name -> assertThat(documented).contains(name));
    Set<String> all = new TreeSet<>(ours);
    all.addAll(told.names());
    assertThat(documented).allSatisfy(name -> assertThat(all).contains(name));
  }

  @Test
  void theDocumentationNamesTheLabels() throws Exception {
    List<String[]> rows = documented().filter(cells -> cells.length > 6).toList();

    assertThat(rows).hasSizeGreaterThan(30);
    for (String[] row : rows) {
      for (Series.Sample sample : told.of(JOB + name(row))) {
        Set<String> labels = new TreeSet<>(sample.labels().keySet());
        labels.removeAll(
            Set.of(
                "host",
                "tm_id",
                "job_id",
                "job_name",
                "task_name",
                "operator_name",
                "subtask_index",
                "task_attempt_id"));
        Set<String> named = new TreeSet<>();
        Matcher label = Pattern.compile("`([a-z]+)`").matcher(row[3]);
        while (label.find()) {
          named.add(label.group(1));
        }
        assertThat(labels).as(name(row)).isEqualTo(named);
      }
    }
  }

  // ---- what is told ----

  @Test
  void countsWhatWentThrough() throws Exception {
    Series now = scrape();

    assertThat(now.sum(JOB + "event_topic_read", Map.of())).isEqualTo(EVENTS + 1);
    assertThat(
            now.sum(
                JOB + "event_topic_reason_rejected",
                Map.of("topic", Topics.PLAYBACK_EVENTS, "reason", "wrong-magic-byte")))
        .isEqualTo(1);
    assertThat(now.sum(JOB + "window_events", Map.of())).isEqualTo(EVENTS);
    double lists = now.sum(JOB + "topic_topic_sent", Map.of("topic", Topics.RECOMMENDATIONS));
    assertThat(lists).isBetween((double) MEMBERS, (double) EVENTS);
    assertThat(now.sum(JOB + "list_lane_made", Map.of("lane", "serving"))).isEqualTo(lists);
    assertThat(now.sum(JOB + "topic_le_latencySecondsBucket", Map.of("le", "+Inf")))
        .isEqualTo(lists);
    assertThat(now.sum(JOB + "topic_le_freshnessSecondsBucket", Map.of("le", "+Inf")))
        .isEqualTo(lists);
    assertThat(
            now.sum(JOB + "list_cacheHits", Map.of()) + now.sum(JOB + "list_cacheMisses", Map.of()))
        .as("a member with one token has nothing to cache")
        .isBetween(1.0, lists);
    assertThat(now.sum(JOB + "list_lane_model_provider_serves", Map.of("provider", "cpu")))
        .as("subtasks that serve")
        .isEqualTo(2);
    assertThat(now.sum(JOB + "list_titles", Map.of())).isEqualTo(2 * 48);
    assertThat(now.sum("playhead_view_ready", Map.of())).isEqualTo(1);
  }

  /** The benches read the same metrics, over Flink's REST interface. */
  @Test
  void theBenchesFindWhatTheyAskFor() {
    RunningJob job = new RunningJob(restPort);
    List<Double> figures = job.figures();

    assertThat(figures.get(0)).isEqualTo(EVENTS);
    assertThat(figures).allSatisfy(figure -> assertThat(figure).isPositive());
    assertThat(job.waitingMembers()).isZero();
    assertThatThrownBy(job::renamed)
        .isInstanceOf(CommandFailure.class)
        .hasMessage("no operator of the job has the metric window.eventsOfBefore");
  }

  @Test
  void aCheckpointMakesItsAgeYoung() {
    boolean young =
        Await.until(
            LIMIT,
            () -> {
              try {
                return Series.scrape(jobUrl).of(JOB + "window_checkpointAgeSeconds").stream()
                    .allMatch(sample -> sample.value() < 1);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(young).isTrue();
  }

  @Test
  void onlyTheLoopbackAddressIsListenedOn() {
    String elsewhere = jobUrl.replace("127.0.0.1", "127.0.0.2");

    assertThatThrownBy(() -> Series.scrape(elsewhere)).isInstanceOf(ConnectException.class);
  }

  // ---- traces ----

  @Test
  void aListNamesTheTraceOfItsEvent() {
    List<String> traces = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.RECOMMENDATIONS).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Await.until(
          LIMIT,
          () -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
              var header = record.headers().lastHeader(TraceContext.HEADER);
              boolean traced =
                  TRACED_MEMBER.equals(new String(record.key(), StandardCharsets.UTF_8));
              assertThat(header != null).isEqualTo(traced);
              if (traced) {
                traces.add(new String(header.value(), StandardCharsets.US_ASCII));
              }
            }
            return !traces.isEmpty();
          });
    }

    assertThat(traces).hasSize(1);
    assertThat(traces.get(0)).startsWith("00-" + TRACE_ID + "-").endsWith("-01");
    assertThat(traces.get(0)).isNotEqualTo(TRACEPARENT);
    HttpResponse<String> page = get(view.url() + "/v1/members/" + TRACED_MEMBER + "/home");
    assertThat(page.headers().firstValue(TraceContext.HEADER)).hasValue(traces.get(0));
  }
}
