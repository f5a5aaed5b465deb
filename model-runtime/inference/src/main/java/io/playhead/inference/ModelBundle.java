package io.playhead.inference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A model bundle in memory, every byte verified before any of it is parsed: the signature over the
 * manifest where a key is trusted, then names, sizes and SHA-256 of all files against the manifest.
 * Links, names with paths, unlisted files and files beyond the limits are refused. Immutable.
 */
public final class ModelBundle {
  static final String MANIFEST = "manifest.json";
  static final String SIGNATURE = "manifest.sig";
  static final String STEP = "step.onnx";
  static final String TITLE = "title.onnx";
  static final String VOCABULARY = "vocabulary.txt";
  static final String TITLE_VECTORS = "title_vectors.bin";
  static final String SUMMARY_VECTORS = "summary_vectors.bin";
  static final String GOLDEN = "golden.json";

  private static final List<String> REQUIRED =
      List.of(STEP, TITLE, VOCABULARY, TITLE_VECTORS, GOLDEN);

  /** Manifests seen are 3 KB; 1 MiB leaves room for metrics and stops a flood. */
  static final long MANIFEST_BYTES_MAX = 1 << 20;

  /** 1 M titles x width 256 x 4 B = 1,024 MB is the largest table that a Java array should hold. */
  static final long FILE_BYTES_MAX = 1 << 30;

  private final ModelManifest manifest;
  private final String manifestSha256;
  private final Map<String, byte[]> files;
  private final List<String> vocabulary;
  private final float[] summaryVectors;

  private ModelBundle(ModelManifest manifest, String sha256, Map<String, byte[]> files)
      throws BundleException {
    this.manifest = manifest;
    this.manifestSha256 = sha256;
    this.files = files;
    this.vocabulary = readVocabulary();
    this.summaryVectors = readSummaryVectors();
  }

  /** Reads and verifies the bundle in {@code folder}. */
  public static ModelBundle open(Path folder, BundleTrust trust) throws BundleException {
    return open(folder, trust, null);
  }

  /** The same, and the manifest must be the one announced; null: any. */
  public static ModelBundle open(Path folder, BundleTrust trust, String manifestSha256)
      throws BundleException {
    byte[] manifestBytes = read(folder, MANIFEST, MANIFEST_BYTES_MAX);
    String actualSha256 = Sha256.of(manifestBytes);
    if (manifestSha256 != null && !manifestSha256.equals(actualSha256)) {
      throw new BundleException(
          at(folder, MANIFEST)
              + " has SHA-256 "
              + actualSha256
              + ", announced was "
              + manifestSha256);
    }
    if (trust.requiresSignature()) {
      verifySignature(folder, manifestBytes, trust);
    }
    ModelManifest manifest = ModelManifest.parse(manifestBytes);
    verifyNames(folder, manifest);
    Map<String, byte[]> files = new HashMap<>();
    for (Map.Entry<String, ModelManifest.FileEntry> listed : manifest.files().entrySet()) {
      files.put(listed.getKey(), readListed(folder, listed.getKey(), listed.getValue()));
    }
    return new ModelBundle(manifest, actualSha256, files);
  }

  /** What the bundle says about itself. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** SHA-256 of manifest.json, which holds those of all other files: the identity of the bundle. */
  public String manifestSha256() {
    return manifestSha256;
  }

  /** Title ids the model has an ID embedding for; line {@code i} is title_index {@code i + 1}. */
  public List<String> vocabulary() {
    return vocabulary;
  }

  /** What stands behind a block to be summarised: row-major f32 [summaries, width]. */
  float[] summaryVectors() {
    return summaryVectors;
  }

  /** Bytes of a listed file; not to be changed. */
  byte[] file(String name) {
    return files.get(name);
  }

  private static void verifySignature(Path folder, byte[] manifestBytes, BundleTrust trust)
      throws BundleException {
    if (!Files.exists(folder.resolve(SIGNATURE), LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(
          at(folder, SIGNATURE) + " is missing; sign the bundle with a trusted key");
    }
    byte[] text = read(folder, SIGNATURE, 4096);
    byte[] signature;
    try {
      signature = Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new BundleException(at(folder, SIGNATURE) + " is not base64", e);
    }
    if (!trust.accepts(manifestBytes, signature)) {
      throw new BundleException(
          at(folder, SIGNATURE)
              + " was not made over this manifest.json by any of the "
              + trust.publicKeys().size()
              + " trusted keys");
    }
  }

  private static void verifyNames(Path folder, ModelManifest manifest) throws BundleException {
    for (String name : manifest.files().keySet()) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}") || name.startsWith(MANIFEST)) {
        throw new BundleException(
            at(folder, MANIFEST) + " lists '" + name + "', which is not a plain file name");
      }
    }
    for (String name : REQUIRED) {
      if (!manifest.files().containsKey(name)) {
        throw new BundleException(at(folder, MANIFEST) + " does not list " + name);
      }
    }
    Set<String> known = new HashSet<>(manifest.files().keySet());
    known.add(MANIFEST);
    known.add(SIGNATURE);
    try (Stream<Path> present = Files.list(folder)) {
      for (Path path : (Iterable<Path>) present::iterator) {
        String name = path.getFileName().toString();
        if (!known.contains(name)) {
          throw new BundleException(
              at(folder, name) + " is not listed in manifest.json; remove it");
        }
      }
    } catch (IOException e) {
      throw new BundleException("bundle folder " + folder + " could not be listed", e);
    }
  }

  private static byte[] readListed(Path folder, String name, ModelManifest.FileEntry listed)
      throws BundleException {
    if (listed.bytes() < 0 || listed.bytes() > FILE_BYTES_MAX) {
      throw new BundleException(
          at(folder, name)
              + " is listed with "
              + listed.bytes()
              + " bytes, the limit is "
              + FILE_BYTES_MAX);
    }
    byte[] bytes = read(folder, name, listed.bytes());
    if (bytes.length != listed.bytes()) {
      throw new BundleException(
          at(folder, name)
              + " has "
              + bytes.length
              + " bytes, manifest.json says "
              + listed.bytes());
    }
    String sha256 = Sha256.of(bytes);
    if (!sha256.equals(listed.sha256())) {
      throw new BundleException(
          at(folder, name) + " has SHA-256 " + sha256 + ", manifest.json says " + listed.sha256());
    }
    return bytes;
  }

  /** Reads one plain file of at most {@code bytesMax}; never through a link. */
  private static byte[] read(Path folder, String name, long bytesMax) throws BundleException {
    Path path = folder.resolve(name);
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(at(folder, name) + " is missing");
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new BundleException(
          at(folder, name) + " is a link or no regular file; copy the file itself");
    }
    try (InputStream in =
        Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes((int) bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw new BundleException(at(folder, name) + " has more than " + bytesMax + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new BundleException(at(folder, name) + " could not be read: " + e.getMessage(), e);
    }
  }

  private List<String> readVocabulary() throws BundleException {
    byte[] text = files.get(VOCABULARY);
    if (!Sha256.of(text).equals(manifest.vocabularySha256())) {
      throw new BundleException(
          VOCABULARY
              + " has SHA-256 "
              + Sha256.of(text)
              + ", vocabularySha256 says "
              + manifest.vocabularySha256());
    }
    List<String> ids = new String(text, StandardCharsets.UTF_8).lines().toList();
    if (new HashSet<>(ids).size() != ids.size() || ids.contains("")) {
      throw new BundleException(VOCABULARY + " holds a title id twice or an empty line");
    }
    long expected = (long) ids.size() * manifest.width() * Float.BYTES;
    if (files.get(TITLE_VECTORS).length != expected) {
      throw new BundleException(
          TITLE_VECTORS
              + " has "
              + files.get(TITLE_VECTORS).length
              + " bytes, "
              + ids.size()
              + " titles of width "
              + manifest.width()
              + " need "
              + expected);
    }
    return ids;
  }

  private float[] readSummaryVectors() throws BundleException {
    float[] vectors = new float[manifest.window().summaries() * manifest.width()];
    byte[] bytes = files.getOrDefault(SUMMARY_VECTORS, new byte[0]);
    if (bytes.length != vectors.length * Float.BYTES) {
      throw new BundleException(
          SUMMARY_VECTORS
              + " has "
              + bytes.length
              + " bytes, windowSummaries="
              + manifest.windowSummaries()
              + " of width "
              + manifest.width()
              + " need "
              + vectors.length * Float.BYTES);
    }
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vectors);
    return vectors;
  }

  private static String at(Path folder, String name) {
    return "bundle file " + folder.resolve(name);
  }
}
