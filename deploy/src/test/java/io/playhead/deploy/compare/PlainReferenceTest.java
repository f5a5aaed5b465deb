package io.playhead.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** The walk over pages beside a reference that asks all pages for every play. */
@Timeout(120)
class PlainReferenceTest {
  private static final int MEMBERS = 15;
  private static final int TITLES = 40;
  private static final int EVENTS = 1500;
  private static final long START = 1_600_000_000_000L;

  private final MadeUp made = new MadeUp();
  private final List<Integer> members = new ArrayList<>();
  private final List<Long> momentsMs = new ArrayList<>();
  private final Map<Integer, String> titleOfPlay = new HashMap<>();
  private final List<Recommendation> pages = new ArrayList<>();

  /** Half of the events have a page; half minutes apart, so that ages are met exactly. */
  private void makeUp(Random random) {
    long atMs = START;
    String[] lastTitle = new String[MEMBERS];
    int[] revisions = new int[MEMBERS];
    for (int i = 0; i < TITLES; i++) {
      made.titles("t" + i);
    }
    for (int event = 0; event < EVENTS; event++) {
      atMs += 30_000L * (1 + (random.nextInt(4) == 0 ? random.nextInt(600) : random.nextInt(3)));
      int member = random.nextInt(MEMBERS);
      members.add(member);
      momentsMs.add(atMs);
      if (random.nextBoolean()) {
        String title = "t" + random.nextInt(TITLES);
        title = title.equals(lastTitle[member]) ? title + "'" : title; // each is a play
        lastTitle[member] = title;
        made.play("m" + member, title, atMs);
        titleOfPlay.put(event, title);
      } else {
        made.device("m" + member, atMs);
      }
      revisions[member]++;
      if (random.nextBoolean()) {
        pages.add(page(member, revisions[member], event, random));
      }
    }
  }

  private static Recommendation page(int member, int revision, int event, Random random) {
    List<Integer> titles = new ArrayList<>();
    for (int i = 0; i < TITLES; i++) {
      titles.add(i);
    }
    Collections.shuffle(titles, random);
    StringBuilder[] rows = {
      new StringBuilder("new: "), new StringBuilder("top: "), new StringBuilder("resume: ")
    };
    int count = random.nextInt(31);
    for (int i = 0; i < count; i++) {
      StringBuilder row = rows[random.nextInt(3)];
      row.append(row.toString().endsWith(": ") ? "" : " ").append("t").append(titles.get(i));
    }
    return MadeUp.page(
        "m" + member, revision, event, rows[0].toString(), rows[1].toString(), rows[2].toString());
  }

  @RepeatedTest(3)
  void agreesOnEveryPlayAndAge() {
    long seed = new Random().nextLong();
    System.out.println("agreesOnEveryPlayAndAge seed " + seed);
    makeUp(new Random(seed));
    RecordedPlays recorded = made.read();
    List<Recommendation> anyOrder = new ArrayList<>(pages);
    anyOrder.sort(Comparator.comparing(Recommendation::getMemberId)); // stable: revisions stay

    FoundPlays found = MadeUp.walk(recorded, anyOrder);

    Plays plays = recorded.plays();
    assertThat(plays.count()).isEqualTo(titleOfPlay.size());
    for (int play = 0; play < plays.count(); play++) {
      int event = plays.event(play);
      for (int age = 0; age < Staleness.AGES_MS.length; age++) {
        Recommendation page = newest(event, Staleness.AGES_MS[age]);
        String what = "seed " + seed + " event " + event + " age " + age;
        assertThat(found.rank(age, play)).as(what).isEqualTo(rank(page, titleOfPlay.get(event)));
        assertThat(found.pageEvent(age, play))
            .as(what)
            .isEqualTo(page == null ? FoundPlays.NO_PAGE : page.getReflects().getOffset());
      }
      assertThat(found.place(play)).isEqualTo(place(newest(event, 0), titleOfPlay.get(event)));
    }
  }

  private Recommendation newest(int event, long ageMs) {
    Recommendation newest = null;
    for (Recommendation page : pages) {
      int pageEvent = (int) page.getReflects().getOffset();
      if (members.get(pageEvent).equals(members.get(event))
          && pageEvent < event
          && (ageMs == 0 || momentsMs.get(pageEvent) <= momentsMs.get(event) - ageMs)) {
        newest = page; // pages were added in order of their events
      }
    }
    return newest;
  }

  private static int rank(Recommendation page, String titleId) {
    if (page == null) {
      return FoundPlays.NO_PAGE;
    }
    return titles(page).indexOf(titleId);
  }

  private static int place(Recommendation page, String titleId) {
    if (page == null) {
      return FoundPlays.NO_PAGE;
    }
    for (Row row : page.getRows()) {
      int place = row.getItems().stream().map(item -> item.getTitleId()).toList().indexOf(titleId);
      if (place >= 0) {
        return place;
      }
    }
    return FoundPlays.ABSENT;
  }

  private static List<String> titles(Recommendation page) {
    List<String> titles = new ArrayList<>();
    page.getRows().forEach(row -> row.getItems().forEach(item -> titles.add(item.getTitleId())));
    return titles;
  }

  @RepeatedTest(3)
  void agreesOnFiguresOverAllPages() {
    long seed = new Random().nextLong();
    System.out.println("agreesOnFiguresOverAllPages seed " + seed);
    makeUp(new Random(seed));

    ModelFigures figures = made.evaluation(seed).of(MadeUp.pages("model", pages), row -> {}).a();

    Set<String> first = new HashSet<>();
    Map<String, List<String>> before = new HashMap<>();
    double churn = 0;
    int pairs = 0;
    for (Recommendation page : pages) {
      List<String> titles = titles(page);
      first.addAll(titles.subList(0, Math.min(10, titles.size())));
      List<String> twenty = titles.subList(0, Math.min(20, titles.size()));
      List<String> last = before.put(page.getMemberId(), twenty);
      int longer = last == null ? 0 : Math.max(last.size(), twenty.size());
      if (longer > 0) {
        churn += 1 - twenty.stream().filter(last::contains).count() / (double) longer;
        pairs++;
      }
    }
    assertThat(figures.pages()).isEqualTo(pages.size());
    assertThat(figures.exposureFirst10().coverage()).isEqualTo(first.size() / (double) TITLES);
    assertThat(figures.churn().pairs()).isEqualTo(pairs);
    assertThat(figures.churn().churn20()).isCloseTo(churn / pairs, within(1e-9));
    double gains = 0;
    int asked = 0;
    for (Map.Entry<Integer, String> play : titleOfPlay.entrySet()) {
      Recommendation page = newest(play.getKey(), 0);
      int rank = rank(page, play.getValue());
      asked += page == null ? 0 : 1;
      gains += rank < 0 || rank >= 10 ? 0 : Math.log(2) / Math.log(rank + 2);
    }
    assertThat(figures.playsWithPage()).isEqualTo(asked);
    assertThat(figures.wholePage().get(2).ndcg().mean()).isCloseTo(gains / asked, within(1e-9));
  }
}
