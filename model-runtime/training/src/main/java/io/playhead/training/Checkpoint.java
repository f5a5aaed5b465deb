package io.playhead.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;

/**
 * The file beside a bundle that a killed training goes on from. Written to a draft, forced to disk
 * and moved into place, so that there is always a whole one or none. Used by the trainer's thread.
 *
 * <pre>
 * A torch archive of
 *   fingerprint            text, see {@link TrainingFingerprint}
 *   counts                 i64 [7]: epoch, steps, tokens, elapsed, training and reserve ns, best is kept
 *   loss                   f64 [1]
 *   validations            f64 [n, 6]: epoch, steps, seconds, HR@10, NDCG@10, members
 *   weights, average, best archives of all parameters by name; best only where it is kept
 *   optimizer              the archive that AdamW writes: moments and steps
 * </pre>
 */
final class Checkpoint {
  private static final int VALIDATION_FIELDS = 6;

  private final Path file;
  private final String fingerprint;
  private final long everyNs;
  private long writtenNs;

  /**
   * @param file where it is or will be
   * @param fingerprint of the training now
   * @param everyNs written at the end of an epoch, when this much time has gone by
   */
  Checkpoint(Path file, String fingerprint, long everyNs) {
    this.file = file.toAbsolutePath().normalize();
    this.fingerprint = fingerprint;
    this.everyNs = everyNs;
  }

  /** Where the checkpoint of the training of {@code bundle} is. */
  static Path beside(Path bundle) {
    Path place = bundle.toAbsolutePath().normalize();
    return place.resolveSibling(place.getFileName() + ".checkpoint");
  }

  boolean exists() {
    return Files.exists(file);
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hears of the end of each epoch, and writes when it is due. */
  void offer(TrainingState state) {
    if (state.elapsedNs - writtenNs >= everyNs) {
      write(state);
      writtenNs = state.elapsedNs;
    }
  }

  @SuppressWarnings("try") // a scope is closed, not read
  private void write(TrainingState state) {
    Path draft = file.resolveSibling("." + file.getFileName() + ".draft");
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      OutputArchive archive = new OutputArchive();
      archive.write("fingerprint", new IValue(fingerprint));
      long[] counts = {
        state.epoch,
        state.steps,
        state.tokens,
        state.elapsedNs,
        state.trainingNs,
        state.reserveNs,
        state.hasBest() ? 1 : 0
      };
      archive.write("counts", Tensors.of(counts, counts.length));
      archive.write("loss", Tensor.create(new double[] {state.meanLoss}, 1));
      archive.write("validations", validations(state.validations));
      archive.write("weights", archive(state.weights));
      archive.write("average", archive(state.average));
      if (state.hasBest()) {
        archive.write("best", archive(state.best()));
      }
      OutputArchive optimizer = new OutputArchive();
      state.optimizer.save(optimizer);
      archive.write("optimizer", optimizer);
      Files.createDirectories(file.getParent());
      archive.save_to(draft.toString());
      force(draft, StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(file.getParent(), StandardOpenOption.READ);
    } catch (IOException e) {
      throw new TrainingException(
          "The checkpoint " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }

  /** Puts {@code state} where the checkpoint was; refuses one of another training. */
  @SuppressWarnings("try") // a scope is closed, not read
  void readInto(TrainingState state) {
    // Without a pointer scope: the best parameters, which are made here, have to outlive it.
    try (NoGradGuard guard = new NoGradGuard()) {
      InputArchive archive = new InputArchive();
      archive.load_from(file.toString());
      requireSame(text(archive, "fingerprint"));
      long[] counts = Tensors.longs(tensor(archive, "counts"));
      state.epoch = Math.toIntExact(counts[0]);
      state.steps = counts[1];
      state.tokens = counts[2];
      state.elapsedNs = counts[3];
      state.trainingNs = counts[4];
      state.reserveNs = counts[5];
      state.meanLoss = tensor(archive, "loss").item_double();
      readInto(state.validations, tensor(archive, "validations"));
      if (counts[6] == 1) {
        state.keepAverage();
        readInto(state.best(), nested(archive, "best"));
      }
      readInto(state.weights, nested(archive, "weights"));
      readInto(state.average, nested(archive, "average"));
      state.optimizer.load(nested(archive, "optimizer"));
      writtenNs = state.elapsedNs;
    } catch (TrainingException e) {
      throw e;
    } catch (RuntimeException e) { // what torch throws
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      throw new TrainingException(
          file + " is no readable checkpoint: " + why + "; start afresh with --no-resume.", e);
    }
  }

  private void requireSame(String then) {
    String difference = TrainingFingerprint.difference(then, fingerprint);
    if (difference != null) {
      throw new TrainingException(
          file
              + " is of another training, with "
              + difference
              + ": go on with the options and the recording of then, or start afresh with --no-resume.");
    }
  }

  private static Tensor validations(Validations validations) {
    double[] values = new double[validations.all().size() * VALIDATION_FIELDS];
    int at = 0;
    for (Validations.Entry entry : validations.all()) {
      values[at++] = entry.epoch();
      values[at++] = entry.steps();
      values[at++] = entry.seconds();
      values[at++] = entry.metrics().hr10();
      values[at++] = entry.metrics().ndcg10();
      values[at++] = entry.metrics().members();
    }
    return Tensor.create(values, at / VALIDATION_FIELDS, VALIDATION_FIELDS);
  }

  private static void readInto(Validations validations, Tensor tensor) {
    for (long row = 0; row < tensor.size(0); row++) {
      Tensor fields = tensor.select(0, row);
      double[] values = new double[VALIDATION_FIELDS];
      for (int i = 0; i < values.length; i++) {
        values[i] = fields.select(0, i).item_double();
      }
      validations.add(
          new Validations.Entry(
              (int) values[0],
              (long) values[1],
              values[2],
              new RankingMetrics(values[3], values[4], (int) values[5])));
    }
  }

  private static OutputArchive archive(Parameters parameters) {
    OutputArchive archive = new OutputArchive();
    parameters.all().forEach((name, t) -> archive.write(key(name), t.detach()));
    return archive;
  }

  private static void readInto(Parameters parameters, InputArchive archive) {
    parameters.all().forEach((name, t) -> t.copy_(tensor(archive, key(name))));
  }

  /** Names in an archive are attributes, and a dot would part them. */
  private static String key(String name) {
    return name.replace('.', '/');
  }

  private static Tensor tensor(InputArchive archive, String name) {
    Tensor tensor = new Tensor(); // undefined, so that it takes on the type of what is read
    archive.read(name, tensor);
    return tensor;
  }

  private static InputArchive nested(InputArchive archive, String name) {
    InputArchive nested = new InputArchive();
    archive.read(name, nested);
    return nested;
  }

  private static String text(InputArchive archive, String name) {
    IValue value = new IValue();
    archive.read(name, value);
    return value.toStringRef().getString();
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }
}
