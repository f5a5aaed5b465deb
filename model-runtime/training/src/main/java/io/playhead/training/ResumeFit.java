package io.playhead.training;

import io.playhead.window.AnchoredWindow;
import io.playhead.window.ResumeFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * How likely a begun title is the next one played: a logistic regression on {@link ResumeFeatures}
 * and on the score that the finished model gives the title. It reads the model and changes nothing
 * of it.
 *
 * @param weights of the columns, and last that of the score
 * @param metrics of the choices asked in validation, by name
 */
record ResumeFit(double[] weights, Map<String, Object> metrics) {
  /** Fewer choices of either kind say nothing about a habit. */
  private static final int CHOICES_MIN = 50;

  /** Null: the recording has too few choices to go on with a title, or too few not to. */
  static ResumeFit fit(
      TrainingData data, Validation validation, Parameters p, AnchoredWindow shape) {
    List<ResumeCase> learned = data.resumeCases().learned();
    long resumed = learned.stream().filter(choice -> choice.resumed() >= 0).count();
    if (resumed < CHOICES_MIN || learned.size() - resumed < CHOICES_MIN) {
      return null;
    }
    LogisticRegression regression = new LogisticRegression(ResumeFeatures.COLUMNS);
    for (Scored choice : scored(learned, data, validation, p, shape)) {
      for (int i = 0; i < choice.scores.length; i++) {
        regression.add(choice.of.columns()[i], choice.scores[i], choice.of.resumed() == i);
      }
    }
    double[] weights = regression.fit();
    double base = resumed / (double) learned.stream().mapToInt(c -> c.titleRows().length).sum();
    List<Scored> asked = scored(data.resumeCases().asked(), data, validation, p, shape);
    return new ResumeFit(weights, metrics(asked, weights, base));
  }

  private record Scored(ResumeCase of, float[] scores) {}

  @SuppressWarnings("try") // a scope is closed, not read
  private static List<Scored> scored(
      List<ResumeCase> cases,
      TrainingData data,
      Validation validation,
      Parameters p,
      AnchoredWindow shape) {
    List<ResumeCase> byLength = new ArrayList<>(cases);
    byLength.sort(Comparator.comparingInt(choice -> window(choice, shape).length()));
    List<TrainingWindow> windows = byLength.stream().map(c -> window(c, shape)).toList();
    List<Scored> scored = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TitleTower.Vectors titles = validation.titles(p);
      for (List<TrainingWindow> batch : WindowSampler.grouped(windows, Validation.BATCH_TOKENS)) {
        float[] scores = validation.scores(p, titles, WindowBatch.last(batch));
        for (int i = 0; i < batch.size(); i++) {
          ResumeCase choice = byLength.get(scored.size());
          float[] own = new float[choice.titleRows().length];
          for (int k = 0; k < own.length; k++) {
            own[k] = scores[i * data.titles().size() + choice.titleRows()[k]];
          }
          scored.add(new Scored(choice, own));
        }
      }
    }
    return scored;
  }

  private static TrainingWindow window(ResumeCase choice, AnchoredWindow shape) {
    return TrainingWindow.serving(choice.member(), shape, choice.target());
  }

  private static Map<String, Object> metrics(List<Scored> asked, double[] weights, double base) {
    int titles = 0;
    int resumed = 0;
    double loss = 0;
    double baseLoss = 0;
    int several = 0;
    int likeliest = 0;
    int newest = 0;
    for (Scored choice : asked) {
      int best = 0;
      double highest = -1;
      for (int i = 0; i < choice.scores.length; i++) {
        boolean label = choice.of.resumed() == i;
        double chance =
            LogisticRegression.chance(weights, choice.of.columns()[i], choice.scores[i]);
        loss -= LogisticRegression.logOf(chance, label);
        baseLoss -= LogisticRegression.logOf(base, label);
        best = chance > highest ? i : best;
        highest = Math.max(highest, chance);
        titles++;
      }
      resumed += choice.of.resumed() >= 0 ? 1 : 0;
      if (choice.of.resumed() >= 0 && choice.scores.length > 1) {
        several++;
        likeliest += best == choice.of.resumed() ? 1 : 0;
        newest += choice.of.resumed() == 0 ? 1 : 0;
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("choices", asked.size());
    map.put("begunTitles", titles);
    map.put("resumed", resumed);
    map.put("logLoss", titles == 0 ? null : loss / titles);
    map.put("baseLogLoss", titles == 0 ? null : baseLoss / titles);
    map.put("resumedOfSeveral", several);
    map.put("likeliestFirst", several == 0 ? null : likeliest / (double) several);
    map.put("newestFirst", several == 0 ? null : newest / (double) several);
    return map;
  }
}
