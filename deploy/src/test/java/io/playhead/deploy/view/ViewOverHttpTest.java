package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.EVENT_MS;
import static io.playhead.deploy.view.PageWriter.page;
import static io.playhead.deploy.view.PageWriter.row;
import static io.playhead.deploy.view.PageWriter.token;
import static io.playhead.deploy.view.ViewClient.home;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.schemas.Availability;
import io.playhead.schemas.AvroBytes;
import io.playhead.schemas.InteractionToken;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Title;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lookups over HTTP from a real view, not in local mode; every answer is held against its {@code
 * openapi.yaml}.
 *
 * <p>One class for all of them, as they ask one view that takes long to start.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ViewOverHttpTest {
  private static final int EVENT_DAY = (int) (EVENT_MS / 86_400_000);
  private static final String[] SIXTY =
      IntStream.range(0, 60).mapToObj(i -> "t" + i).toArray(String[]::new);

  @TempDir private static Path folder;
  private static LocalMode local;
  private static PageWriter writer;
  private static ViewProcess process;
  private static ViewClient view;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, 4);
    process = local.startView("view", "--standbys", "0");
    writer = new PageWriter(local);
    catalogue().forEach(writer::write);
    writer.flush();
    process.awaitReady();
    view = new ViewClient(process.url());
    for (Title title : catalogue()) {
      view.await("/v1/titles/" + encoded(title.getTitleId()), answer -> answer.status() == 200);
    }
  }

  @AfterAll
  static void stop() {
    if (writer != null) {
      writer.close();
    }
    if (local != null) {
      local.close();
    }
  }

  /**
   * Every second in Portuguese, the later the id the older; and some that are not for everybody.
   */
  private static List<Title> catalogue() {
    List<Title> titles = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      titles.add(title("t" + i, EVENT_DAY - 100 - i, i % 2 == 0 ? "pt-BR" : "en"));
    }
    Title elsewhere = title("only-in-us", EVENT_DAY - 1, "pt");
    elsewhere.setAvailability(List.of(new Availability("US", null, null)));
    titles.add(elsewhere);
    titles.add(title("tomorrow", EVENT_DAY + 1, "pt"));
    titles.add(title("a/b, c%", null, "en"));
    return titles;
  }

  private static Title title(String titleId, Integer releaseEpochDay, String language) {
    return Title.newBuilder()
        .setTitleId(titleId)
        .setKind("movie")
        .setName("Title " + titleId)
        .setReleaseEpochDay(releaseEpochDay)
        .setLanguages(List.of(language))
        .build();
  }

  @Test
  void answersWithThePageAsTheTopicHasIt() {
    writer.write(page("lookup", 7, row("top-picks", "t1", "t2"), row("new-for-you", "t3")));
    writer.flush();

    Answer answer = view.awaitRevision("lookup", 7);

    JsonNode json = answer.json();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(json.get("stale").booleanValue()).isFalse();
    assertThat(json.get("memberId").textValue()).isEqualTo("lookup");
    assertThat(json.get("kind").textValue()).isEqualTo("personal");
    assertThat(json.get("modelId").textValue()).isEqualTo("model-1");
    assertThat(json.get("madeAt").textValue()).isEqualTo(time(EVENT_MS + 7));
    assertThat(answer.rows()).containsExactly("top-picks", "new-for-you");
    assertThat(answer.titles("top-picks")).containsExactly("t1", "t2");
    assertThat(answer.titles("new-for-you")).containsExactly("t3");
    assertThat(json.at("/rows/0/items/0/score").doubleValue()).isEqualTo(.5);
    assertThat(json.at("/rows/0/items/0/reason").textValue()).isEqualTo("taste");
    assertThat(json.at("/context/eventTime").textValue()).isEqualTo(time(EVENT_MS));
    assertThat(json.at("/context/deviceType").textValue()).isEqualTo("phone");
    assertThat(json.at("/context/localWeekday").intValue()).isEqualTo(1);
    assertThat(json.at("/context/ageRatingMax").isNull()).isTrue();
    assertThat(json.at("/reflects/offset").longValue()).isEqualTo(7);
    assertThat(json.at("/timings/listedAt").textValue()).isEqualTo(time(EVENT_MS + 2));
    assertThat(Instant.parse(json.at("/timings/receivedAt").textValue()))
        .isBetween(Instant.now().minusSeconds(240), Instant.now());
  }

  @Test
  void answers304UntilThePageIsAnother() {
    writer.write(page("tagged", 1));
    writer.flush();
    String tag = view.awaitRevision("tagged", 1).header("ETag");

    for (String has : List.of(tag, "\"other\", " + tag, tag.substring(2), "*")) {
      Answer unchanged = view.get(home("tagged"), "If-None-Match", has);
      assertThat(unchanged.status()).as(has).isEqualTo(304);
      assertThat(unchanged.body()).isEmpty();
      assertThat(unchanged.header("ETag")).isEqualTo(tag);
    }
    assertThat(view.get(home("tagged"), "If-None-Match", "W/\"1-2\"").status()).isEqualTo(200);

    writer.write(page("tagged", 2));
    writer.flush();
    view.awaitRevision("tagged", 2);
    Answer changed = view.get(home("tagged"), "If-None-Match", tag);

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json().get("revision").longValue()).isEqualTo(2);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  /** Which of two handlers has answered must not be seen. */
  @Test
  void answersAPlainLookupAsOneThatIsLookedAtMoreClosely() {
    String count = "playhead_view_requests_seconds_count{path=\"%s\",status=\"200\"}";
    String series = count.formatted("/v1/members/{memberId}/home");
    for (String id : List.of("plain", "m.1-2_3:4", "a+b", "a b", "a;b", "a%b", "..x", "é")) {
      writer.write(page(id, 3, row("top-picks", SIXTY)));
      writer.flush();
      String path = home(encoded(id));
      Answer plain = view.await(path, answer -> answer.json().path("revision").asLong(-1) == 3);
      double before = metric(series);
      Answer closer = view.get(path + "?limit=1000");
      awaitMetric(series, before + 1);
      view.get(path);
      awaitMetric(series, before + 2);
      String tag = plain.header("ETag");

      assertThat(plain.json().get("memberId").textValue()).isEqualTo(id);
      assertThat(plain.text()).isEqualTo(closer.text());
      assertThat(plain.headersButDate()).isEqualTo(closer.headersButDate());
      assertThat(view.get(path, "If-None-Match", tag).headersButDate())
          .isEqualTo(view.get(path + "?limit=1000", "If-None-Match", tag).headersButDate());
    }
  }

  /** Many connections share the threads that answer them; a stuck one ends after a minute. */
  @Test
  @Timeout(value = 45, unit = TimeUnit.SECONDS)
  void letsNobodyWaitForWhoeverDoesNotReadTheirPages() {
    writer.write(page("read-slowly", 1, row("top-picks", SIXTY)));
    writer.flush();
    view.awaitRevision("read-slowly", 1);
    List<SlowReader> readers = new ArrayList<>();
    try {
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        SlowReader reader = SlowReader.of(process.port(), home("read-slowly"));
        readers.add(reader);
        assertThat(Await.until(ViewClient.LIMIT, reader::isStuck)).isTrue();
      }

      assertThat(view.get(home("read-slowly")).status()).isEqualTo(200);
    } finally {
      readers.forEach(SlowReader::close);
    }
  }

  @Test
  void cutsThePageToWhatIsAskedFor() {
    writer.write(
        page("cut", 1, row("top-picks", SIXTY), row("new-for-you", "a", "b"), row("x", "c")));
    writer.flush();
    view.awaitRevision("cut", 1);

    Answer limited = view.get(home("cut") + "?limit=3");
    Answer rows = view.get(home("cut") + "?rows=x,none,top-picks,x&limit=1");
    Answer phone = view.get(home("cut") + "?device=phone");
    Answer television = view.get(home("cut") + "?device=television");

    assertThat(limited.titles("top-picks")).containsExactly("t0", "t1", "t2");
    assertThat(limited.titles("new-for-you")).containsExactly("a", "b");
    assertThat(limited.json().has("matchesDevice")).isFalse();
    assertThat(rows.rows()).containsExactly("top-picks", "x");
    assertThat(rows.titles("top-picks")).containsExactly("t0");
    assertThat(phone.json().get("matchesDevice").booleanValue()).isTrue();
    assertThat(phone.titles("top-picks")).containsExactly(SIXTY);
    assertThat(television.json().get("matchesDevice").booleanValue()).isFalse();
  }

  @Test
  void refusesWhatIsOutOfRangeWithASentence() {
    List<String> queries =
        List.of(
            "limit=0",
            "limit=1001",
            "limit=-1",
            "limit=x",
            "limit=",
            "limit=99999999999",
            "device=",
            "device=" + "d".repeat(65),
            "rows=",
            "rows=" + "r".repeat(513),
            "country=BRA",
            "country=1",
            "country=",
            "locale=",
            "locale=" + "l".repeat(36));
    for (String query : queries) {
      Answer refused = view.get(home("anybody") + "?" + query);

      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
      assertThat(refused.json().get("detail").textValue())
          .contains(query.substring(0, query.indexOf('=')))
          .endsWith(".");
    }
    assertThat(view.get(home("m".repeat(512))).status()).isEqualTo(200);
    assertThat(view.get(home("m".repeat(513))).status()).isEqualTo(400);
  }

  @Test
  void answersAMemberWithoutAPageWithWhatIsPopularAndNewThere() {
    for (int i = 0; i < 9; i++) {
      writer.write(watchedIn("AR", i, i < 4 ? "t5" : i < 7 ? "t2" : "only-in-us"));
      writer.write(watchedIn("AR", 10 + i, "only-in-us"));
    }
    writer.write(page("somebody", 1)); // by whose event it is known what day it is
    writer.flush();

    Answer inArgentina =
        view.await(
            home("nobody") + "?country=ar&locale=pt-AR",
            answer -> answer.titles("popular").equals(List.of("t5", "t2")));
    Answer anywhere = view.get(home("nobody"), "Accept-Language", "en-GB, pt;q=0.5");

    assertThat(inArgentina.json().get("kind").textValue()).isEqualTo("popular");
    assertThat(inArgentina.header("ETag")).isNull();
    assertThat(inArgentina.titles("new")).containsExactly("t0", "t4", "t6", "t8", "t10");
    assertThat(inArgentina.json().at("/rows/0/items/0/reason").textValue()).isEqualTo("popular");
    assertThat(anywhere.titles("new")).contains("t1", "t3").doesNotContain("t0", "tomorrow");
  }

  private static InteractionToken watchedIn(String country, int tokenIndex, String titleId) {
    InteractionToken token = token("watcher-" + tokenIndex, tokenIndex, titleId, 1);
    token.setCountry(country);
    return token;
  }

  @Test
  void answersWithTitlesOneAndSeveral() {
    Answer one = view.get("/v1/titles/t3");
    Answer escaped = view.get("/v1/titles/a%2Fb,%20c%25");
    String odd = encoded(encoded("a/b, c%"));
    Answer several = view.get("/v1/titles?ids=t2,none," + odd + ",t1");

    assertThat(one.json().get("name").textValue()).isEqualTo("Title t3");
    assertThat(one.json().get("releaseDate").textValue()).isEqualTo(day(EVENT_DAY - 103));
    assertThat(one.header("Cache-Control")).isEqualTo("private, max-age=30");
    assertThat(escaped.json().get("titleId").textValue()).isEqualTo("a/b, c%");
    assertThat(escaped.json().get("releaseDate").isNull()).isTrue();
    assertThat(several.json().get("titles").findValuesAsText("titleId"))
        .containsExactly("t2", "a/b, c%", "t1");
    assertThat(view.get("/v1/titles/none").status()).isEqualTo(404);
    for (String ids : List.of("", "?ids=", "?ids=t1,,t2", "?ids=%25zz", "?ids=" + tooMany())) {
      assertThat(view.get("/v1/titles" + ids).status()).as(ids).isEqualTo(400);
    }
  }

  private static String tooMany() {
    return IntStream.rangeClosed(0, 200).mapToObj(i -> "t" + i).collect(Collectors.joining(","));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String day(int epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  @Test
  void keepsTheNewerRevision() {
    double before = metric("playhead_view_pages_total{outcome=\"older-revision\"}");
    Recommendation remade = page("revised", 5, row("top-picks", "t1"));
    remade.setModelId("model-2");
    writer.write(page("revised", 5));
    writer.write(remade); // by a new model, of the same events
    writer.write(page("revised", 3));
    writer.flush();

    awaitMetric("playhead_view_pages_total{outcome=\"older-revision\"}", before + 1);
    Answer answer = view.awaitRevision("revised", 5);

    assertThat(answer.json().get("modelId").textValue()).isEqualTo("model-2");
    assertThat(answer.titles("top-picks")).containsExactly("t1");
  }

  /** Law 8: of who asked to be forgotten nothing is left, and nothing comes back. */
  @Test
  void forgetsAMemberWhoAskedToBe() {
    writer.write(page("forgetful", 9));
    writer.write(token("forgetful", 0, "w0", 0));
    writer.flush();
    view.awaitRevision("forgetful", 9);
    view.await(tokens("forgetful"), answer -> indexes(answer).equals(List.of(0L)));

    writer.forget("forgetful", EVENT_MS + 10 * 60_000);
    writer.flush();
    Answer popular =
        view.await(
            home("forgetful"), answer -> answer.json().get("kind").textValue().equals("popular"));
    view.await(tokens("forgetful"), answer -> indexes(answer).isEmpty());
    // On its way while the member was forgotten; then one of the time after.
    writer.write(token("forgetful", 1, "w1", 5));
    writer.write(token("forgetful", 2, "w2", 11));
    writer.write(page("forgetful", 1));
    writer.flush();
    view.awaitRevision("forgetful", 1);
    view.await(tokens("forgetful"), answer -> indexes(answer).contains(2L));

    assertThat(popular.text()).doesNotContain(PageWriter.only("forgetful"));
    assertThat(popular.header("ETag")).isNull();
    assertThat(indexes(view.get(tokens("forgetful")))).containsExactly(2L);
  }

  @Test
  void countsBytesThatAreNoRecordAndKeepsWhatItHas() {
    writer.write(page("kept", 4));
    writer.write(token("kept", 0, "w0", 0));
    byte[] page = writer.bytes(page("kept", 5));
    byte[] token = writer.bytes(token("kept", 1, "w1", 1));
    for (Map.Entry<String, byte[]> good :
        Map.of(Topics.RECOMMENDATIONS, page, Topics.INTERACTION_TOKENS, token).entrySet()) {
      badVersionsOf(good.getValue()).forEach(bad -> writer.writeBytes(good.getKey(), "kept", bad));
      writer.writeBytes(good.getKey(), "somebody-else", good.getValue());
    }
    writer.flush();

    for (String topic : List.of(Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS)) {
      awaitMetric(rejected(topic, RejectReason.EMPTY), 1);
      awaitMetric(rejected(topic, RejectReason.WRONG_MAGIC_BYTE), 1);
      awaitMetric(rejected(topic, RejectReason.UNKNOWN_SCHEMA_ID), 1);
      awaitMetric(rejected(topic, RejectReason.WRONG_RECORD_TYPE), 1);
      awaitMetric(rejected(topic, RejectReason.MALFORMED_AVRO), 2);
      awaitMetric(rejected(topic, RejectReason.KEY_MISMATCH), 1);
    }
    assertThat(view.awaitRevision("kept", 4).status()).isEqualTo(200);
    assertThat(indexes(view.get(tokens("kept")))).containsExactly(0L);
    process.check();
  }

  private static List<byte[]> badVersionsOf(byte[] good) {
    byte[] unknownId = good.clone();
    unknownId[WireFormat.ID_OFFSET] = 0x7f;
    int titleId = local.schemaIds().idOf(Topics.TITLES);
    return List.of(
        new byte[0],
        new byte[] {9, 9, 9, 9, 9, 9},
        unknownId,
        WireFormat.encode(titleId, AvroBytes.encode(catalogue().get(0))),
        Arrays.copyOf(good, good.length - 1),
        Arrays.copyOf(good, good.length + 1));
  }

  private static String rejected(String topic, RejectReason reason) {
    return String.format(
        "playhead_view_rejected_total{reason=\"%s\",topic=\"%s\"}", reason.label(), topic);
  }

  private static void awaitMetric(String series, double value) {
    view.await("/metrics", answer -> metric(answer, series) == value);
  }

  private static double metric(String series) {
    return metric(view.get("/metrics"), series);
  }

  private static double metric(Answer metrics, String series) {
    return metrics
        .text()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
        .findFirst()
        .orElse(0);
  }

  @Test
  void answersWithTheTwentyNewestTokensNewestFirst() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 25).boxed().toList());
    Collections.shuffle(order, new Random(1));
    for (int index : order) {
      writer.write(token("watcher", index, "w" + index, index));
    }
    writer.write(token("watcher", 24, "again", 24)); // a restart of the job sends it again
    writer.flush();

    Answer answer =
        view.await(
            tokens("watcher"),
            tokens -> tokens.json().at("/tokens/0/titleId").asText().equals("again"));

    List<Long> newestFirst = IntStream.range(0, 20).mapToObj(i -> 24L - i).toList();
    assertThat(indexes(answer)).isEqualTo(newestFirst);
    JsonNode token = answer.json().at("/tokens/1");
    assertThat(token.get("titleId").textValue()).isEqualTo("w23");
    assertThat(token.get("startedAt").textValue()).isEqualTo(time(EVENT_MS + 23 * 60_000));
    assertThat(token.get("watchedSeconds").intValue()).isEqualTo(30);
    assertThat(token.get("completion").doubleValue()).isEqualTo(.25);
    assertThat(token.get("actions")).hasSize(2);
    assertThat(token.get("localHour").isNull()).isTrue();
    assertThat(view.get(tokens("watched-nothing")).json().get("tokens")).isEmpty();
  }

  private static String tokens(String memberId) {
    return "/v1/members/" + memberId + "/tokens";
  }

  private static List<Long> indexes(Answer tokens) {
    List<Long> indexes = new ArrayList<>();
    tokens.json().get("tokens").forEach(each -> indexes.add(each.get("tokenIndex").longValue()));
    return indexes;
  }

  @Test
  void compressesForWhoAccepts() {
    writer.write(page("long", 1, row("top-picks", SIXTY)));
    writer.flush();
    Answer plain = view.awaitRevision("long", 1);

    Answer zipped = view.get(home("long"), "Accept-Encoding", "gzip");
    Answer unchanged =
        view.get(home("long"), "Accept-Encoding", "gzip", "If-None-Match", plain.header("ETag"));

    assertThat(plain.header("Content-Encoding")).isNull();
    assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(zipped.header("ETag")).isEqualTo(plain.header("ETag"));
    assertThat(zipped.body().length).isLessThan(plain.body().length / 2);
    assertThat(zipped.unzipped().body()).isEqualTo(plain.body());
    assertThat(unchanged.status()).isEqualTo(304);
  }

  @Test
  void saysThatItIsWellAndWhatItIs() {
    Answer live = view.get("/health/live");
    Answer ready = view.get("/health/ready");
    Answer document = view.get("/openapi.yaml");

    assertThat(live.json().get("status").textValue()).isEqualTo("up");
    assertThat(ready.json().get("status").textValue()).isEqualTo("up");
    assertThat(document.header("Content-Type")).startsWith("application/yaml");
    assertThat(document.text()).contains("/v1/members/{memberId}/home/stream:");
    assertThat(metric("jvm_memory_used_bytes{area=\"heap\",id=\"Tenured Gen\"}")).isPositive();
    assertThat(view.get("/metrics").text()).contains("kafka_stream");
  }

  /** Sending events is local mode's alone: here there is no such thing. */
  @Test
  void hasNoEventsAndNoMembersOutsideLocalMode() {
    String event = "{\"action\":\"PLAY\",\"at\":\"2026-01-31T12:00:00Z\",\"deviceType\":\"phone\"}";

    assertThat(view.get("/v1/members").status()).isEqualTo(404);
    assertThat(view.post("/v1/members/m/events", "application/json", event).status())
        .isEqualTo(404);
  }

  private static String time(long ms) {
    return Instant.ofEpochMilli(ms).toString();
  }
}
