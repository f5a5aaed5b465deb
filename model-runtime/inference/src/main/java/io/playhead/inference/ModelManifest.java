package io.playhead.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.playhead.window.AnchoredWindow;
import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code manifest.json} of a model bundle: what the model is, the layout of its tensors, where it
 * came from, and the SHA-256 of every other file.
 *
 * @param formatVersion version of the bundle format: 3
 * @param modelId names the model in lists, metrics and caches
 * @param parent the model it was warm-started from; null: none
 * @param alignedTo the model into whose space its vectors are turned; null: none
 * @param createdAtMs when it was written, milliseconds since 1970-01-01 UTC
 * @param trainedUntilMs time of the newest event it was trained on; titles age up to it
 * @param width floats per vector
 * @param layers layers, each with keys and values
 * @param heads attention heads; divides width
 * @param windowLength tokens of the longest exact window
 * @param windowStride tokens between two anchors, and of a summarised block
 * @param windowBlocks blocks before the exact window that are summarised
 * @param windowSummaries entries that a block becomes
 * @param metadataBuckets hash buckets of title metadata
 * @param metadataSlots metadata values per title
 * @param tokenFeatureSizes values of each token feature
 * @param contextFeatureSizes values of each context feature
 * @param temperature divides scores in the training objective
 * @param newTitlesInTen titles without an ID among the first ten of a list, see {@link
 *     NewTitlePlaces}; null: all titles stand by score alone
 * @param resumeWeights of {@link ResumeOdds}; null: begun titles stand newest first
 * @param vocabularySha256 SHA-256 of vocabulary.txt
 * @param training where the model came from; free form
 * @param metrics what was measured; free form
 * @param tools what it was built with; free form
 * @param files every file but the manifest and its signature
 */
public record ModelManifest(
    int formatVersion,
    String modelId,
    String parent,
    AlignedTo alignedTo,
    long createdAtMs,
    long trainedUntilMs,
    int width,
    int layers,
    int heads,
    int windowLength,
    int windowStride,
    int windowBlocks,
    int windowSummaries,
    int metadataBuckets,
    int metadataSlots,
    List<Integer> tokenFeatureSizes,
    List<Integer> contextFeatureSizes,
    float temperature,
    Integer newTitlesInTen,
    List<Double> resumeWeights,
    String vocabularySha256,
    JsonNode training,
    JsonNode metrics,
    JsonNode tools,
    Map<String, FileEntry> files) {

  /** The one format version there is. */
  public static final int FORMAT_VERSION = 3;

  private static final int WIDTH_MAX = 4096;
  private static final int LAYERS_MAX = 64;
  private static final int MODEL_ID_CHARS_MAX = 200;

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /**
   * One file of the bundle.
   *
   * @param sha256 64 lower-case hex digits
   * @param bytes its size
   */
  public record FileEntry(String sha256, long bytes) {}

  /**
   * Into whose space the vectors are turned.
   *
   * @param modelId the model before
   * @param space the model that the space began with; null: the manifest is older than this field
   */
  public record AlignedTo(String modelId, String space) {}

  /** Reads and checks a manifest; what it does not know it ignores. */
  static ModelManifest parse(byte[] json) throws BundleException {
    ModelManifest manifest;
    try {
      manifest = MAPPER.readValue(json, ModelManifest.class);
    } catch (IOException e) {
      throw new BundleException("manifest.json is not a model manifest: " + firstLine(e), e);
    }
    if (manifest == null) {
      throw new BundleException("manifest.json is empty");
    }
    manifest.check();
    return manifest;
  }

  /**
   * Names the embedding space of its vectors: the model that the space began with. Vectors of one
   * space compare across models.
   */
  public String space() {
    if (alignedTo == null) {
      return modelId;
    }
    return alignedTo.space() == null ? alignedTo.modelId() : alignedTo.space();
  }

  /** Which tokens the model sees, and how. */
  AnchoredWindow window() {
    return new AnchoredWindow(windowLength, windowStride, windowBlocks, windowSummaries);
  }

  /** How titles without an ID stand among the others. */
  public NewTitlePlaces newTitlePlaces() {
    return new NewTitlePlaces(newTitlesInTen == null ? NewTitlePlaces.FIRST : newTitlesInTen);
  }

  /** How likely begun titles are gone on with; null: the model does not say. */
  ResumeOdds resumeOdds() {
    return resumeWeights == null ? null : new ResumeOdds(resumeWeights);
  }

  private void check() throws BundleException {
    require("formatVersion", formatVersion, FORMAT_VERSION);
    requireId("modelId", modelId);
    requireId("alignedTo", space());
    requireRange("width", width, WIDTH_MAX);
    requireRange("layers", layers, LAYERS_MAX);
    requireRange("heads", heads, width);
    if (width % heads != 0) {
      throw new BundleException(
          "manifest.json has heads=" + heads + ", which does not divide width=" + width);
    }
    try {
      newTitlePlaces();
      resumeOdds();
    } catch (IllegalArgumentException e) {
      throw new BundleException("manifest.json has " + e.getMessage(), e);
    }
    try {
      window();
    } catch (IllegalArgumentException e) {
      throw new BundleException(
          "manifest.json has a window that no engine serves: " + e.getMessage(), e);
    }
    require("metadataSlots", metadataSlots, TitleFeatures.SLOTS);
    requireRange("metadataBuckets", metadataBuckets, 1 << 26);
    require("tokenFeatureSizes", tokenFeatureSizes, asList(TokenFeatures.SIZES));
    require("contextFeatureSizes", contextFeatureSizes, asList(ContextFeatures.SIZES));
    if (files == null || files.containsValue(null)) {
      throw new BundleException("manifest.json does not say which files the bundle has");
    }
  }

  private static List<Integer> asList(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static void require(String name, Object actual, Object expected) throws BundleException {
    if (!expected.equals(actual)) {
      throw new BundleException(
          "manifest.json has "
              + name
              + "="
              + actual
              + ", this engine serves "
              + name
              + "="
              + expected);
    }
  }

  private static void requireId(String name, String id) throws BundleException {
    if (id == null || id.isBlank() || id.length() > MODEL_ID_CHARS_MAX) {
      throw new BundleException("manifest.json has no " + name + " of 1 to 200 characters");
    }
  }

  private static void requireRange(String name, int value, int max) throws BundleException {
    if (value < 1 || value > max) {
      throw new BundleException(
          "manifest.json has " + name + "=" + value + ", expected 1 to " + max);
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }
}
