package io.playhead.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of bundles somebody touched, each refused with its reason. */
class BundleVerificationTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> TITLES = TinyBundle.ids(TinyBundle.titles(20));

  @TempDir Path folder;

  private interface Tampering {
    void apply(Path bundle) throws IOException;
  }

  private interface ManifestEdit {
    void apply(ObjectNode manifest);
  }

  private interface GraphEdit {
    void apply(OnnxMl.ModelProto.Builder model);
  }

  @BeforeEach
  void write() {
    TinyBundle.DEFAULT.write(folder, TITLES);
  }

  static Stream<Arguments> tamperings() {
    return Stream.of(
        refused("a flipped byte", b -> flip(b.resolve("step.onnx")), "has SHA-256 .* says "),
        refused("a missing file", b -> Files.delete(b.resolve("golden.json")), "is missing"),
        refused("no manifest", b -> Files.delete(b.resolve("manifest.json")), "is missing"),
        refused(
            "an unlisted file",
            b -> Files.writeString(b.resolve("extra.so"), "code"),
            "extra.so is not listed"),
        refused("a link", BundleVerificationTest::link, "is a link"),
        refused(
            "a folder for a file",
            b -> {
              Files.delete(b.resolve("step.onnx"));
              Files.createDirectory(b.resolve("step.onnx"));
            },
            "no regular file"),
        refused(
            "a longer file",
            b -> Files.write(b.resolve("vocabulary.txt"), new byte[5000]),
            "vocabulary.txt has more than"),
        refused(
            "a shorter file",
            b -> Files.write(b.resolve("vocabulary.txt"), new byte[5]),
            "vocabulary.txt has 5 bytes"),
        manifest("a path", m -> files(m).set("../step.onnx", entry()), "not a plain file name"),
        manifest("a root", m -> files(m).set("/etc/passwd", entry()), "not a plain file name"),
        manifest("a backslash", m -> files(m).set("a\\b", entry()), "not a plain file name"),
        manifest("itself", m -> files(m).set("manifest.json", entry()), "not a plain file name"),
        manifest("no step", m -> files(m).remove("step.onnx"), "does not list step.onnx"),
        manifest("no files", m -> m.remove("files"), "which files"),
        manifest(
            "a huge file",
            m -> ((ObjectNode) files(m).get("step.onnx")).put("bytes", 1L << 40),
            "the limit is"),
        manifest(
            "a negative size",
            m -> ((ObjectNode) files(m).get("step.onnx")).put("bytes", -1),
            "the limit is"),
        manifest("a null entry", m -> files(m).putNull("step.onnx"), "which files"),
        manifest("a new format", m -> m.put("formatVersion", 4), "formatVersion=4"),
        manifest("a window without end", m -> m.put("windowLength", 2048), "at most 1024"),
        manifest(
            "more summaries than vectors", m -> m.put("windowSummaries", 3), "summary_vectors.bin"),
        manifest("no width", m -> m.put("width", 0), "width=0"),
        manifest("odd heads", m -> m.put("heads", 3), "heads=3"),
        manifest("eleven in ten", m -> m.put("newTitlesInTen", 11), "newTitlesInTen=11"),
        manifest(
            "one weight", m -> m.putArray("resumeWeights").add(1), "resumeWeights must be 177"),
        manifest("another width", m -> m.put("width", 32), "title_vectors.bin has"),
        manifest("more layers", m -> m.put("layers", 3), "step.onnx has inputs"),
        manifest("no name", m -> m.put("modelId", " "), "no modelId"),
        manifest(
            "aligned to nothing", m -> m.putObject("alignedTo").put("titles", 1), "no alignedTo"),
        manifest(
            "other features", m -> m.putArray("tokenFeatureSizes").add(3), "tokenFeatureSizes"),
        manifest("another vocabulary", m -> m.put("vocabularySha256", "0"), "vocabularySha256"),
        manifest(
            "a flood",
            m -> m.put("padding", "x".repeat((int) ModelBundle.MANIFEST_BYTES_MAX)),
            "manifest.json has more than"),
        refused(
            "no JSON",
            b -> Files.writeString(b.resolve("manifest.json"), "{"),
            "not a model manifest"),
        refused(
            "JSON null", b -> Files.writeString(b.resolve("manifest.json"), "null"), "is empty"),
        refused(
            "a key twice",
            b -> Files.writeString(b.resolve("manifest.json"), "{\"width\":1,\"width\":2}"),
            "Duplicate field"),
        relisted("no graph", b -> Files.write(b.resolve("step.onnx"), new byte[0]), "no graph"),
        relisted("half a graph", b -> halve(b.resolve("step.onnx")), "breaks off"),
        relisted(
            "no golden case", b -> Files.writeString(b.resolve("golden.json"), "{}"), "no case"),
        relisted("golden junk", b -> Files.writeString(b.resolve("golden.json"), "}"), "not JSON"),
        relisted("another golden output", BundleVerificationTest::changeGolden, "tolerance"),
        relisted(
            "a title twice",
            b -> Files.writeString(b.resolve("vocabulary.txt"), "a\na\n"),
            "title id twice"),
        graph(
            "external data",
            m ->
                m.getGraphBuilder()
                    .getInitializerBuilder(0)
                    .clearRawData()
                    .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(
                        OnnxMl.StringStringEntryProto.newBuilder()
                            .setKey("location")
                            .setValue("../../etc/passwd")),
            "external data"),
        graph(
            "external data inside a constant node",
            m ->
                m.getGraphBuilder()
                    .getNodeBuilder(0)
                    .addAttribute(
                        OnnxMl.AttributeProto.newBuilder()
                            .setT(
                                OnnxMl.TensorProto.newBuilder()
                                    .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL))),
            "external data"),
        graph(
            "a custom operator",
            m -> m.getGraphBuilder().getNodeBuilder(0).setDomain("com.example"),
            "domain 'com.example'"),
        graph(
            "a custom operator set",
            m ->
                m.addOpsetImport(
                    OnnxMl.OperatorSetIdProto.newBuilder().setDomain("evil").setVersion(1)),
            "domain 'evil'"),
        graph(
            "a function",
            m -> m.addFunctions(OnnxMl.FunctionProto.newBuilder().setName("f")),
            "functions"),
        graph(
            "an unknown operator",
            m -> m.getGraphBuilder().getNodeBuilder(0).setOpType("Nonsense"),
            "no graph that runs here"),
        graph(
            "another output",
            m -> m.getGraphBuilder().getOutputBuilder(0).setName("x"),
            "step.onnx"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tamperings")
  void refusesWithTheReason(String name, Tampering tampering, String reason) throws IOException {
    tampering.apply(folder);

    assertThatThrownBy(() -> Model.load(ModelBundle.open(folder, BundleTrust.ANYONE)).close())
        .isInstanceOf(BundleException.class)
        .hasMessageFindingMatch(reason);
  }

  @Test
  void untouchedBundleLoads() throws BundleException {
    try (Model model = Model.load(ModelBundle.open(folder, BundleTrust.ANYONE))) {
      assertThat(model.id()).isEqualTo("tiny-1");
    }
  }

  @Test
  void announcedHashMustBeTheManifests() throws BundleException {
    String sha256 = ModelBundle.open(folder, BundleTrust.ANYONE).manifestSha256();

    assertThat(ModelBundle.open(folder, BundleTrust.ANYONE, sha256).manifestSha256())
        .isEqualTo(sha256);
    assertThatThrownBy(() -> ModelBundle.open(folder, BundleTrust.ANYONE, "0".repeat(64)))
        .hasMessageContaining(sha256)
        .hasMessageContaining("0".repeat(64));
  }

  @Test
  void trustedKeyAsksForItsSignature() throws Exception {
    KeyPair ours = keys();
    BundleTrust trust = trust(ours);

    assertThatThrownBy(() -> ModelBundle.open(folder, trust))
        .hasMessageContaining("manifest.sig is missing");
    TinyBundle.sign(folder, keys().getPrivate());
    assertThatThrownBy(() -> ModelBundle.open(folder, trust))
        .hasMessageContaining("not made over this manifest.json");
    TinyBundle.sign(folder, ours.getPrivate());
    assertThat(ModelBundle.open(folder, trust).manifest().modelId()).isEqualTo("tiny-1");
    Files.writeString(folder.resolve("manifest.json"), " ", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ModelBundle.open(folder, trust))
        .hasMessageContaining("not made over this manifest.json");
    Files.writeString(folder.resolve("manifest.sig"), "c2hvcnQ=");
    assertThatThrownBy(() -> ModelBundle.open(folder, trust))
        .hasMessageContaining("not made over this manifest.json");
  }

  @Test
  void mistypedKeyFailsAtStart() {
    assertThatThrownBy(() -> BundleTrust.named(List.of("AAAA")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("AAAA");
    assertThatThrownBy(() -> BundleTrust.named(List.of(" ")))
        .as("an unset variable must not mean: anybody")
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("blank");
    assertThat(BundleTrust.named(List.of())).isEqualTo(BundleTrust.ANYONE);
  }

  @Test
  void keyIsReadFromItsFile(@TempDir Path other) throws Exception {
    KeyPair ours = keys();
    Path file = other.resolve("key.pem");
    Files.writeString(file, pem("PUBLIC KEY", ours.getPublic().getEncoded()));

    BundleTrust trust = BundleTrust.named(List.of(file.toString()));

    assertThat(trust).isEqualTo(trust(ours));
  }

  @Test
  void whatElseIsInAKeyFileIsNotRepeated(@TempDir Path other) throws Exception {
    KeyPair ours = keys();
    String secret = Base64.getEncoder().encodeToString(ours.getPrivate().getEncoded());
    Path file = other.resolve("key.pem");
    Files.writeString(file, pem("PRIVATE KEY", ours.getPrivate().getEncoded()));

    assertThatThrownBy(() -> BundleTrust.named(List.of(file.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("key.pem does not hold one Ed25519 public key")
        .hasMessageNotContaining(secret);
    Files.writeString(file, "");
    assertThatThrownBy(() -> BundleTrust.named(List.of(file.toString())))
        .hasMessageContaining("does not hold one");
  }

  private static String pem(String what, byte[] key) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, base64, what);
  }

  private static KeyPair keys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static BundleTrust trust(KeyPair keys) {
    return BundleTrust.named(
        List.of(Base64.getEncoder().encodeToString(keys.getPublic().getEncoded())));
  }

  private static Arguments refused(String name, Tampering tampering, String reason) {
    return Arguments.of(name, tampering, reason);
  }

  /** The manifest changed, the files left alone. */
  private static Arguments manifest(String name, ManifestEdit edit, String reason) {
    Tampering tampering =
        bundle -> {
          Path path = bundle.resolve("manifest.json");
          ObjectNode manifest = (ObjectNode) MAPPER.readTree(path.toFile());
          edit.apply(manifest);
          Files.write(path, MAPPER.writeValueAsBytes(manifest));
        };
    return refused("manifest: " + name, tampering, reason);
  }

  /** A file changed and listed as it is now: hashes alone do not make a bundle. */
  private static Arguments relisted(String name, Tampering change, String reason) {
    Tampering tampering =
        bundle -> {
          change.apply(bundle);
          TinyBundle.writeManifest(bundle, TinyBundle.DEFAULT.manifest());
        };
    return refused("relisted: " + name, tampering, reason);
  }

  private static Arguments graph(String name, GraphEdit edit, String reason) {
    return relisted(
        name,
        bundle -> {
          Path path = bundle.resolve("step.onnx");
          OnnxMl.ModelProto.Builder model =
              OnnxMl.ModelProto.parseFrom(Files.readAllBytes(path)).toBuilder();
          edit.apply(model);
          Files.write(path, model.build().toByteArray());
        },
        reason);
  }

  private static ObjectNode files(ObjectNode manifest) {
    return (ObjectNode) manifest.get("files");
  }

  private static ObjectNode entry() {
    return MAPPER.createObjectNode().put("sha256", "0").put("bytes", 1);
  }

  private static void flip(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 1;
    Files.write(path, bytes);
  }

  private static void halve(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void link(Path bundle) throws IOException {
    Path elsewhere = Files.createTempFile("step", ".onnx");
    Files.write(elsewhere, Files.readAllBytes(bundle.resolve("step.onnx")));
    Files.delete(bundle.resolve("step.onnx"));
    Files.createSymbolicLink(bundle.resolve("step.onnx"), elsewhere);
  }

  private static void changeGolden(Path bundle) throws IOException {
    Path path = bundle.resolve("golden.json");
    ObjectNode golden = (ObjectNode) MAPPER.readTree(path.toFile());
    ObjectNode vector = (ObjectNode) golden.get("step").get(1).get("outputs").get("member_vector");
    double value = vector.get("data").get(3).asDouble();
    ((ArrayNode) vector.get("data")).set(3, value + .01);
    Files.write(path, MAPPER.writeValueAsBytes(golden));
  }
}
