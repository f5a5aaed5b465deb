package io.playhead.training;

import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The training loop: AdamW (Loshchilov 2019) at a constant rate after a warm-up, clipped gradients,
 * and a moving average of the weights (Polyak 1992) that is what is validated and kept. Stops at
 * the epochs, the clock, when validation has not improved for a while, or when it is as good as
 * asked for. Used by one thread.
 */
final class Trainer {
  private static final double NANOS_PER_SECOND = 1e9;

  private final TrainingData data;
  private final TrainingSettings settings;
  private final TrainingProgress progress;
  private final LongSupplier clockNs;
  private final Model model;
  private final Validation validation;
  private final Parameters weights;
  private final Parameters average;
  private final TensorVector parameters;
  private final String parentId;
  private final AdamW optimizer;
  private long steps;
  private long tokens;

  /**
   * @param parent the model to start from; null: from nothing
   * @param clockNs the clock of the budget
   */
  Trainer(
      TrainingData data,
      TrainingSettings settings,
      ParentModel parent,
      TrainingProgress progress,
      LongSupplier clockNs) {
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    this.parentId = parent == null ? null : parent.modelId();
    this.clockNs = clockNs;
    torch.set_num_threads(1);
    ModelShape shape = shape(data, settings);
    this.model = new Model(shape, settings.precision());
    this.validation = new Validation(data, new Model(shape, Precision.FLOAT32), settings.window());
    this.weights = Parameters.drawn(shape, settings.seed());
    if (parent != null) {
      WarmStart.apply(weights, parent, shape, data.titles());
    }
    this.average = weights.copy();
    this.parameters = weights.toVector();
    AdamWOptions options = new AdamWOptions(settings.learningRate());
    options.weight_decay().put(settings.weightDecay());
    this.optimizer = new AdamW(parameters, options);
  }

  static ModelShape shape(TrainingData data, TrainingSettings settings) {
    return new ModelShape(
        settings.width(),
        settings.layers(),
        settings.heads(),
        settings.window(),
        settings.metadataBuckets(),
        data.titles().vocabularySize());
  }

  /**
   * Trains until the goal is reached; the time of the last validations, which its clock includes,
   * is kept aside as soon as it is known.
   */
  TrainedModel run(Goal goal) {
    long startNs = clockNs.getAsLong();
    try (StepThreads threads =
        new StepThreads(
            weights,
            settings.threads(),
            settings.seed() + 10,
            seed -> new SoftmaxLoss(data, settings, model, seed))) {
      return run(threads, startNs, goal);
    }
  }

  private TrainedModel run(StepThreads threads, long startNs, Goal goal) {
    WindowSampler sampler =
        new WindowSampler(
            data.members(), settings.window(), settings.batchTokens(), settings.seed() + 2);
    Best best =
        new Best(goal, validation.sample(settings.validationMembers(), settings.seed() + 3));
    int epoch = 0;
    boolean isLate = false;
    double meanLoss = Double.NaN;
    if (parentId != null) {
      best.offer(epoch); // The parent may be all that is needed, and nothing worse is kept.
    }
    while (epoch < settings.epochs() && !isLate && !best.isEnough()) {
      double sum = 0;
      int count = 0;
      for (List<TrainingWindow> windows : sampler.epoch()) {
        sum += step(threads, windows);
        count++;
        progress.step(epoch, sum / count);
        isLate = clockNs.getAsLong() - goal.startNs() + best.reserveNs > goal.budgetNs();
        if (isLate) {
          break;
        }
      }
      if (count == 0) {
        throw new TrainingException(
            "The recording has nothing to predict: no title was watched for long enough.");
      }
      meanLoss = sum / count;
      epoch += isLate ? 0 : 1;
      if (isLate || epoch % settings.validateEvery() == 0 || epoch == settings.epochs()) {
        best.offer(epoch);
      }
    }
    double seconds = (clockNs.getAsLong() - startNs) / NANOS_PER_SECOND;
    RankingMetrics metrics =
        validation.isEmpty() ? RankingMetrics.of(new int[0]) : validation.measure(best.parameters);
    return new TrainedModel(
        best.parameters,
        shape(data, settings),
        parentId,
        epoch,
        steps,
        seconds,
        tokens,
        meanLoss,
        metrics,
        best.validations,
        null);
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private double step(StepThreads threads, List<TrainingWindow> windows) {
    try (PointerScope scope = new PointerScope()) {
      double warm = Math.min(1.0, (steps + 1.0) / (settings.warmUpSteps() + 1.0));
      optimizer.param_groups().get(0).options().set_lr(settings.learningRate() * warm);
      StepThreads.MeanLoss loss = threads.gradient(windows);
      double value = loss.mean();
      torch.clip_grad_norm_(parameters, settings.gradientNormMax());
      optimizer.step();
      steps++;
      tokens += loss.targets();
      // Early on an average over 1 / (1 - decay) steps would still be made of the first weights.
      double decay = Math.min(settings.averageDecay(), (1.0 + steps) / (10.0 + steps));
      average.follow(weights, 1 - decay);
      if (!Double.isFinite(value)) {
        throw new TrainingException(
            "The loss became "
                + value
                + " at step "
                + steps
                + "; train with a lower --learning-rate.");
      }
      return value;
    }
  }

  /** The best average so far by validation; without validation the newest. */
  private final class Best {
    private final Goal goal;
    private final List<MemberSequence> asked;
    private final Validations validations = new Validations();
    private Parameters parameters = average;
    private long reserveNs;

    Best(Goal goal, List<MemberSequence> asked) {
      this.goal = goal;
      this.asked = asked;
    }

    void offer(int epoch) {
      if (asked.isEmpty()) {
        return;
      }
      long startNs = clockNs.getAsLong();
      RankingMetrics metrics = validation.measure(average, asked);
      long nowNs = clockNs.getAsLong();
      // One more of these, then one of all members.
      reserveNs = (nowNs - startNs) * (asked.size() + validation.size()) / asked.size();
      progress.validated(metrics);
      double seconds = (nowNs - goal.startNs()) / NANOS_PER_SECOND;
      validations.add(new Validations.Entry(epoch, steps, seconds, metrics));
      if (validations.sinceBest() == 0) {
        parameters = average.copy();
      }
    }

    /** No better one for too long, or one as good as asked for. */
    boolean isEnough() {
      return validations.sinceBest() >= settings.patience()
          || validations.reaching(goal.ndcg10()) != null;
    }
  }
}
