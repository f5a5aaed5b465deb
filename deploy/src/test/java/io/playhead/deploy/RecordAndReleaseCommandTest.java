package io.playhead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.inference.TinyBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What record and release say when they cannot do what was asked. */
class RecordAndReleaseCommandTest {
  private static final PrintStream ERR = System.err;
  private static final String REGISTRY = "http://127.0.0.1:9/apis/ccompat/v7";

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path bundle;

  @BeforeEach
  void writeBundle() {
    bundle = TinyBundle.DEFAULT.write(folder.resolve("bundle"), List.of("t1", "t2"));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void giveBackTheConsole() {
    System.setErr(ERR);
  }

  @Test
  void nameTheBrokerThatDoesNotAnswerAndTheRemedy() throws IOException {
    String address = nobody();

    for (String[] words :
        List.of(
            record(address, "--out", folder.resolve("recording").toString()),
            release(address, "--bundle", bundle.toString()))) {
      assertFails(3, "broker at " + address + " does not answer; start it", words);
    }
    assertThat(folder.resolve("recording")).doesNotExist();
  }

  @Test
  void refuseWhatCannotBeMeant() throws IOException {
    String address = nobody();
    String out = folder.resolve("recording").toString();

    assertFails(2, "--from must be an instant", record(address, "--out", out, "--from", "monday"));
    assertFails(
        2,
        "is not before",
        record(
            address,
            "--out",
            out,
            "--from",
            "2026-01-02T00:00:00Z",
            "--to",
            "2026-01-02T00:00:00Z"));
    assertFails(
        2,
        "--effective-from must be an instant",
        release(address, "--bundle", bundle.toString(), "--effective-from", "now"));
    assertFails(2, "manifest.json", release(address, "--bundle", out));
  }

  @Test
  void refuseARangeOrAFolderThatRecordCannotUse() throws IOException {
    String address = nobody();
    Path folder = Files.createDirectories(this.folder.resolve("recording"));
    String out = folder.toString();
    String to = "2026-01-02T00:00:00Z";

    assertFails(
        2,
        "--to must be an instant",
        record(address, "--out", out, "--to", "+12026-01-02T00:00:00Z"));
    assertFails(2, "needs --to", record(address, "--out", out, "--lateness-ms", "600000"));
    assertFails(2, "at least 0", record(address, "--out", out, "--to", to, "--lateness-ms", "-1"));
    assertFails(2, "so no recording was begun there", record(address, "--out", out, "--resume"));
    Files.writeString(folder.resolve("unfinished.json"), "{}");
    assertFails(2, "by --resume, or delete the folder", record(address, "--out", out));
    assertFails(2, "unfinished.json cannot be read", record(address, "--out", out, "--resume"));
    Files.delete(folder.resolve("unfinished.json"));
    assertFails(3, "does not answer", record(address, "--out", out));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void announceNothingThatTheTrustedKeyHasNotSigned() throws Exception {
    String address = nobody();
    KeyPair trusted = keys();
    KeyPair other = keys();
    String key = Base64.getEncoder().encodeToString(trusted.getPublic().getEncoded());
    String[] words = release(address, "--bundle", bundle.toString(), "--trusted-key", key);

    assertFails(2, "manifest.sig", words);
    TinyBundle.sign(bundle, other.getPrivate());
    assertFails(2, "manifest.sig", words);
    TinyBundle.sign(bundle, trusted.getPrivate());
    assertFails(3, "does not answer", words); // Past the signature: now the broker is asked.
    assertFails(
        2,
        "not a base64 Ed25519 public key",
        release(address, "--bundle", bundle.toString(), "--trusted-key", "abc"));
  }

  @Test
  void refuseRulesThatAJobWouldRefuseBeforeAnythingStarts() throws IOException {
    Path rules = Files.writeString(folder.resolve("rules.json"), "{\"newDays\": -1}");
    String reason = "newDays=-1 must lie between 0 and 3650";
    String dir = bundle.toString();
    String out = folder.resolve("out").toString();

    assertFails(2, reason, "demo", "--headless", "--rules", rules.toString());
    assertFails(
        2,
        reason,
        "replay",
        "--recording",
        dir,
        "--bundle",
        dir,
        "--out",
        out,
        "--rules",
        rules.toString());
  }

  @Test
  void refuseABundleThatAJobWouldRefuse() throws IOException {
    Files.write(bundle.resolve("step.onnx"), new byte[] {1});

    assertFails(2, "step.onnx", release(nobody(), "--bundle", bundle.toString()));
  }

  @Test
  void refuseAShareThatIsNoneAndAnEndWithABundle() throws IOException {
    String address = nobody();
    String dir = bundle.toString();

    for (String share : List.of("0", "-0.1", "1.01", "NaN")) {
      assertFails(2, "--member-share=", release(address, "--bundle", dir, "--member-share", share));
    }
    assertFails(2, "--bundle is missing", release(address));
    assertFails(2, "without #", release(address, "--bundle", dir, "--channel", "a#canary"));
    assertFails(2, "take no --bundle", release(address, "--bundle", dir, "--end-canary"));
    assertFails(2, "take no", release(address, "--end-shadow", "--shadow"));
    assertFails(3, "does not answer", release(address, "--end-canary", "--end-shadow"));
    assertFails(3, "does not answer", release(address, "--bundle", dir, "--member-share", "0.05"));
  }

  private void assertFails(int exitCode, String part, String... words) {
    err.reset();

    int code = Playhead.execute(words);

    String message = err.toString(StandardCharsets.UTF_8).strip();
    assertThat(code).as(message).isEqualTo(exitCode);
    assertThat(message).contains("playhead " + words[0] + ": ").contains(part);
  }

  private static String[] record(String address, String... more) {
    return words("record", address, more);
  }

  private static String[] release(String address, String... more) {
    return words("release", address, more);
  }

  private static String[] words(String command, String address, String... more) {
    List<String> words =
        new java.util.ArrayList<>(List.of(command, "--bootstrap", address, "--registry", REGISTRY));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static String nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + socket.getLocalPort();
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }
}
