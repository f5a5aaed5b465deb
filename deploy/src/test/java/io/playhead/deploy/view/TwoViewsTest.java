package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.TopicWriter;
import io.playhead.deploy.local.ViewProcess;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share the members: either answers for all, and one alone does too. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class TwoViewsTest {
  private static final int PARTITIONS = 6;
  private static final Duration LOOKED_UP = Duration.ofSeconds(20);

  /** Ids that a path must escape, besides plain ones. */
  private static final List<String> ODD =
      List.of("a/b", "a b", "a+b", "a%2Fb", "\u00fc\u4e2d\ud83d\ude00", "a;b", "a?b#c", "a|b\"c");

  private static final List<String> MEMBERS = members();

  @TempDir private static Path folder;
  private static LocalMode local;
  private static PageWriter writer;
  private static ViewProcess processB;
  private static ViewClient a;
  private static ViewClient b;

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, PARTITIONS);
    ViewProcess processA = local.startView("view-a", "--standbys", "1");
    processB = local.startView("view-b", "--standbys", "1");
    writer = new PageWriter(local);
    MEMBERS.forEach(member -> writer.write(page(member, 1)));
    writer.write(title("in-pt", "pt"));
    writer.write(title("in-en", "en"));
    writer.flush();
    processA.awaitReady();
    processB.awaitReady();
    a = new ViewClient(processA.url());
    b = new ViewClient(processB.url());
    awaitBothOwn();
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

  private static Title title(String titleId, String language) {
    return Title.newBuilder()
        .setTitleId(titleId)
        .setReleaseEpochDay(1)
        .setLanguages(List.of(language))
        .build();
  }

  private static List<String> members() {
    List<String> members = new ArrayList<>(ODD);
    for (int i = 0; members.size() < 2_000; i++) {
      members.add("member-" + i);
    }
    return members;
  }

  /** A member of each partition. */
  private static Map<Integer, String> onePerPartition(String prefix) {
    Map<Integer, String> members = new LinkedHashMap<>();
    for (int i = 0; members.size() < PARTITIONS; i++) {
      int partition = TopicWriter.partition(prefix + "-" + i, PARTITIONS);
      members.putIfAbsent(partition, prefix + "-" + i);
    }
    return members;
  }

  /** Until each has partitions of its own, and the members of all are answered fresh by both. */
  private static void awaitBothOwn() {
    Map<Integer, String> sample = onePerPartition("member");
    long startNs = System.nanoTime();
    boolean share =
        Await.until(
            Duration.ofSeconds(150),
            () ->
                sample.values().stream()
                        .allMatch(member -> isFresh(a, member) && isFresh(b, member))
                    && sample.values().stream().anyMatch(member -> owns(a, member))
                    && sample.values().stream().anyMatch(member -> owns(b, member)));
    System.out.printf(
        "TwoViewsTest: both own partitions after %d ms, a owns %s%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs),
        sample.entrySet().stream()
            .filter(each -> owns(a, each.getValue()))
            .map(Map.Entry::getKey)
            .toList());
    assertThat(share).isTrue();
  }

  private static boolean isFresh(ViewClient view, String memberId) {
    Answer answer = view.get(home(memberId));
    return answer.status() == 200 && !answer.json().get("stale").booleanValue();
  }

  /** Whether that instance answers itself, asked as instances ask each other. */
  private static boolean owns(ViewClient view, String memberId) {
    Answer answer = view.get(home(memberId), "Playhead-Forwarded", "1");
    return answer.status() == 200 && !answer.json().get("stale").booleanValue();
  }

  private static String home(String memberId) {
    return ViewClient.home(ViewClient.escaped(memberId));
  }

  @Test
  void eachAnswersForEveryMember() {
    int owned = 0;
    for (String member : MEMBERS) {
      Answer ofA = a.get(home(member));
      Answer ofB = b.get(home(member));
      for (Answer answer : List.of(ofA, ofB)) {
        assertThat(answer.status()).as("%s: %s", member, answer).isEqualTo(200);
        assertThat(answer.json().get("memberId").textValue()).isEqualTo(member);
        assertThat(answer.titles("top-picks")).containsExactly(PageWriter.only(member));
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-cache");
      }
      assertThat(ofA.body()).isEqualTo(ofB.body());
      assertThat(ofA.header("ETag")).isEqualTo(ofB.header("ETag"));
      owned += owns(a, member) ? 1 : 0;
    }
    System.out.printf("TwoViewsTest: a owns %d of %d members%n", owned, MEMBERS.size());
    assertThat(owned).isBetween(MEMBERS.size() / 6, MEMBERS.size() * 5 / 6);
  }

  /** What the caller said goes along, whatever it is. */
  @Test
  void passesOnTheWholeQuestion() {
    for (String member : onePerPartition("member").values()) {
      for (ViewClient view : List.of(a, b)) {
        String tag = view.get(home(member)).header("ETag");
        Answer rows = view.get(home(member) + "?rows=none&device=phone");
        assertThat(rows.rows()).isEmpty();
        assertThat(rows.json().get("matchesDevice").booleanValue()).isTrue();
        assertThat(view.get(home(member), "If-None-Match", tag).status()).isEqualTo(304);
        assertThat(view.get(home(member) + "?limit=0").status()).isEqualTo(400);
        Answer odd = view.getAsItIs(home(member) + "?device=a|b{}^\"%zz");
        assertThat(odd.status()).as("%s", odd).isIn(200, 400);
      }
    }
  }

  @Test
  void streamsAtOneInstanceHaveThePagesOfTheOther() {
    List<StreamReader> streams = new ArrayList<>();
    try {
      List<String> members = new ArrayList<>(onePerPartition("streamed").values());
      members.forEach(member -> writer.write(page(member, 1)));
      writer.flush();
      members.forEach(member -> a.awaitRevision(member, 1));
      for (String member : members) {
        streams.add(a.stream(member));
        streams.add(b.stream(member));
      }
      streams.forEach(stream -> assertThat(stream.next().id()).startsWith("1-"));

      members.forEach(member -> writer.write(page(member, 2)));
      writer.flush();

      for (int i = 0; i < streams.size(); i++) {
        Answer next = a.page(members.get(i / 2), streams.get(i).next());
        assertThat(next.json().get("revision").longValue()).isEqualTo(2);
        assertThat(next.titles("top-picks")).containsExactly(PageWriter.only(members.get(i / 2)));
      }

      members.forEach(member -> writer.forget(member, PageWriter.EVENT_MS));
      writer.flush();

      for (StreamReader stream : streams) {
        assertThat(stream.next().name()).isEqualTo("forgotten");
        assertThat(stream.awaitEnd(ViewClient.LIMIT)).isTrue();
      }
    } finally {
      streams.forEach(StreamReader::close);
    }
  }

  /** Wherever they ask: what was said of place and language counts for who has no page yet. */
  @Test
  void tellsTheOtherWhereANewcomerIs() {
    for (String member : onePerPartition("newcomer").values()) {
      for (ViewClient view : List.of(a, b)) {
        String stream = home(member) + "/stream";
        assertThat(newTitles(view, member, stream + "?locale=pt")).containsExactly("in-pt");
        assertThat(newTitles(view, member, stream + "?locale=en")).containsExactly("in-en");
        assertThat(newTitles(view, member, stream, "Accept-Language", "pt-BR, en;q=0.5"))
            .containsExactly("in-pt");
        assertThat(view.get(home(member) + "?locale=pt").titles("new")).containsExactly("in-pt");
        assertThat(view.get(home(member), "Accept-Language", "pt-BR").titles("new"))
            .containsExactly("in-pt");
      }
    }
  }

  private static List<String> newTitles(
      ViewClient view, String memberId, String stream, String... headers) {
    try (StreamReader reader = view.open(stream, headers)) {
      return view.page(memberId, reader.next()).titles("new");
    }
  }

  @Test
  void oneAnswersForTheOtherWhileItIsAway() {
    List<StreamReader> streams = new ArrayList<>();
    try {
      List<String> members = new ArrayList<>(onePerPartition("followed").values());
      members.forEach(member -> writer.write(page(member, 1)));
      writer.flush();
      members.forEach(member -> a.awaitRevision(member, 1));
      members.forEach(member -> streams.add(a.stream(member)));
      streams.forEach(stream -> assertThat(stream.next().id()).startsWith("1-"));
      StreamReader newcomer = a.stream(onePerPartition("nobody").get(partitionOfB()));
      streams.add(newcomer);
      assertThat(newcomer.next().id()).isNull();

      PacedLookups lookups = PacedLookups.start(a.url(), MEMBERS);
      try (lookups) {
        Await.until(Duration.ofSeconds(2), () -> false); // some while both are there
        processB.kill();
        Await.until(Duration.ofSeconds(1), () -> false); // nobody has noticed
        members.forEach(member -> writer.write(page(member, 2)));
        writer.flush();
        Await.until(LOOKED_UP, () -> false);
      }

      System.out.println("TwoViewsTest: while b was killed: " + lookups);
      assertThat(lookups.wrong()).isZero();
      assertThat(lookups.answeredShare()).isGreaterThanOrEqualTo(.999);
      assertThat(lookups.stale()).as("answered by a copy, and marked").isPositive();
      for (int i = 0; i < members.size(); i++) {
        Answer next = a.page(members.get(i), streams.get(i).next());
        assertThat(next.json().get("revision").longValue()).isEqualTo(2);
        assertThat(streams.get(i).next(Duration.ZERO)).as("twice").isNull();
      }
      // What is popular is sent once, not at each try to find the owner.
      assertThat(newcomer.next(Duration.ZERO)).isNull();
    } finally {
      streams.forEach(StreamReader::close);
    }

    long startNs = System.nanoTime();
    processB = local.startView("view-b", "--standbys", "1");
    processB.awaitReady();
    b = new ViewClient(processB.url());
    awaitBothOwn();
    int answered = 0;
    for (String member : MEMBERS) {
      for (ViewClient view : List.of(a, b)) {
        Answer answer = view.await(home(member), each -> !each.json().get("stale").booleanValue());
        assertThat(answer.titles("top-picks")).containsExactly(PageWriter.only(member));
        answered++;
      }
    }
    System.out.printf(
        "TwoViewsTest: %d fresh answers of both %d ms after the start%n",
        answered, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
  }

  private static int partitionOfB() {
    return onePerPartition("member").entrySet().stream()
        .filter(each -> owns(b, each.getValue()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }
}
