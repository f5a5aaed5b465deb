package io.playhead.training;

import java.util.List;
import java.util.function.LongSupplier;
import org.bytedeco.javacpp.PointerScope;
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
  private final String parentId;
  private final TrainingState state;

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
    torch.set_num_threads(settings.threads()); // Of what is done between the threads' parts.
    ModelShape shape = shape(data, settings);
    this.model = new Model(shape, settings.precision());
    this.validation = new Validation(data, new Model(shape, Precision.FLOAT32), settings.window());
    Parameters weights = Parameters.drawn(shape, settings.seed());
    if (parent != null) {
      WarmStart.apply(weights, parent, shape, data.titles());
    }
    this.state = new TrainingState(weights, settings);
  }

  static ModelShape shape(TrainingData data, TrainingSettings settings) {
    return new ModelShape(
        settings.width(),
        settings.layers(),
        settings.heads(),
        settings.window(),
        settings.metadataBuckets(),
        data.titles().metadata().count(),
        data.titles().vocabularySize());
  }

  /** Trains without a checkpoint. */
  TrainedModel run(Goal goal) {
    return run(goal, null);
  }

  /**
   * Trains until the goal is reached, from the checkpoint on if there is one. The time of the last
   * validations, which the clock includes, is kept aside as soon as it is known.
   *
   * @param checkpoint null: none is read or written
   */
  TrainedModel run(Goal goal, Checkpoint checkpoint) {
    if (checkpoint != null && checkpoint.exists()) {
      checkpoint.readInto(state);
    }
    Clock clock =
        new Clock(goal.startNs() - state.elapsedNs, clockNs.getAsLong() - state.trainingNs);
    try (StepThreads threads =
        new StepThreads(
            state.weights,
            settings.threads(),
            settings.seed() + 10,
            seed -> new SoftmaxLoss(data, settings, model, seed))) {
      train(threads, clock, goal, checkpoint);
    }
    NewTitles.fit(state.best(), shape(data, settings), data.titles(), settings);
    clock.read();
    RankingMetrics metrics =
        validation.isEmpty() ? RankingMetrics.of(new int[0]) : validation.measure(state.best());
    return new TrainedModel(
        state.best(),
        shape(data, settings),
        parentId,
        state.epoch,
        state.steps,
        state.trainingNs / NANOS_PER_SECOND,
        state.tokens,
        state.meanLoss,
        metrics,
        state.validations,
        validation.meanMember(state.best()),
        ResumeFit.fit(data, validation, state.best(), settings.window()),
        null);
  }

  private void train(StepThreads threads, Clock clock, Goal goal, Checkpoint checkpoint) {
    WindowSampler sampler =
        new WindowSampler(
            data.members(), settings.window(), settings.batchTokens(), settings.seed() + 2);
    List<MemberSequence> asked =
        validation.sample(settings.validationMembers(), settings.seed() + 3);
    if (parentId != null && state.steps == 0) {
      validate(asked, clock); // The parent may be all that is needed, and nothing worse is kept.
    }
    boolean isLate = false;
    while (state.epoch < settings.epochs() && !isLate && !isEnough(goal)) {
      double sum = 0;
      int count = 0;
      threads.startEpoch(state.epoch);
      List<List<TrainingWindow>> batches = sampler.epoch(state.epoch);
      if (batches.isEmpty()) {
        throw new TrainingException(
            "The recording has nothing to predict: no title was watched for long enough.");
      }
      while (count < batches.size() && !isLate && !isEnough(goal)) {
        sum += step(threads, batches.get(count));
        count++;
        progress.step(state.epoch, sum / count);
        clock.read();
        isLate = state.elapsedNs + state.reserveNs > goal.budgetNs();
        double done = (double) count / batches.size();
        double before = (count - 1.0) / batches.size();
        if (done < 1 && !isLate && isDue(state.epoch + before, state.epoch + done)) {
          validate(asked, clock);
        }
      }
      boolean isWhole = count == batches.size() && !isLate;
      state.meanLoss = sum / count;
      state.epoch += isWhole ? 1 : 0;
      if (isLate
          || isWhole && (isDue(state.epoch - 1, state.epoch) || state.epoch == settings.epochs())) {
        validate(asked, clock);
      }
      if (checkpoint != null && isWhole) {
        checkpoint.offer(state);
      }
    }
  }

  /** Whether another validation falls due between two points in time, in epochs. */
  private boolean isDue(double after, double until) {
    double crumb = 1e-9; // Ten tenths of an epoch are one.
    return Math.floor(until / settings.validateEvery() + crumb)
        > Math.floor(after / settings.validateEvery() + crumb);
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private double step(StepThreads threads, List<TrainingWindow> windows) {
    try (PointerScope scope = new PointerScope()) {
      double warm = Math.min(1.0, (state.steps + 1.0) / (settings.warmUpSteps() + 1.0));
      state.optimizer.param_groups().get(0).options().set_lr(settings.learningRate() * warm);
      StepThreads.MeanLoss loss = threads.gradient(windows);
      double value = loss.mean();
      torch.clip_grad_norm_(state.parameters, settings.gradientNormMax());
      state.optimizer.step();
      state.steps++;
      state.tokens += loss.targets();
      // Early on an average over 1 / (1 - decay) steps would still be made of the first weights.
      double decay = Math.min(settings.averageDecay(), (1.0 + state.steps) / (10.0 + state.steps));
      state.average.follow(state.weights, 1 - decay);
      if (!Double.isFinite(value)) {
        throw new TrainingException(
            "The loss became "
                + value
                + " at step "
                + state.steps
                + "; train with a lower --learning-rate.");
      }
      return value;
    }
  }

  private void validate(List<MemberSequence> asked, Clock clock) {
    if (asked.isEmpty()) {
      return;
    }
    long startNs = clockNs.getAsLong();
    RankingMetrics metrics = validation.measure(state.average, asked);
    // One more of these, then all members twice: their ranks and their mean.
    state.reserveNs =
        (clockNs.getAsLong() - startNs) * (asked.size() + 2 * validation.size()) / asked.size();
    clock.read();
    progress.validated(metrics);
    state.validations.add(
        new Validations.Entry(
            state.epoch, state.steps, state.elapsedNs / NANOS_PER_SECOND, metrics));
    if (state.validations.sinceBest() == 0) {
      state.keepAverage();
    }
  }

  /** No better validation for too long, or one as good as asked for. */
  private boolean isEnough(Goal goal) {
    return state.validations.sinceBest() >= settings.patience()
        || state.validations.reaching(goal.ndcg10()) != null;
  }

  /** Time since both starts, less the time between a kill and the next command. */
  private final class Clock {
    private final long commandNs;
    private final long trainingNs;

    Clock(long commandNs, long trainingNs) {
      this.commandNs = commandNs;
      this.trainingNs = trainingNs;
    }

    void read() {
      long nowNs = clockNs.getAsLong();
      state.elapsedNs = nowNs - commandNs;
      state.trainingNs = nowNs - trainingNs;
    }
  }
}
