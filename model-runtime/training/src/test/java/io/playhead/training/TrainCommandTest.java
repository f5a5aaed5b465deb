package io.playhead.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from recording to bundle, and what it says about bad input. */
class TrainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  // Every runtime has these, on every device.
  private static final Set<String> PLAIN_OPERATORS =
      Set.of(
          "Add",
          "Clip",
          "Concat",
          "Div",
          "Equal",
          "Gather",
          "GatherElements",
          "GatherND",
          "Greater",
          "GreaterOrEqual",
          "Identity",
          "LayerNormalization",
          "Less",
          "MatMul",
          "Max",
          "Mul",
          "Range",
          "ReduceSum",
          "Reshape",
          "Shape",
          "Sigmoid",
          "Slice",
          "Softmax",
          "Split",
          "Sqrt",
          "Squeeze",
          "Sub",
          "Transpose",
          "Unsqueeze",
          "Where");

  @TempDir private Path folder;

  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

  @Test
  void writesABundleWithEveryFileHashedAndSigned() throws Exception {
    Path recording = SyntheticRecording.cyclic(20, 10, 1).write(folder.resolve("recording"));
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Path key = folder.resolve("key.pem");
    Files.writeString(
        key,
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Path out = folder.resolve("bundle");

    int code =
        train(
            recording,
            out,
            "--json",
            folder.resolve("train.json").toString(),
            "--signing-key",
            key.toString());

    assertThat(messages.toString(StandardCharsets.UTF_8)).doesNotContain("playhead train:");
    assertThat(code).isZero();
    JsonNode manifest = JSON.readTree(out.resolve("manifest.json").toFile());
    assertThat(names(manifest.get("files")))
        .containsExactly(
            "golden.json",
            "step.onnx",
            "summary_vectors.bin",
            "title.onnx",
            "title_vectors.bin",
            "vocabulary.txt");
    for (String name : names(manifest.get("files"))) {
      byte[] bytes = Files.readAllBytes(out.resolve(name));
      assertThat(manifest.at("/files/" + name + "/sha256").asText()).isEqualTo(Sha256.of(bytes));
      assertThat(manifest.at("/files/" + name + "/bytes").asLong()).isEqualTo(bytes.length);
    }
    assertThat(manifest.get("vocabularySha256"))
        .isEqualTo(manifest.at("/files/vocabulary.txt/sha256"));
    assertThat(Files.size(out.resolve("title_vectors.bin"))).isEqualTo(40L * 16 * 4);
    assertSigned(out, keys);
    assertReported(JSON.readTree(folder.resolve("train.json").toFile()), manifest, out);
  }

  @Test
  void graphsArePlainAndHaveTheNamesOfTheContract() throws IOException {
    Path recording = SyntheticRecording.cyclic(4, 6, 1).write(folder.resolve("recording"));
    Path out = folder.resolve("bundle");

    assertThat(train(recording, out)).isZero();

    ModelProto step = ModelProto.parseFrom(Files.readAllBytes(out.resolve("step.onnx")));
    ModelProto title = ModelProto.parseFrom(Files.readAllBytes(out.resolve("title.onnx")));
    assertThat(step.getIrVersion()).isEqualTo(10);
    assertThat(step.getOpsetImport(0).getVersion()).isEqualTo(18);
    assertThat(valueNames(step.getGraph().getInputList()))
        .containsExactly(
            "title_vectors",
            "token_features",
            "context_features",
            "past_keys_0",
            "past_values_0",
            "past_keys_1",
            "past_values_1",
            "past_gaps",
            "new_gaps",
            "past_lengths",
            "summary_lengths",
            "new_lengths");
    assertThat(valueNames(step.getGraph().getOutputList()))
        .containsExactly(
            "member_vector", "new_keys_0", "new_values_0", "new_keys_1", "new_values_1");
    assertThat(valueNames(title.getGraph().getInputList()))
        .containsExactly("title_index", "metadata_ids", "metadata_weights", "age_bucket");
    assertThat(valueNames(title.getGraph().getOutputList()))
        .containsExactly("input_vectors", "score_vectors");
    for (ModelProto model : List.of(step, title)) {
      assertThat(model.getGraph().getNodeList().stream().map(NodeProto::getOpType).distinct())
          .isSubsetOf(PLAIN_OPERATORS);
    }
    JsonNode golden = JSON.readTree(out.resolve("golden.json").toFile());
    assertThat(golden.get("step")).hasSize(2);
    assertThat(names(golden.at("/step/1/inputs")))
        .containsExactlyInAnyOrderElementsOf(valueNames(step.getGraph().getInputList()));
    assertThat(names(golden.at("/title/0/outputs")))
        .containsExactlyInAnyOrderElementsOf(valueNames(title.getGraph().getOutputList()));
  }

  @Test
  void replacesABundle() throws IOException {
    Path recording = SyntheticRecording.cyclic(4, 6, 1).write(folder.resolve("recording"));
    Path out = folder.resolve("bundle");

    assertThat(train(recording, out)).isZero();
    assertThat(train(recording, out, "--cold-share", ".1", "--hold-out", "last")).isZero();

    JsonNode training = JSON.readTree(out.resolve("manifest.json").toFile()).get("training");
    assertThat(training.get("coldShare").asDouble()).isEqualTo(.1);
    assertThat(training.get("holdOut").asText()).isEqualTo("last");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("recording", "bundle");
    }
  }

  @Test
  void goesOnFromAParent() throws IOException {
    Path recording = SyntheticRecording.cyclic(20, 10, 1).write(folder.resolve("recording"));
    Path more = SyntheticRecording.cyclic(30, 12, 2).write(folder.resolve("more"));
    Path parent = folder.resolve("parent");
    Path child = folder.resolve("child");

    assertThat(train(recording, parent, "--epochs", "8")).isZero();
    // A rate of almost nothing: what the child is, it has from its parent.
    assertThat(train(more, child, "--warm-start", parent.toString(), "--learning-rate", "1e-9"))
        .isZero();

    JsonNode old = JSON.readTree(parent.resolve("manifest.json").toFile());
    JsonNode young = JSON.readTree(child.resolve("manifest.json").toFile());
    assertThat(young.get("parent")).isEqualTo(old.get("modelId"));
    assertThat(young.at("/metrics/loss").asDouble())
        .isLessThan(old.at("/metrics/loss").asDouble() + 0.3);
    assertRefused("is no readable bundle", recording, child, "--warm-start", folder.toString());
    assertRefused(
        "layers=2 and this model 1",
        recording,
        child,
        "--warm-start",
        parent.toString(),
        "--layers",
        "1");
    assertRefused(
        "--hold-out none",
        recording,
        child,
        "--warm-start",
        parent.toString(),
        "--hold-out",
        "last");
    assertRefused(
        "--cold-share 0.0",
        recording,
        child,
        "--warm-start",
        parent.toString(),
        "--cold-share",
        ".1");
  }

  @Test
  void stopsWhenValidationIsGoodEnough() throws IOException {
    Path recording = SyntheticRecording.cyclic(20, 10, 1).write(folder.resolve("recording"));
    Path json = folder.resolve("train.json");
    String[] words = {
      "--epochs", "9", "--patience", "9", "--validate-every", "1", "--json", json.toString()
    };

    assertThat(train(recording, folder.resolve("all"), words)).isZero();
    JsonNode all = JSON.readTree(json.toFile());
    double third = all.at("/validations/2/ndcg10").asDouble();
    List<String> more = new ArrayList<>(List.of(words));
    more.addAll(List.of("--until-ndcg10", Double.toString(third)));
    assertThat(train(recording, folder.resolve("some"), more.toArray(String[]::new))).isZero();
    JsonNode some = JSON.readTree(json.toFile());

    assertThat(all.get("epochs").asInt()).isEqualTo(9);
    assertThat(all.has("secondsToNdcg10")).isFalse();
    int last = some.get("validations").size() - 1;
    assertThat(last).isBetween(0, 2);
    assertThat(some.at("/validations/" + last + "/ndcg10").asDouble())
        .isGreaterThanOrEqualTo(third);
    assertThat(some.get("secondsToNdcg10")).isEqualTo(some.at("/validations/" + last + "/seconds"));
  }

  @Test
  void validatesWithinAnEpochAndStopsThere() throws IOException {
    Path recording = SyntheticRecording.cyclic(40, 20, 1).write(folder.resolve("recording"));
    Path json = folder.resolve("train.json");
    String[] words = {
      "--epochs",
      "2",
      "--patience",
      "9",
      "--validate-every",
      ".25",
      "--batch-tokens",
      "100",
      "--json",
      json.toString()
    };

    assertThat(train(recording, folder.resolve("all"), words)).isZero();
    JsonNode all = JSON.readTree(json.toFile());
    List<String> more = new ArrayList<>(List.of(words));
    String first = all.at("/validations/0/ndcg10").asText();
    more.addAll(List.of("--until-ndcg10", first));
    assertThat(train(recording, folder.resolve("some"), more.toArray(String[]::new))).isZero();
    JsonNode some = JSON.readTree(json.toFile());

    assertThat(all.get("validations")).hasSize(8);
    assertThat(all.at("/validations/3/epoch").asInt()).isEqualTo(1);
    assertThat(all.at("/validations/4/epoch").asInt()).isEqualTo(1);
    assertThat(some.get("validations")).hasSize(1);
    assertThat(some.get("epochs").asInt()).isZero();
    assertThat(some.get("steps").asLong()).isEqualTo(all.at("/validations/0/steps").asLong());
  }

  @Test
  void refusesBadInputInOneSentence() throws IOException {
    Path good = SyntheticRecording.cyclic(4, 6, 1).write(folder.resolve("recording"));
    Path empty = new SyntheticRecording(1).write(folder.resolve("empty"));
    SyntheticRecording oneTitle = new SyntheticRecording(1);
    oneTitle.play("m", "t", 0);
    oneTitle.play("m", "t", 1);
    SyntheticRecording oneToken = new SyntheticRecording(1);
    oneToken.play("m", "t", 0);
    oneToken.play("n", "u", 1);
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("thesis.txt"), "not a bundle");
    Path out = folder.resolve("bundle");

    assertRefused("is no recording", folder.resolve("nowhere"), out);
    assertRefused("0 members and 0 tokens", empty, out);
    assertRefused("at least 2", oneTitle.write(folder.resolve("one-title")), out);
    assertRefused("no member has 2 tokens", oneToken.write(folder.resolve("one-token")), out);
    assertRefused("thesis.txt", good, full);
    assertRefused("is a file", good, full.resolve("thesis.txt"));
    assertRefused("--heads=3 must be a divisor of width=16", good, out, "--heads", "3");
    assertRefused(
        "--hold-out=some must be none, last or after:INSTANT", good, out, "--hold-out", "some");
    assertRefused("--signing-key=", good, out, "--signing-key", full + "/thesis.txt");
    assertRefused("--epochs", good, out, "--epochs", "many");
    assertRefused("--cold-share=1.0 must be from 0 to below 1", good, out, "--cold-share", "1");
    assertRefused(
        "no member has 2 tokens besides", good, out, "--hold-out", "after:2000-01-01T00:00:00Z");
    assertThat(full.resolve("thesis.txt")).exists();
  }

  private void assertRefused(String part, Path recording, Path out, String... more) {
    messages.reset();

    int code = train(recording, out, more);

    String message = messages.toString(StandardCharsets.UTF_8);
    assertThat(code).as(message).isEqualTo(2);
    assertThat(message.strip().lines()).hasSize(1);
    assertThat(message).startsWith("playhead train: ").contains(part);
    assertThat(message.strip()).endsWith(".");
  }

  private int train(Path recording, Path out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--recording",
                recording.toString(),
                "--out",
                out.toString(),
                "--minutes",
                "1",
                "--width",
                "16",
                "--metadata-buckets",
                "64"));
    args.addAll(List.of(more));
    if (!args.contains("--epochs")) {
      args.addAll(List.of("--epochs", "1"));
    }
    return TrainCommand.run(
        args.toArray(String[]::new), new PrintStream(messages, true, StandardCharsets.UTF_8));
  }

  private static void assertSigned(Path out, KeyPair keys)
      throws IOException, GeneralSecurityException {
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(keys.getPublic());
    signature.update(Files.readAllBytes(out.resolve("manifest.json")));
    String base64 = Files.readString(out.resolve("manifest.sig")).strip();
    assertThat(signature.verify(Base64.getDecoder().decode(base64))).isTrue();
  }

  private static void assertReported(JsonNode report, JsonNode manifest, Path out) {
    assertThat(report.get("members").asInt()).isEqualTo(20);
    assertThat(report.get("tokens").asInt()).isEqualTo(20 * 9);
    assertThat(report.get("titles").asInt()).isEqualTo(40);
    assertThat(report.get("epochs").asInt()).isEqualTo(1);
    assertThat(report.get("modelId")).isEqualTo(manifest.get("modelId"));
    assertThat(report.get("bundle").asText()).isEqualTo(out.toString());
    assertThat(report.get("peakMemoryMb").asLong()).isPositive();
    assertThat(report.get("tokensPerSecond").asDouble()).isPositive();
    assertThat(report.at("/validation/ndcg10").asDouble()).isBetween(0.0, 1.0);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> valueNames(List<ValueInfoProto> values) {
    return values.stream().map(ValueInfoProto::getName).toList();
  }
}
