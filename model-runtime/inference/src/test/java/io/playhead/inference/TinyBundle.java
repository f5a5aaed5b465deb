package io.playhead.inference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.playhead.schemas.Title;
import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small real bundle with random weights, for tests here and downstream: meets the whole contract
 * and knows nothing about taste. The same arguments give the same bytes.
 *
 * @param modelId its id
 * @param width floats per vector
 * @param layers layers
 * @param heads heads
 * @param window which tokens it sees
 * @param seed of the weights
 */
public record TinyBundle(
    String modelId, int width, int layers, int heads, AnchoredWindow window, long seed) {
  private static final int METADATA_BUCKETS = 512;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Width 16, 2 layers, 2 heads. */
  public static final TinyBundle DEFAULT = new TinyBundle("tiny-1", 16, 2, 2, 1);

  /** With the default window. */
  public TinyBundle(String modelId, int width, int layers, int heads, long seed) {
    this(modelId, width, layers, heads, AnchoredWindow.DEFAULT, seed);
  }

  /** Writes the bundle with an id embedding for each of {@code titleIds}; returns the folder. */
  public Path write(Path folder, List<String> titleIds) {
    TinyGraphs graphs = new TinyGraphs(width, layers, heads, window, seed);
    byte[] step = graphs.step();
    byte[] title = graphs.title(titleIds.size(), METADATA_BUCKETS);
    StringBuilder vocabulary = new StringBuilder();
    titleIds.forEach(id -> vocabulary.append(id).append('\n'));
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve(ModelBundle.STEP), step);
      Files.write(folder.resolve(ModelBundle.TITLE), title);
      Files.writeString(folder.resolve(ModelBundle.VOCABULARY), vocabulary);
      Files.write(folder.resolve(ModelBundle.TITLE_VECTORS), new byte[titleIds.size() * width * 4]);
      Files.write(folder.resolve(ModelBundle.SUMMARY_VECTORS), graphs.summaryVectors());
      Files.write(
          folder.resolve(ModelBundle.GOLDEN), new TinyGolden(width, layers).make(step, title));
      writeManifest(folder, manifest());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes and loads it. */
  public Model load(Path folder, List<String> titleIds) throws BundleException {
    return Model.load(ModelBundle.open(write(folder, titleIds), BundleTrust.ANYONE));
  }

  /** The manifest's own fields, without the files. */
  ObjectNode manifest() {
    ObjectNode manifest = MAPPER.createObjectNode();
    manifest.put("formatVersion", ModelManifest.FORMAT_VERSION).put("modelId", modelId);
    manifest.putNull("parent");
    manifest.put("createdAtMs", 1_700_000_000_000L).put("trainedUntilMs", 1_700_000_000_000L);
    manifest.put("width", width).put("layers", layers).put("heads", heads);
    manifest.put("windowLength", window.lengthMax()).put("windowStride", window.stride());
    manifest.put("windowBlocks", window.blocks()).put("windowSummaries", window.summaries());
    manifest.put("metadataBuckets", METADATA_BUCKETS).put("metadataSlots", TitleFeatures.SLOTS);
    manifest.set("tokenFeatureSizes", MAPPER.valueToTree(TokenFeatures.SIZES));
    manifest.set("contextFeatureSizes", MAPPER.valueToTree(ContextFeatures.SIZES));
    manifest.put("temperature", .05).put("newTitlesInTen", 2);
    manifest.putObject("training");
    manifest.putObject("metrics");
    manifest.putObject("tools").put("TinyBundle", "1");
    return manifest;
  }

  /** Writes {@code manifest} with the sizes and hashes of what lies in the folder now. */
  static void writeManifest(Path folder, ObjectNode manifest) throws IOException {
    manifest.put(
        "vocabularySha256", Sha256.of(Files.readAllBytes(folder.resolve(ModelBundle.VOCABULARY))));
    ObjectNode files = manifest.putObject("files");
    try (Stream<Path> present = Files.list(folder).sorted()) {
      for (Path path : (Iterable<Path>) present::iterator) {
        String name = path.getFileName().toString();
        if (!name.equals(ModelBundle.MANIFEST) && !name.equals(ModelBundle.SIGNATURE)) {
          byte[] bytes = Files.readAllBytes(path);
          files.putObject(name).put("sha256", Sha256.of(bytes)).put("bytes", bytes.length);
        }
      }
    }
    Files.write(folder.resolve(ModelBundle.MANIFEST), MAPPER.writeValueAsBytes(manifest));
  }

  /** Signs the manifest as it lies there. */
  public static void sign(Path folder, PrivateKey key) {
    try {
      java.security.Signature signer = java.security.Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(Files.readAllBytes(folder.resolve(ModelBundle.MANIFEST)));
      String text = Base64.getEncoder().encodeToString(signer.sign()) + "\n";
      Files.write(folder.resolve(ModelBundle.SIGNATURE), text.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code count} titles t0000, t0001, ... with some metadata each. */
  public static List<Title> titles(int count) {
    List<String> genres = List.of("drama", "comedy", "crime", "war", "horror", "romance");
    List<Title> titles = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      titles.add(
          Title.newBuilder()
              .setTitleId(String.format("t%04d", i))
              .setKind(i % 7 == 0 ? "show" : "movie")
              .setName("Title " + i)
              .setReleaseEpochDay(10_000 + i % 9_000)
              .setGenres(List.of(genres.get(i % 6), genres.get(i / 6 % 6)))
              .setDirectors(List.of("director " + i % 40))
              .setCast(List.of())
              .setCountries(List.of())
              .setLanguages(List.of())
              .setThemes(List.of())
              .setAvailability(List.of())
              .setAttributes(Map.of())
              .build());
    }
    return titles;
  }

  /** The ids of {@code titles}. */
  public static List<String> ids(List<Title> titles) {
    return titles.stream().map(Title::getTitleId).toList();
  }
}
