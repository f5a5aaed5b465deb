package io.playhead.deploy.view;

import static io.playhead.deploy.view.PageWriter.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.Topics;
import io.playhead.subscriber.PageListener;
import io.playhead.subscriber.PageSubscriber;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The subscriber library on a broker and a registry, with the clients of another version. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SubscriberOnARealTopicTest {
  @TempDir private static Path folder;

  private static LocalMode local;
  private static PageWriter writer;

  /** What was told, in order: {@code member@revision}, {@code -member}. */
  private static final class Told implements PageListener {
    final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void page(Recommendation page) {
      all.add(page.getMemberId() + "@" + page.getRevision());
    }

    @Override
    public void forgotten(String memberId) {
      all.add("-" + memberId);
    }

    List<String> of(String memberId) {
      return all.stream()
          .filter(each -> each.equals("-" + memberId) || each.startsWith(memberId + "@"))
          .toList();
    }
  }

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, 3);
    writer = new PageWriter(local);
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

  @Test
  void aGroupGoesOnBehindTheLastPageThatWasHandled() throws Exception {
    writer.write(page("g", 1));
    writer.write(page("g", 3));
    writer.write(page("g", 2)); // late
    writer.flush();
    Told first = new Told();
    try (PageSubscriber pages = subscriber("group-1", first)) {
      assertThat(pages.awaitCaughtUp(ViewClient.LIMIT)).isTrue();
      assertThat(first.of("g")).containsExactly("g@1", "g@3");
      assertThat(pages.olderCount()).isEqualTo(1);
    }

    writer.write(page("g", 4));
    writer.flush();
    Told second = new Told();
    try (PageSubscriber pages = subscriber("group-1", second)) {
      assertThat(Await.until(ViewClient.LIMIT, () -> !second.of("g").isEmpty())).isTrue();
      assertThat(second.of("g")).containsExactly("g@4");
      assertThat(pages.failure()).isEmpty();
    }
  }

  @Test
  void whoWasForgottenIsToldOfAndMayComeBackWithALowerRevision() throws Exception {
    writer.write(page("f", 7));
    writer.forget("f", PageWriter.EVENT_MS);
    writer.write(page("f", 1));
    writer.writeBytes(Topics.RECOMMENDATIONS, "f", new byte[] {9, 9});
    writer.flush();

    Told told = new Told();
    try (PageSubscriber pages = subscriber(null, told)) {
      assertThat(pages.awaitCaughtUp(ViewClient.LIMIT)).isTrue();
      assertThat(told.of("f")).containsExactly("f@7", "-f", "f@1");
      assertThat(pages.rejectedCount()).isEqualTo(1);
    }
  }

  @Test
  void twoOfAGroupShareTheMembersAndMissNoneWhenOneLeaves() throws Exception {
    List<String> members = IntStream.range(0, 60).mapToObj(i -> "shared-" + i).toList();
    Told first = new Told();
    Told second = new Told();
    try (PageSubscriber stays = subscriber("group-2", first)) {
      try (PageSubscriber leaves = subscriber("group-2", second)) {
        for (int revision = 1; revision <= 3; revision++) {
          for (String member : members) {
            writer.write(page(member, revision));
          }
        }
        writer.flush();
        awaitRevision(members, 3, first, second);
        assertThat(leaves.failure()).isEmpty();
      }
      members.forEach(member -> writer.write(page(member, 4)));
      writer.flush();
      awaitRevision(members, 4, first);
      assertThat(stays.failure()).isEmpty();
    }
  }

  private static void awaitRevision(List<String> members, int revision, Told... told) {
    boolean all =
        Await.until(
            ViewClient.LIMIT,
            () ->
                members.stream()
                    .allMatch(
                        member ->
                            List.of(told).stream()
                                .anyMatch(each -> each.all.contains(member + "@" + revision))));
    assertThat(all).as("every member at revision %d", revision).isTrue();
  }

  private static PageSubscriber subscriber(String group, PageListener listener) {
    var to = PageSubscriber.to(local.bootstrap(), local.registryUrl());
    return (group == null ? to : to.group(group)).start(listener);
  }
}
