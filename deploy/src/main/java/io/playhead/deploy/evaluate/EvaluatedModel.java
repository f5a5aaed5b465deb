package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.playhead.deploy.CommandFailure;
import io.playhead.inference.BundleException;
import io.playhead.inference.BundleTrust;
import io.playhead.inference.Catalogue;
import io.playhead.inference.Model;
import io.playhead.inference.ModelBundle;
import io.playhead.inference.ModelManifest;
import io.playhead.inference.PageRules;
import io.playhead.inference.Recommender;
import io.playhead.schemas.Title;
import io.playhead.schemas.recording.Recording;
import io.playhead.window.ColdTitles;
import io.playhead.window.HoldOut;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;

/** A bundle to be evaluated: first checked for what it may have seen, then asked. One thread. */
final class EvaluatedModel {
  private final Path folder;
  private final ModelBundle bundle;

  private EvaluatedModel(Path folder, ModelBundle bundle) {
    this.folder = folder;
    this.bundle = bundle;
  }

  static EvaluatedModel open(Path folder) {
    try {
      return new EvaluatedModel(folder, ModelBundle.open(folder, BundleTrust.ANYONE));
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  String id() {
    return bundle.manifest().modelId();
  }

  ModelManifest manifest() {
    return bundle.manifest();
  }

  /** Refuses a model that was trained on this recording and has learned what will be asked. */
  void requireHeldOut(Recording recording, HoldOut asked) {
    String learned = text("recordingSha256", "");
    if (learned.equals(recording.sha256()) && !covers(text("holdOut", "none"), asked)) {
      throw CommandFailure.badInput(
          folder
              + " was trained on this very recording with --hold-out "
              + text("holdOut", "none")
              + ", so it knows the answers: train with --hold-out "
              + asked);
    }
  }

  /** Refuses a model that knows anything from {@code fromMs} on. */
  void requireTrainedBefore(long fromMs, HoldOut asked) {
    if (manifest().trainedUntilMs() >= fromMs) {
      throw CommandFailure.badInput(
          folder
              + " was trained on tokens until "
              + Instant.ofEpochMilli(manifest().trainedUntilMs())
              + ", past the split: train with --hold-out "
              + asked);
    }
  }

  /** Refuses a model that was trained with another share of cold titles, or knows one of them. */
  void requireCold(ColdTitles asked) {
    double share = training("coldShare").asDouble(0);
    if (share != asked.share()) {
      throw CommandFailure.badInput(
          folder
              + " was trained with --cold-share "
              + share
              + ", and "
              + asked.share()
              + " is asked for");
    }
    bundle.vocabulary().stream()
        .filter(asked::contains)
        .findFirst()
        .ifPresent(
            titleId -> {
              throw CommandFailure.badInput(
                  folder + " has an ID embedding for the cold title " + titleId);
            });
  }

  /** Loaded, for the caller to close. */
  Model load() throws BundleException {
    return Model.load(bundle);
  }

  /** How it answers; it is loaded for this call alone. */
  Ranks ranks(Questions questions, Collection<Title> catalogue) {
    return ask(questions, catalogue, ranker -> Ranks.of(ranker, questions.cases()));
  }

  /** The vectors of the members asked about, by case; it is loaded for this call alone. */
  float[][] memberVectors(Questions questions, Collection<Title> catalogue) {
    return ask(questions, catalogue, ranker -> ranker.memberVectors(questions.cases()));
  }

  /** Asks the model whatever {@code asking} wants; it is loaded for this call alone. */
  <T> T ask(Questions questions, Collection<Title> catalogue, Asking<T> asking) {
    return recommend(catalogue, recommender -> asking.ask(new ModelRanker(recommender, questions)));
  }

  /** Lets {@code use} have the function that serves; it is loaded for this call alone. */
  <T> T recommend(Collection<Title> catalogue, Function<Recommender, T> use) {
    try (Model model = Model.load(bundle)) {
      return use.apply(
          new Recommender(model, Catalogue.of(model, catalogue), PageRules.DEFAULT, null));
    } catch (BundleException e) {
      throw CommandFailure.badInput(e.getMessage(), e);
    }
  }

  /** What is asked of a loaded model. */
  interface Asking<T> {
    T ask(ModelRanker ranker);
  }

  private String text(String field, String absent) {
    return training(field).asText(absent);
  }

  private JsonNode training(String field) {
    JsonNode training = manifest().training();
    return training == null ? MissingNode.getInstance() : training.path(field);
  }

  private static boolean covers(String holdOut, HoldOut asked) {
    try {
      return HoldOut.parse(holdOut).covers(asked);
    } catch (IllegalArgumentException e) {
      return false; // In words that are not ours: nothing is promised.
    }
  }
}
