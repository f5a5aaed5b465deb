package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.schemas.DeviceEvent;
import io.playhead.schemas.DeviceState;
import io.playhead.schemas.Feedback;
import io.playhead.schemas.FeedbackEvent;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.PlaybackEvent;
import io.playhead.schemas.RecordDecoder;
import io.playhead.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a view in local mode has besides: members to choose from, and events on their behalf. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LocalEventsTest {
  private static final int PATIENCE_MS = 30_000;
  private static final String JSON = "application/json";
  private static final String AT = "2026-09-21T14:00:00.123Z";

  @TempDir private static Path folder;
  private static LocalMode local;
  private static ViewProcess process;
  private static ViewClient view;
  private static KafkaConsumer<String, byte[]> consumer;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, 4);
    process = local.startView("view", "--local", "--standbys", "0");
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, local.bootstrap()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    process.awaitReady();
    view = new ViewClient(process.url());
  }

  @AfterAll
  static void stop() {
    if (consumer != null) {
      consumer.close();
    }
    if (local != null) {
      local.close();
    }
  }

  @Test
  void sendsAPlayToItsTopicWithAllThatWasSaid() throws Exception {
    Answer answer =
        view.post(
            "/v1/members/m%2F1/events",
            JSON,
            "{\"action\":\"PLAY\",\"at\":\""
                + AT
                + "\",\"titleId\":\"t1\",\"positionSeconds\":12.5,\"deviceType\":\"phone\","
                + "\"country\":\"BR\",\"locale\":\"pt-BR\",\"timeZone\":\"America/Sao_Paulo\","
                + "\"row\":\"top-picks\",\"rank\":3}");

    assertThat(answer.status()).isEqualTo(202);
    ConsumerRecord<String, byte[]> record = recordAt(answer.json());
    PlaybackEvent event = decoded(PlaybackEvent.class, record);
    assertThat(record.topic()).isEqualTo(Topics.PLAYBACK_EVENTS);
    assertThat(record.key()).isEqualTo("m/1");
    assertThat(event.getMemberId()).isEqualTo("m/1");
    assertThat(event.getTitleId()).isEqualTo("t1");
    assertThat(event.getEventTimeMs()).isEqualTo(Instant.parse(AT).toEpochMilli());
    assertThat(event.getAction()).isEqualTo(PlaybackAction.PLAY);
    assertThat(event.getPositionSeconds()).isEqualTo(12.5);
    assertThat(event.getDeviceType()).isEqualTo("phone");
    assertThat(event.getCountry()).isEqualTo("BR");
    assertThat(event.getLocale()).isEqualTo("pt-BR");
    assertThat(event.getTimeZone()).isEqualTo("America/Sao_Paulo");
    assertThat(event.getRow()).isEqualTo("top-picks");
    assertThat(event.getRank()).isEqualTo(3);
  }

  @Test
  void sendsEveryActionToTheTopicItBelongsTo() throws Exception {
    for (PlaybackAction action : PlaybackAction.values()) {
      if (action != PlaybackAction.UNKNOWN) {
        PlaybackEvent sent = decoded(PlaybackEvent.class, sent(action.name(), "t1"));
        assertThat(sent.getAction()).isEqualTo(action);
      }
    }
    for (Feedback feedback : Feedback.values()) {
      if (feedback != Feedback.UNKNOWN) {
        FeedbackEvent sent = decoded(FeedbackEvent.class, sent(feedback.name(), "t2"));
        assertThat(sent.getFeedback()).isEqualTo(feedback);
        assertThat(sent.getTitleId()).isEqualTo("t2");
      }
    }
    for (DeviceState state : DeviceState.values()) {
      if (state != DeviceState.UNKNOWN) {
        DeviceEvent sent = decoded(DeviceEvent.class, sent(state.name(), null));
        assertThat(sent.getState()).isEqualTo(state);
        assertThat(sent.getMemberId()).isEqualTo("m");
      }
    }
  }

  private static ConsumerRecord<String, byte[]> sent(String action, String titleId) {
    Answer answer = view.post("/v1/members/m/events", JSON, event(action, titleId));
    assertThat(answer.status()).as(action).isEqualTo(202);
    return recordAt(answer.json());
  }

  private static String event(String action, String titleId) {
    return "{\"action\":\""
        + action
        + "\",\"at\":\""
        + AT
        + "\",\"deviceType\":\"phone\""
        + (titleId == null ? "}" : ",\"titleId\":\"" + titleId + "\"}");
  }

  /** The record that the answer names, read from the broker. */
  private static ConsumerRecord<String, byte[]> recordAt(JsonNode place) {
    TopicPartition partition =
        new TopicPartition(place.get("topic").textValue(), place.get("partition").intValue());
    long offset = place.get("offset").longValue();
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadlineNs = System.nanoTime() + ViewClient.LIMIT.toNanos();
    while (System.nanoTime() - deadlineNs < 0) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (record.offset() == offset) {
          return record;
        }
      }
    }
    throw new AssertionError("there is no record at " + place);
  }

  private static <T extends SpecificRecord> T decoded(
      Class<T> type, ConsumerRecord<String, byte[]> record) throws Exception {
    return new RecordDecoder<>(type, local.schemaIds()).decode(record.value());
  }

  @Test
  void refusesWhatIsNoEventWithASentence() {
    String long17Kb = event("PLAY", "t".repeat(17 << 10));
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "\"PLAY\"",
            "{",
            "{}",
            event("PLAY", null),
            event("UNKNOWN", "t1"),
            event("play", "t1"),
            event("EAT", "t1"),
            event("PLAY", "t1").replace(AT, "yesterday"),
            event("PLAY", "t1").replace(AT, "+999999999-12-31T23:59:59Z"),
            event("PLAY", "t1").replace("}", ",\"memberId\":\"other\"}"),
            event("PLAY", "t1").replace("}", ",\"rank\":\"third\"}"),
            event("PLAY", "t1").replace("\"phone\"", "null"),
            "[".repeat(10_000))) {
      Answer refused = view.post("/v1/members/m/events", JSON, body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.json().get("detail").textValue()).isNotEmpty();
    }
    assertThat(view.post("/v1/members/m/events", "text/plain", event("PLAY", "t1")).status())
        .isEqualTo(400);
    assertThat(view.post("/v1/members/m/events", JSON, long17Kb).status()).isEqualTo(413);
  }

  /** A body that does not say how long it is has the same bound. */
  @Test
  void takesNoLongerBodyInChunksEither() throws Exception {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    String request =
        "POST /v1/members/m/events HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + chunk.repeat(64)
            + "0\r\n\r\n";

    assertThat(RawHttp.send(process.port(), request, PATIENCE_MS).statuses()).containsExactly(413);
  }

  @Test
  void listsTheMembersWhoHaveAPage() {
    try (PageWriter writer = new PageWriter(local)) {
      for (int i = 0; i < 60; i++) {
        writer.write(page("listed-" + i, 1));
      }
      writer.flush();

      Answer members =
          view.await("/v1/members", answer -> answer.json().get("members").size() == 50);

      assertThat(members.json().get("newestEventAt").textValue())
          .isEqualTo(Instant.ofEpochMilli(PageWriter.EVENT_MS).toString());
      assertThat(members.json().get("members").get(0).textValue()).startsWith("listed-");
    }
  }

  /**
   * A page of somebody else's, in the same browser, may have given its own name to this address.
   */
  @Test
  void answersOnlyWhoNamesTheLoopbackAddress() throws Exception {
    Contract contract = new Contract(view.get("/openapi.yaml").text());
    String body = event("PLAY", "t1");
    for (String host :
        List.of(
            "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1")) {
      Answer members = asked(host, "GET /v1/members", "").answer();
      Answer event = asked(host, "POST /v1/members/m/events", body).answer();

      assertThat(members.status()).as(host).isEqualTo(403);
      assertThat(event.status()).as(host).isEqualTo(403);
      contract.check("GET", "/v1/members", members);
      contract.check("POST", "/v1/members/m/events", event);
    }
    for (String host : List.of("localhost", "127.0.0.1", "[::1]:" + process.port())) {
      assertThat(asked(host, "GET /v1/members", "").statuses()).as(host).containsExactly(200);
      assertThat(asked(host, "POST /v1/members/m/events", body).statuses()).containsExactly(202);
    }
  }

  private static RawHttp.Reply asked(String host, String what, String body) throws Exception {
    return RawHttp.send(
        process.port(),
        what
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body,
        PATIENCE_MS);
  }
}
