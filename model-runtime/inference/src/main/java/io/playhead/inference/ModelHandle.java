package io.playhead.inference;

/**
 * One holder's claim on a shared model. Closing gives it back; the model itself is closed when the
 * last holder has. Close it on the thread that runs the model, after its last run.
 */
public final class ModelHandle implements AutoCloseable {
  private final Model model;
  private Runnable release;

  ModelHandle(Model model, Runnable release) {
    this.model = model;
    this.release = release;
  }

  /** The model; valid until this handle is closed. */
  public synchronized Model model() {
    if (release == null) {
      throw new IllegalStateException("the handle on model " + model.id() + " is closed");
    }
    return model;
  }

  /** Gives the claim back; a second call does nothing. */
  @Override
  public synchronized void close() {
    if (release != null) {
      Runnable once = release;
      release = null;
      once.run();
    }
  }
}
