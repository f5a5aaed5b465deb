package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.window.HoldOut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A law: aligned vectors point where the earlier ones did, and no score changes by it. */
class AlignmentTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double SAME_SCORE = 1e-5;
  private static final int WIDTH = 16;

  @TempDir private Path folder;

  private final TrainingData data =
      Training.data(SyntheticRecording.cyclic(40, 20, 1).events(), HoldOut.NONE);

  @Test
  @SuppressWarnings("try") // a scope is closed, not read
  void findsTheRotationBetweenTwoSpaces() {
    try (PointerScope scope = new PointerScope()) {
      Random random = new Random(11);
      Tensor vectors = Tensors.unit(drawn(random, data.titles().vocabularySize()));
      Tensor rotation = torch.linalg_qr(drawn(random, WIDTH)).get0();
      EarlierSpace earlier =
          new EarlierSpace(
              "earlier",
              "first",
              WIDTH,
              data.titles().titleIds(),
              Tensors.floats(vectors.matmul(rotation)),
              null);

      Alignment alignment = Alignment.of(earlier, data.titles(), Tensors.floats(vectors), null);

      assertThat(alignment.space()).isEqualTo("first");
      assertThat(alignment.meanCosine()).isEqualTo(1, within(1e-6));
      assertThat(alignment.titles()).isEqualTo(40);
      assertThat(alignment.rotation()).containsExactly(Tensors.floats(rotation), within(1e-5f));
    }
  }

  @Test
  void theMeanMemberDecidesWhereNoTitleIs() {
    // All titles are along the first axis, the members are not, and not where they were.
    int count = data.titles().vocabularySize();
    float[] vectors = new float[count * WIDTH];
    for (int row = 0; row < count; row++) {
      vectors[row * WIDTH] = 1;
    }
    float[] before = axis(3);
    float[] now = axis(7);
    List<String> titleIds = data.titles().titleIds();

    Alignment alone =
        Alignment.of(
            new EarlierSpace("earlier", "first", WIDTH, titleIds, vectors, null),
            data.titles(),
            vectors,
            now);
    Alignment both =
        Alignment.of(
            new EarlierSpace("earlier", "first", WIDTH, titleIds, vectors, before),
            data.titles(),
            vectors,
            now);

    assertThat(alone.rotation()[7 * WIDTH + 3]).as("anything").isLessThan(.99f);
    assertThat(both.rotation()[7 * WIDTH + 3]).isEqualTo(1, within(1e-6f));
    assertThat(both.meanCosine()).isEqualTo(1, within(1e-6));
  }

  @Test
  void scoresAreTheSameWithAndWithout() throws IOException {
    TrainingSettings settings = Training.settings(HoldOut.NONE, 3, 0);
    TrainedModel model = Training.run(data, settings);
    TrainingData others =
        Training.data(SyntheticRecording.cyclic(40, 20, 9).events(), HoldOut.NONE);
    Path earlier = write("earlier", Training.run(others, settings), others, settings);
    EarlierSpace space =
        EarlierSpace.of(EarlierBundle.open("--align-to", earlier), settings.width());
    TrainedModel aligned = model.alignedTo(space, data.titles());

    Path without = write("without", model, data, settings);
    Path with = write("with", aligned, data, settings);

    float[] members = goldenMembers(without);
    float[] titles = goldenTitles(without);
    float[] turnedMembers = goldenMembers(with);
    float[] turnedTitles = goldenTitles(with);
    assertThat(distance(members, turnedMembers)).as("something is turned").isGreaterThan(.1);
    assertThat(scores(turnedMembers, turnedTitles))
        .containsExactly(scores(members, titles), within(SAME_SCORE));
    assertThat(scores(turnedMembers, vectors(with)))
        .containsExactly(scores(members, vectors(without)), within(SAME_SCORE));
    assertThat(cosine(vectors(with), vectors(earlier)))
        .isEqualTo(aligned.alignment().meanCosine(), within(1e-5))
        .isGreaterThan(cosine(vectors(without), vectors(earlier)) + .01);
    assertThat(scores(meanMember(with), vectors(with)))
        .containsExactly(scores(meanMember(without), vectors(without)), within(SAME_SCORE));
    JsonNode manifest = JSON.readTree(with.resolve("manifest.json").toFile());
    JsonNode target = JSON.readTree(earlier.resolve("manifest.json").toFile());
    assertThat(manifest.at("/alignedTo/modelId")).isEqualTo(target.get("modelId"));
    assertThat(manifest.at("/alignedTo/titles").asInt()).isEqualTo(40);
    assertThat(manifest.at("/alignedTo/space")).isEqualTo(target.get("modelId"));
    assertThat(EarlierSpace.of(EarlierBundle.open("--align-to", with), settings.width()).space())
        .as("the space of a model that is aligned to this one")
        .isEqualTo(target.get("modelId").asText());
    assertThat(manifest.get("modelId"))
        .as("vectors elsewhere are another model")
        .isNotEqualTo(JSON.readTree(without.resolve("manifest.json").toFile()).get("modelId"));
  }

  private Path write(String name, TrainedModel model, TrainingData data, TrainingSettings settings)
      throws IOException {
    Path bundle = folder.resolve(name);
    new BundleWriter(model, data, settings).write(bundle, 0, null);
    return bundle;
  }

  private static float[] axis(int index) {
    float[] vector = new float[WIDTH];
    vector[index] = 1;
    return vector;
  }

  private static Tensor drawn(Random random, int rows) {
    float[] values = new float[rows * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, rows, WIDTH);
  }

  private static float[] goldenMembers(Path bundle) throws IOException {
    return floats(bundle, "/step/0/outputs/member_vector/data");
  }

  private static float[] goldenTitles(Path bundle) throws IOException {
    return floats(bundle, "/title/0/outputs/score_vectors/data");
  }

  private static float[] floats(Path bundle, String pointer) throws IOException {
    JsonNode node = JSON.readTree(bundle.resolve("golden.json").toFile()).at(pointer);
    return JSON.treeToValue(node, float[].class);
  }

  private static float[] meanMember(Path bundle) throws IOException {
    JsonNode manifest = JSON.readTree(bundle.resolve("manifest.json").toFile());
    return JSON.treeToValue(manifest.get("meanMemberVector"), float[].class);
  }

  private static float[] vectors(Path bundle) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(bundle.resolve("title_vectors.bin")));
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static double[] scores(float[] members, float[] titles) {
    int titleCount = titles.length / WIDTH;
    double[] scores = new double[members.length / WIDTH * titleCount];
    for (int at = 0; at < scores.length; at++) {
      for (int i = 0; i < WIDTH; i++) {
        scores[at] += members[at / titleCount * WIDTH + i] * titles[at % titleCount * WIDTH + i];
      }
    }
    return scores;
  }

  private static double distance(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** Mean over unit vectors, row by row. */
  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / (a.length / WIDTH);
  }
}
