package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.BundleTrust;
import io.playhead.inference.ModelHandles;
import io.playhead.inference.PageRules;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Title;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that trusts keys serves what one of them has signed, and goes on with it. */
class SignedReleasesTest {
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir Path folder;
  private final KeyPair ours = keys();
  private final Records records = new Records();
  private int played;

  @AfterEach
  void letsGoOfEveryModel() {
    assertThat(ModelHandles.loaded()).isZero();
  }

  @Test
  void refusesWhatNoTrustedKeySignedWhileTheSignedOneServes() throws Exception {
    try (PageHarness page = serving(trusting(ours))) {
      page.control(release(2, null));
      page.control(release(3, keys()));
      assertThat(modelOfNext(page)).isEqualTo("tiny-1");
      page.restart();
      assertThat(modelOfNext(page)).isEqualTo("tiny-1");

      assertThat(page.outputs.rejected())
          .extracting(RejectedEvent::getReason)
          .containsExactly("bad-model-release", "bad-model-release");
      assertThat(page.outputs.rejected().get(0).getDetail()).contains("manifest.sig is missing");
      assertThat(page.outputs.rejected().get(1).getDetail()).contains("1 trusted keys");
      page.control(release(4, ours));
      assertThat(modelOfNext(page)).as("a signed one after them").isEqualTo("tiny-4");
    }
  }

  @Test
  void trustsAnyOfSeveralKeys() throws Exception {
    KeyPair next = keys();
    try (PageHarness page = serving(trusting(ours, next))) {
      page.control(release(2, next));

      assertThat(modelOfNext(page)).isEqualTo("tiny-2");
    }
  }

  @Test
  void takesUnsignedOnesWhereNoKeyIsNamed() throws Exception {
    try (PageHarness page = serving(GraphRun.options(1).withBatch(1, 20))) {
      page.control(release(2, null));

      assertThat(modelOfNext(page)).isEqualTo("tiny-2");
    }
  }

  @Test
  void theGraphTakesTheKeysToItsTasks() throws Exception {
    Scenario scenario = new Scenario(5, folder.resolve("signed")).live(4, 20);
    TinyBundle.sign(folder.resolve("signed"), ours.getPrivate());
    scenario.control.add(scenario.records.release(bundle(2, null), "tiny-2", 2));

    Outputs outputs =
        new GraphRun(scenario.events, scenario.control, trusting(ours)).run(folder.resolve("s"));

    assertThat(outputs.lists())
        .isNotEmpty()
        .extracting(Recommendation::getModelId)
        .containsOnly("tiny-1");
    assertThat(outputs.rejected())
        .extracting(RejectedEvent::getReason)
        .containsExactly("bad-model-release");
  }

  private PageHarness serving(JobOptions options) throws Exception {
    PageHarness page = new PageHarness(options, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    page.control(release(1, ours));
    page.loaded();
    return page;
  }

  private static JobOptions trusting(KeyPair... keys) {
    List<String> trusted =
        List.of(keys).stream()
            .map(pair -> Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()))
            .toList();
    return GraphRun.options(1)
        .withBatch(1, 20)
        .withRebuildsPerSecond(0)
        .withServing(new ServingPolicy(BundleTrust.named(trusted), PageRules.DEFAULT));
  }

  private RawRecord release(int number, KeyPair signer) {
    return records.release(bundle(number, signer), "tiny-" + number, number);
  }

  /** With a signature, or without where {@code signer} is null. */
  private Path bundle(int number, KeyPair signer) {
    Path bundle =
        new TinyBundle("tiny-" + number, 16, 2, 2, number)
            .write(folder.resolve("bundle-" + number), TinyBundle.ids(TITLES));
    if (signer != null) {
      TinyBundle.sign(bundle, signer.getPrivate());
    }
    return bundle;
  }

  private String modelOfNext(PageHarness page) throws Exception {
    page.event(records.play("a", "t0001", PlaybackAction.PLAY, Records.T0 + played++));
    List<Recommendation> lists = page.outputs.lists();
    return lists.get(lists.size() - 1).getModelId();
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
