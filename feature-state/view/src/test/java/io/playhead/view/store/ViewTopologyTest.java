package io.playhead.view.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.playhead.schemas.Erasure;
import io.playhead.schemas.RejectReason;
import io.playhead.schemas.Topics;
import io.playhead.schemas.WireFormat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which records end in which store, in Kafka Streams' own test driver over RocksDB. */
class ViewTopologyTest {
  private static final int PARTITIONS = 3; // of the topic of lists; the driver has the first alone
  private static final String POPULAR_TOPIC = "view-popular";
  private static final Instant START = Instant.parse("2026-02-02T03:00:00Z");
  private static final long DAY_MS = 86_400_000;
  private static final long DAY_20000_MS = 20_000 * DAY_MS;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder;

  private final SchemaTable ids = new SchemaTable();
  private final Heard heard = new Heard();
  private final NewestEvent newestEvent = new NewestEvent();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private TopologyTestDriver driver;

  /** What a listener is told: member and page, or member alone. */
  private static final class Heard implements PageListener {
    private final List<String> events = new ArrayList<>();
    private byte[] lastPage;

    @Override
    public void page(String memberId, byte[] storedPage) {
      events.add(memberId + " " + StoredPage.id(storedPage));
      lastPage = storedPage;
    }

    @Override
    public void forgotten(String memberId) {
      events.add(memberId + " forgotten");
    }
  }

  private final OwnedPages owned = new OwnedPages(PARTITIONS);

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "view");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemory.class);
    properties.put(BoundedMemory.MEMORY_MB, "32");
    driver =
        new TopologyTestDriver(
            ViewTopology.of(
                POPULAR_TOPIC, ids, heard, newestEvent, new RecordCounts(metrics), owned),
            properties,
            START);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void pagesAreThereForLookupsFromStartToEnd() {
    for (int i = 0; i < 30; i++) {
      String memberId = "membro-ç-" + i;
      send(Topics.RECOMMENDATIONS, memberId, Samples.page(memberId, 3, 1_000));
      byte[] key = memberId.getBytes(StandardCharsets.UTF_8);
      if (BuiltInPartitioner.partitionForKey(key, PARTITIONS) == 0) {
        assertThat(owned.of(memberId).get(memberId))
            .isEqualTo(stored(ViewTopology.PAGES, memberId));
      } else {
        assertThat(owned.of(memberId)).isNull();
      }
    }

    driver.close();
    for (int i = 0; i < 30; i++) {
      assertThat(owned.of("membro-ç-" + i)).isNull();
    }
    open(); // for who closes
  }

  @Test
  void keepsAPageAndTellsTheListener() {
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 3, 1_000));

    byte[] stored = stored(ViewTopology.PAGES, "m");
    assertThat(StoredPage.id(stored)).isEqualTo("3-1000");
    assertThat(text(StoredPage.answer(stored, false)))
        .contains("\"memberId\":\"m\"")
        .contains("\"receivedAt\":\"" + START + "\"");
    assertThat(heard.events).containsExactly("m 3-1000");
    assertThat(heard.lastPage).isEqualTo(stored);
    assertThat(pages("kept")).isEqualTo(1);
    assertThat(newestEvent.ms()).isEqualTo(Samples.EVENT_MS);
  }

  @Test
  void neverReplacesAPageByAnOlderOne() {
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 3, 1_000));

    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 2, 2_000));

    assertThat(StoredPage.id(stored(ViewTopology.PAGES, "m"))).isEqualTo("3-1000");
    assertThat(heard.events).containsExactly("m 3-1000");
    assertThat(pages("older-revision")).isEqualTo(1);
    assertThat(pages("kept")).isEqualTo(1);
  }

  @Test
  void replacesAPageByANewerOneAndByOneOfTheSameRevision() {
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 3, 1_000));

    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 4, 2_000));
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 4, 3_000));

    assertThat(StoredPage.id(stored(ViewTopology.PAGES, "m"))).isEqualTo("4-3000");
    assertThat(heard.events).containsExactly("m 3-1000", "m 4-2000", "m 4-3000");
    assertThat(pages("kept")).isEqualTo(3);
  }

  @Test
  void forgetsAMemberWhoBeginsAnewWithALowerRevision() {
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 300, 1_000));
    send(Topics.RECOMMENDATIONS, "other", Samples.page("other", 5, 1_000));

    pipe(Topics.RECOMMENDATIONS, "m", null);
    assertThat(stored(ViewTopology.PAGES, "m")).isNull();
    assertThat(pages("forgotten")).isEqualTo(1);
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 1, 2_000));

    assertThat(StoredPage.id(stored(ViewTopology.PAGES, "m"))).isEqualTo("1-2000");
    assertThat(StoredPage.id(stored(ViewTopology.PAGES, "other"))).isEqualTo("5-1000");
    assertThat(heard.events)
        .containsExactly("m 300-1000", "other 5-1000", "m forgotten", "m 1-2000");
  }

  @Test
  void rejectsAPageWhoseKeyIsAnotherMembers() {
    send(Topics.RECOMMENDATIONS, "m", Samples.page("m", 3, 1_000));

    send(Topics.RECOMMENDATIONS, "m", Samples.page("other", 4, 2_000));
    send(Topics.RECOMMENDATIONS, null, Samples.page("m", 5, 2_000));

    assertThat(rejected(Topics.RECOMMENDATIONS, RejectReason.KEY_MISMATCH)).isEqualTo(2);
    assertThat(StoredPage.id(stored(ViewTopology.PAGES, "m"))).isEqualTo("3-1000");
    assertThat(stored(ViewTopology.PAGES, "other")).isNull();
    assertThat(heard.events).containsExactly("m 3-1000");
  }

  /** A value that cannot be used, of a topic. */
  private record BadValue(String topic, String name, byte[] value, RejectReason reason) {
    @Override
    public String toString() {
      return name + " in " + topic;
    }
  }

  static List<BadValue> badValues() {
    SchemaTable ids = new SchemaTable();
    Map<String, SpecificRecord> good =
        Map.of(
            Topics.RECOMMENDATIONS, Samples.page("k", 9, 9),
            Topics.INTERACTION_TOKENS, Samples.token("k", 9, "t9", "BR", DAY_20000_MS),
            Topics.ERASURES, new Erasure("k", Long.MAX_VALUE),
            Topics.TITLES, Samples.title("k", 9));
    List<BadValue> values = new ArrayList<>();
    good.forEach(
        (topic, record) -> {
          byte[] wire = ids.wire(topic, record);
          byte[] magic = wire.clone();
          magic[0] = 1;
          byte[] unknown = WireFormat.encode(999, Arrays.copyOfRange(wire, 5, wire.length));
          byte[] truncated = Arrays.copyOf(wire, wire.length - 1);
          byte[] longer = Arrays.copyOf(wire, wire.length + 1);
          String another = topic.equals(Topics.TITLES) ? Topics.ERASURES : Topics.TITLES;
          byte[] wrong = ids.wire(another, good.get(another));
          values.add(new BadValue(topic, "no bytes", new byte[0], RejectReason.EMPTY));
          values.add(new BadValue(topic, "magic byte 1", magic, RejectReason.WRONG_MAGIC_BYTE));
          values.add(new BadValue(topic, "3 bytes", new byte[3], RejectReason.MALFORMED_AVRO));
          values.add(new BadValue(topic, "id 999", unknown, RejectReason.UNKNOWN_SCHEMA_ID));
          values.add(new BadValue(topic, "an end cut off", truncated, RejectReason.MALFORMED_AVRO));
          values.add(new BadValue(topic, "a byte after it", longer, RejectReason.MALFORMED_AVRO));
          values.add(new BadValue(topic, "another record", wrong, RejectReason.WRONG_RECORD_TYPE));
          values.add(new BadValue(topic, "another's key", wire, RejectReason.KEY_MISMATCH));
        });
    for (String topic : List.of(Topics.INTERACTION_TOKENS, Topics.ERASURES)) {
      values.add(new BadValue(topic, "no value", null, RejectReason.EMPTY));
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void countsWhatItCannotUseAndKeepsWhatItHas(BadValue bad) {
    String key = bad.reason == RejectReason.KEY_MISMATCH ? "another" : "k";
    send(Topics.RECOMMENDATIONS, key, Samples.page(key, 3, 1_000));
    send(Topics.INTERACTION_TOKENS, key, Samples.token(key, 3, "t3", "BR", DAY_20000_MS));
    send(Topics.TITLES, key, Samples.title(key, 3));
    Map<String, String> before = everything();

    pipe(bad.topic, key, bad.value);

    assertThat(rejected(bad.topic, bad.reason)).isEqualTo(1);
    assertThat(rejected()).isEqualTo(1);
    assertThat(everything()).isEqualTo(before);
    assertThat(heard.events).containsExactly(key + " 3-1000");
  }

  @Test
  void rejectsRecordsThatHaveNeitherKeyNorValue() {
    for (String topic :
        List.of(
            Topics.RECOMMENDATIONS, Topics.INTERACTION_TOKENS, Topics.ERASURES, Topics.TITLES)) {
      pipe(topic, null, null);

      assertThat(rejected(topic, RejectReason.EMPTY)).as(topic).isEqualTo(1);
    }
    assertThat(heard.events).isEmpty();
  }

  @Test
  void titlesComeAndGo() throws Exception {
    send(Topics.TITLES, "t1", Samples.title("t1", 20_000));
    send(Topics.TITLES, "t2", Samples.title("t2", null));
    send(Topics.TITLES, "t2", Samples.title("t2", 7));

    byte[] stored = stored(ViewTopology.TITLES, "t2");
    assertThat(StoredTitle.releaseEpochDay(stored)).isEqualTo(7);
    assertThat(MAPPER.readTree(StoredTitle.json(stored)).get("titleId").textValue())
        .isEqualTo("t2");
    pipe(Topics.TITLES, "t2", null);

    assertThat(stored(ViewTopology.TITLES, "t2")).isNull();
    assertThat(stored(ViewTopology.TITLES, "t1")).isNotNull();
  }

  @Test
  void keepsAMembersTwentyNewestTokens() throws Exception {
    for (int index = 0; index < 25; index++) {
      send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", index, "t" + index, "BR", index));
    }
    send(Topics.INTERACTION_TOKENS, "other", Samples.token("other", 0, "t0", "BR", 0));

    List<String> titles = tokenTitles("m");

    assertThat(titles).hasSize(20).startsWith("t24", "t23").endsWith("t5");
    assertThat(tokenTitles("other")).containsExactly("t0");
  }

  @Test
  void putsARepeatedTokenInItsPlace() throws Exception {
    for (int index = 0; index < 3; index++) {
      send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", index, "t" + index, "BR", index));
    }

    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 1, "anew", "BR", 1));

    assertThat(tokenTitles("m")).containsExactly("t2", "anew", "t0");
  }

  @Test
  void forgetsTokensAndTakesNoneThatBeganBefore() throws Exception {
    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 40, "t40", "BR", 100));
    send(Topics.INTERACTION_TOKENS, "other", Samples.token("other", 0, "t0", "BR", 100));

    send(Topics.ERASURES, "m", new Erasure("m", 200L));
    assertThat(tokenTitles("m")).isEmpty();
    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 41, "before", "BR", 199));
    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 0, "after", "BR", 201));

    assertThat(tokenTitles("m")).containsExactly("after");
    assertThat(tokenTitles("other")).containsExactly("t0");
  }

  @Test
  void refusesATokenFromBeforeTheErasureOfAMemberItHadNothingOf() throws Exception {
    send(Topics.ERASURES, "m", new Erasure("m", 200L));

    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 0, "before", "BR", 199));

    assertThat(tokenTitles("m")).isEmpty();
  }

  @Test
  void publishesWhatIsPopularEachTenSecondsInWhichItChanged() {
    TestOutputTopic<String, byte[]> published =
        driver.createOutputTopic(
            POPULAR_TOPIC, new StringDeserializer(), new ByteArrayDeserializer());
    watch("a", "BR", DAY_20000_MS);
    watch("a", "BR", DAY_20000_MS);
    watch("b", "PT", DAY_20000_MS);
    watch("c", null, DAY_20000_MS - DAY_MS);

    driver.advanceWallClockTime(Duration.ofMillis(9_999));
    assertThat(published.isEmpty()).isTrue();
    driver.advanceWallClockTime(Duration.ofMillis(1));

    Map<String, String> lines = new HashMap<>();
    published.readKeyValuesToList().forEach(each -> lines.put(each.key, text(each.value)));
    assertThat(lines)
        .isEqualTo(
            Map.of(
                "*/0", "20001.0 a\n20000.0 b\n19999.0 c",
                "BR/0", "20001.0 a",
                "PT/0", "20000.0 b"));
    driver.advanceWallClockTime(Duration.ofSeconds(60));
    assertThat(published.isEmpty()).isTrue();
    watch("b", "PT", DAY_20000_MS);
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    assertThat(published.readKeyValuesToMap().keySet()).contains("*/0", "PT/0");
  }

  @Test
  void addsUpWhatIsPopularOverPartitions() {
    watch("a", "BR", DAY_20000_MS);
    watch("a", "BR", DAY_20000_MS);
    watch("b", "BR", DAY_20000_MS);
    watch("c", "PT", DAY_20000_MS + 1_000);
    driver.advanceWallClockTime(Duration.ofSeconds(10));
    try (DriverStreams streams = new DriverStreams(driver, folder.resolve("none"))) {
      PopularTitles popular =
          new PopularTitles(new ViewStores(streams, new OwnedPages(PARTITIONS)));
      assertThat(popular.in("BR")).containsExactly("a", "b");

      pipe(POPULAR_TOPIC, "BR/1", utf8("20000.9 b\n20000.0 title with spaces"));
      pipe(POPULAR_TOPIC, "BR/11", utf8("19990.0 d"));
      pipe(POPULAR_TOPIC, "*/1", utf8("20003.0 d"));
      pipe(POPULAR_TOPIC, "BRA/1", utf8("30000.0 elsewhere"));

      assertThat(popular.in("BR")).containsExactly("b", "a", "title with spaces", "d");
      assertThat(popular.in("PT")).containsExactly("c");
      assertThat(popular.in("DE")).containsExactly("d", "a", "c", "b");
      assertThat(popular.in(null)).containsExactly("d", "a", "c", "b");
    }
  }

  @Test
  void hasNothingPopularWhereNothingIsKnownOrWhileItIsRead() {
    try (DriverStreams streams = new DriverStreams(driver, folder.resolve("none"))) {
      PopularTitles popular =
          new PopularTitles(new ViewStores(streams, new OwnedPages(PARTITIONS)));
      assertThat(popular.in("BR")).isEmpty();
      assertThat(popular.in(null)).isEmpty();
      pipe(POPULAR_TOPIC, "BR/1", utf8("1.0 a"));

      streams.reading();

      assertThat(popular.in("BR")).isEmpty();
    }
  }

  /** Whoever watches a title names it: a line break in its id must not stop everybody's pages. */
  @Test
  void readsWhatIsPopularWhateverTitlesAreCalled() {
    watch("a", "BR", DAY_20000_MS);
    watch("x\ny z", "BR", DAY_20000_MS);
    watch("x\r\n30000.0 forged", "BR", DAY_20000_MS);

    driver.advanceWallClockTime(Duration.ofSeconds(10));

    try (DriverStreams streams = new DriverStreams(driver, folder.resolve("none"))) {
      assertThat(new PopularTitles(new ViewStores(streams, new OwnedPages(PARTITIONS))).in("BR"))
          .containsExactly("a");
    }
  }

  @Test
  void findsTheTitlesThatCameOutLast() {
    send(Topics.TITLES, "older", Samples.title("older", 10));
    send(Topics.TITLES, "b", Samples.title("b", 20));
    send(Topics.TITLES, "a", Samples.title("a", 20));
    send(Topics.TITLES, "to come", Samples.title("to come", 21));
    send(Topics.TITLES, "no day", Samples.title("no day", null));
    send(Topics.TITLES, "gone", Samples.title("gone", 20));
    pipe(Topics.TITLES, "gone", null);

    try (DriverStreams streams = new DriverStreams(driver, folder.resolve("none"))) {
      NewTitles newTitles = new NewTitles(new ViewStores(streams, new OwnedPages(PARTITIONS)));
      assertThat(newTitles.asOf(20, 10)).containsExactly("a", "b", "older");
      assertThat(newTitles.asOf(20, 2)).containsExactly("a", "b");
      assertThat(newTitles.asOf(21, 1)).containsExactly("to come");
      assertThat(newTitles.asOf(9, 10)).isEmpty();
      streams.reading();
      assertThat(newTitles.asOf(20, 10)).isEmpty();
    }
  }

  @Test
  void knowsTheNewestEventOfAllPages() {
    assertThat(newestEvent.ms()).isNull();
    var late = Samples.page("m", 1, 1);
    late.getContext().setEventTimeMs(Samples.EVENT_MS - 1);

    send(Topics.RECOMMENDATIONS, "other", Samples.page("other", 1, 1));
    send(Topics.RECOMMENDATIONS, "m", late);

    assertThat(newestEvent.ms()).isEqualTo(Samples.EVENT_MS);
  }

  /** Pages, nulls and records that cannot be used, against a map with the revision rule. */
  @Test
  void agreesWithAPlainModelOfPages() {
    long seed = new Random().nextLong();
    System.out.println("ViewTopologyTest seed " + seed);
    Random random = new Random(seed);
    Map<String, long[]> model = new HashMap<>();
    List<String> told = new ArrayList<>();
    int older = 0;
    int bad = 0;

    for (int step = 0; step < 2_000; step++) {
      String memberId = "m" + random.nextInt(8);
      long revision = random.nextInt(12);
      switch (random.nextInt(10)) {
        case 0 -> {
          pipe(Topics.RECOMMENDATIONS, memberId, null);
          model.remove(memberId);
          told.add(memberId + " forgotten");
        }
        case 1 -> {
          send(Topics.RECOMMENDATIONS, memberId, Samples.page("another", revision, step));
          bad++;
        }
        case 2 -> {
          byte[] value = ids.wire(Topics.RECOMMENDATIONS, Samples.page(memberId, revision, step));
          byte[] cut = Arrays.copyOf(value, random.nextInt(value.length));
          pipe(Topics.RECOMMENDATIONS, memberId, cut);
          bad++;
        }
        default -> {
          send(Topics.RECOMMENDATIONS, memberId, Samples.page(memberId, revision, step));
          long[] before = model.get(memberId);
          if (before == null || before[0] <= revision) {
            model.put(memberId, new long[] {revision, step});
            told.add(memberId + " " + revision + "-" + step);
          } else {
            older++;
          }
        }
      }
      assertThat(pageIds()).as("step %d, seed %d", step, seed).isEqualTo(texts(model));
    }

    assertThat(heard.events).as("seed %d", seed).isEqualTo(told);
    assertThat(pages("older-revision")).as("seed %d", seed).isEqualTo(older);
    assertThat(pages("forgotten") + pages("kept")).as("seed %d", seed).isEqualTo(told.size());
    assertThat(rejected()).as("seed %d", seed).isEqualTo(bad);
  }

  private static Map<String, String> texts(Map<String, long[]> pages) {
    Map<String, String> texts = new HashMap<>();
    pages.forEach((memberId, page) -> texts.put(memberId, page[0] + "-" + page[1]));
    return texts;
  }

  private Map<String, String> pageIds() {
    Map<String, String> found = new HashMap<>();
    try (KeyValueIterator<String, byte[]> all =
        driver.<String, byte[]>getKeyValueStore(ViewTopology.PAGES).all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> page = all.next();
        found.put(page.key, StoredPage.id(page.value));
      }
    }
    return found;
  }

  /** Store and key to value, of all stores. */
  private Map<String, String> everything() {
    Map<String, String> found = new HashMap<>();
    for (String store :
        List.of(
            ViewTopology.PAGES,
            ViewTopology.TOKENS,
            ViewTopology.TITLES,
            ViewTopology.WATCHED,
            ViewTopology.POPULAR)) {
      try (KeyValueIterator<String, byte[]> all =
          driver.<String, byte[]>getKeyValueStore(store).all()) {
        all.forEachRemaining(
            each -> found.put(store + " " + each.key, Arrays.toString(each.value)));
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  private List<String> tokenTitles(String memberId) throws Exception {
    List<String> titles = new ArrayList<>();
    for (byte[] json : ViewStores.tokens(stored(ViewTopology.TOKENS, memberId))) {
      titles.add(MAPPER.readTree(json).get("titleId").textValue());
    }
    return titles;
  }

  private void watch(String titleId, String country, long atMs) {
    send(Topics.INTERACTION_TOKENS, "m", Samples.token("m", 0, titleId, country, atMs));
  }

  private void send(String topic, String key, SpecificRecord record) {
    pipe(topic, key, ids.wire(topic, record));
  }

  private void pipe(String topic, String key, byte[] value) {
    driver
        .createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  private byte[] stored(String store, String key) {
    return driver.<String, byte[]>getKeyValueStore(store).get(key);
  }

  private double pages(String outcome) {
    return metrics.get("playhead.view.pages").tag("outcome", outcome).counter().count();
  }

  private double rejected(String topic, RejectReason reason) {
    return metrics
        .get("playhead.view.rejected")
        .tag("topic", topic)
        .tag("reason", reason.label())
        .counter()
        .count();
  }

  /** Over all topics and reasons. */
  private double rejected() {
    return metrics.find("playhead.view.rejected").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
