package io.playhead.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.inference.ModelHandles;
import io.playhead.inference.TinyBundle;
import io.playhead.schemas.PlaybackAction;
import io.playhead.schemas.Recommendation;
import io.playhead.schemas.RejectedEvent;
import io.playhead.schemas.Title;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A new model is loaded beside the one that serves, and takes over between two batches. */
class HotSwapTest {
  private static final long T0 = Records.T0;
  private static final long POLL_MS = 10;
  private static final JobOptions OPTIONS =
      GraphRun.options(1).withBatch(1, 20).withRebuildsPerSecond(0);
  private static final List<Title> TITLES = TinyBundle.titles(60);

  @TempDir Path folder;
  private final Records records = new Records();
  private PageHarness page;
  private long played;

  private interface Tampering {
    void apply(Path bundle) throws IOException;
  }

  @BeforeEach
  void serveTheFirstModel() throws Exception {
    page = new PageHarness(OPTIONS, false);
    for (Title title : TITLES) {
      page.control(records.title(title));
    }
    page.control(records.release(bundle(1), "tiny-1", 0));
    page.loaded();
  }

  @AfterEach
  void letsGoOfEveryModel() {
    page.close();
    assertThat(ModelHandles.loaded()).isZero();
  }

  private Path bundle(int number) {
    return new TinyBundle("tiny-" + number, 16, 2, 2, number)
        .write(folder.resolve("bundle-" + number), TinyBundle.ids(TITLES));
  }

  private void release(int number) throws Exception {
    page.control(records.release(bundle(number), "tiny-" + number, number));
  }

  /** The list of a member's next event. */
  private Recommendation next(String memberId) throws Exception {
    page.event(records.play(memberId, "t0001", PlaybackAction.PLAY, T0 + played++));
    List<Recommendation> lists = page.outputs.lists();
    assertThat(lists).as("a list for each event, at once").hasSize((int) played);
    return lists.get(lists.size() - 1);
  }

  private String modelOfNext(String memberId) throws Exception {
    return next(memberId).getModelId();
  }

  private static List<String> titleIds(Recommendation list) {
    return list.getRows().stream()
        .flatMap(row -> row.getItems().stream())
        .map(item -> item.getTitleId())
        .toList();
  }

  @Test
  void servesWithTheOldModelUntilTheNewOneIsReady() throws Exception {
    page.loads.hold(true);

    release(2);
    page.passMs(60_000);
    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
    page.loads.run();
    assertThat(modelOfNext("a")).as("nobody has asked yet").isEqualTo("tiny-1");
    page.passMs(POLL_MS);

    assertThat(modelOfNext("a")).isEqualTo("tiny-2");
    assertThat(ModelHandles.loaded()).isEqualTo(1);
    assertThat(page.outputs.rejected()).isEmpty();
  }

  @Test
  void appliesTheTitlesThatChangedWhileItLoaded() throws Exception {
    List<String> before = titleIds(next("a"));
    // So many that whatever is left of the catalogue fits on the page, also on one of other rows.
    List<String> removed = before.subList(0, before.size() / 2);
    page.loads.hold(true);
    release(2);
    for (String titleId : removed) {
      page.control(records.titleRemoved(titleId));
    }
    page.control(records.title(Title.newBuilder(TITLES.get(3)).setTitleId("t9999").build()));
    page.loads.run();
    page.passMs(POLL_MS);

    Recommendation list = next("a");

    assertThat(list.getModelId()).isEqualTo("tiny-2");
    assertThat(titleIds(list)).contains("t9999").doesNotContainAnyElementsOf(removed);
  }

  @Test
  void loadsAgainAfterACrashWhileItLoaded() throws Exception {
    page.loads.hold(true);
    release(2);
    page.passMs(POLL_MS);

    page.restart();

    assertThat(modelOfNext("a")).isEqualTo("tiny-2");
    assertThat(ModelHandles.loaded()).isEqualTo(1);
  }

  @Test
  void waitsForItsModelWhenItIsRestored() throws Exception {
    page.loads.useThreads();

    page.restart();

    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
  }

  @Test
  void servesWithTheOldModelAfterACrashWhileABadOneLoaded() throws Exception {
    page.loads.hold(true);
    RawRecord release = records.release(bundle(2), "tiny-2", 2);
    Files.write(folder.resolve("bundle-2/step.onnx"), new byte[] {1, 2, 3});
    page.control(release);

    page.restart();

    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
    assertThat(page.outputs.rejected()).hasSize(1);
  }

  @Test
  void letsGoOfAModelThatNobodyTakesAnyMore() throws Exception {
    page.loads.hold(true);
    release(2);
    page.loads.run();

    assertThat(ModelHandles.loaded()).as("and none when the task is gone").isEqualTo(2);
  }

  @Test
  void endsWithTheBestOfSeveral() throws Exception {
    page.loads.hold(true);
    release(2);
    release(4);
    release(3);
    page.loads.hold(false);
    page.loads.run();
    page.passMs(POLL_MS);

    assertThat(modelOfNext("a")).isEqualTo("tiny-4");
    assertThat(page.loads.count()).as("1, 2 and 4; nothing is gained by 3").isEqualTo(3);
    page.restart();
    assertThat(modelOfNext("a")).isEqualTo("tiny-4");
  }

  @Test
  void loadsNothingForTheBundleThatServes() throws Exception {
    page.control(records.release(folder.resolve("bundle-1"), "tiny-1", 7));

    assertThat(page.loads.count()).isEqualTo(1);
    page.restart();
    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
  }

  @Test
  void loadsOnlyTheNewestOfThoseThatAreThereAtTheStart() throws Exception {
    page.close();
    page = new PageHarness(OPTIONS, false);
    release(1);
    release(2);
    page.loaded();

    assertThat(modelOfNext("a")).isEqualTo("tiny-2");
    assertThat(page.loads.count()).isEqualTo(1);
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        refused("a flipped byte", HotSwapTest::flip, "step.onnx has SHA-256"),
        refused("a missing file", b -> Files.delete(b.resolve("golden.json")), "is missing"),
        refused("no folder", HotSwapTest::delete, "manifest.json is missing"),
        refused(
            "another manifest",
            b -> Files.writeString(b.resolve("manifest.json"), "{}"),
            "manifest.json"),
        relisted("no graph", b -> Files.write(b.resolve("step.onnx"), new byte[9]), "step.onnx"),
        relisted("another golden output", HotSwapTest::changeGolden, "tolerance"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void refusesABadBundleWhileTheGoodOneServes(
      String name, Tampering before, Tampering after, String reason) throws Exception {
    Path bad = bundle(2);
    before.apply(bad);
    RawRecord release = records.release(bad, "tiny-2", 2);
    after.apply(bad);
    page.loads.hold(true);

    page.control(release);
    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
    page.loads.run();
    page.passMs(POLL_MS);

    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
    page.restart();
    assertThat(modelOfNext("a")).isEqualTo("tiny-1");
    RejectedEvent rejected = page.outputs.rejected().get(0);
    assertThat(page.outputs.rejected()).as("said once").hasSize(1);
    assertThat(rejected.getReason()).isEqualTo("bad-model-release");
    assertThat(rejected.getDetail()).contains(reason);
    assertThat(rejected.getOriginalKey().array()).isEqualTo(release.key());
    assertThat(ModelHandles.loaded()).isEqualTo(1);
    page.control(records.release(bundle(3), "tiny-3", 3));
    assertThat(modelOfNext("a")).as("a good one after it").isEqualTo("tiny-3");
  }

  /** Somebody touched it after it was announced. */
  private static Arguments refused(String name, Tampering after, String reason) {
    Tampering nothing = bundle -> {};
    return Arguments.of(name, nothing, after, reason);
  }

  /** A bundle that lists what it has, and is wrong nevertheless. */
  private static Arguments relisted(String name, Tampering change, String reason) {
    Tampering before =
        bundle -> {
          change.apply(bundle);
          relist(bundle);
        };
    Tampering nothing = bundle -> {};
    return Arguments.of(name, before, nothing, reason);
  }

  private static void relist(Path bundle) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    File file = bundle.resolve("manifest.json").toFile();
    ObjectNode manifest = (ObjectNode) mapper.readTree(file);
    ObjectNode files = (ObjectNode) manifest.get("files");
    for (String name : List.of("step.onnx", "golden.json")) {
      byte[] bytes = Files.readAllBytes(bundle.resolve(name));
      files.putObject(name).put("sha256", sha256(bytes)).put("bytes", bytes.length);
    }
    mapper.writeValue(file, manifest);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void flip(Path bundle) throws IOException {
    byte[] bytes = Files.readAllBytes(bundle.resolve("step.onnx"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(bundle.resolve("step.onnx"), bytes);
  }

  private static void delete(Path bundle) throws IOException {
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
  }

  private static void changeGolden(Path bundle) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    File file = bundle.resolve("golden.json").toFile();
    ObjectNode golden = (ObjectNode) mapper.readTree(file);
    ArrayNode data = (ArrayNode) golden.at("/step/1/outputs/member_vector").get("data");
    data.set(3, data.get(3).asDouble() + .01);
    mapper.writeValue(file, golden);
  }
}
