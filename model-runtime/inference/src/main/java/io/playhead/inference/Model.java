package io.playhead.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.playhead.schemas.Title;
import io.playhead.window.AnchoredWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A bundle ready to serve: its two graphs as sessions, checked against the contract and against the
 * bundle's golden outputs. Shared by all threads of a process, each call runs on its caller's
 * thread; {@link #close} waits for calls in flight. Take it from {@link ModelHandles} where it is
 * shared.
 */
public final class Model implements AutoCloseable {
  private final ModelManifest manifest;
  private final String manifestSha256;
  private final ExecutionProvider provider;
  private final OrtEnvironment environment;
  private final OrtSession step;
  private final OrtSession title;
  private final TitleEncoder titleEncoder;
  private final AnchoredWindow window;
  private final NewTitlePlaces newTitlePlaces;
  private final ResumeOdds resumeOdds;
  private final float[] summaryVectors;
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  private Model(
      ModelBundle bundle,
      ExecutionProvider provider,
      OrtEnvironment environment,
      OrtSession step,
      OrtSession title) {
    this.provider = provider;
    this.manifest = bundle.manifest();
    this.manifestSha256 = bundle.manifestSha256();
    this.window = manifest.window();
    this.newTitlePlaces = manifest.newTitlePlaces();
    this.resumeOdds = manifest.resumeOdds();
    this.summaryVectors = bundle.summaryVectors();
    this.environment = environment;
    this.step = step;
    this.title = title;
    Map<String, Integer> vocabulary = new HashMap<>();
    bundle.vocabulary().forEach(id -> vocabulary.put(id, vocabulary.size() + 1));
    this.titleEncoder = new TitleEncoder(this, vocabulary);
  }

  /** Loads a verified bundle onto the cores. */
  public static Model load(ModelBundle bundle) throws BundleException {
    return load(bundle, ExecutionProvider.CPU);
  }

  /**
   * Loads a verified bundle onto a provider that {@link ProviderProbe} has found to work. Throws
   * where a graph needs anything but itself, has other tensors than the contract, or does not
   * reproduce the golden outputs.
   */
  public static Model load(ModelBundle bundle, ExecutionProvider provider) throws BundleException {
    OnnxScan.check(ModelBundle.STEP, bundle.file(ModelBundle.STEP));
    OnnxScan.check(ModelBundle.TITLE, bundle.file(ModelBundle.TITLE));
    OrtEnvironment environment = OnnxRuntime.environment();
    OrtSession step = session(environment, provider, bundle, ModelBundle.STEP);
    OrtSession title = null;
    try {
      title = session(environment, provider, bundle, ModelBundle.TITLE);
      Model model = new Model(bundle, provider, environment, step, title);
      model.stepSignature().check(ModelBundle.STEP, step);
      Signature.title(model.width()).check(ModelBundle.TITLE, title);
      GoldenCheck.check(model, bundle.file(ModelBundle.GOLDEN));
      return model;
    } catch (OrtException | BundleException | RuntimeException e) {
      closeAfter(e, step);
      closeAfter(e, title);
      if (e instanceof OrtException) {
        throw new BundleException(
            "model " + bundle.manifest().modelId() + " could not be checked: " + e.getMessage(), e);
      }
      if (e instanceof BundleException refusal) {
        throw refusal;
      }
      throw (RuntimeException) e;
    }
  }

  /** Names the model in lists, metrics and caches. */
  public String id() {
    return manifest.modelId();
  }

  /** Floats per vector. */
  public int width() {
    return manifest.width();
  }

  /** Layers, each with keys and values. */
  public int layers() {
    return manifest.layers();
  }

  /** Which tokens it sees, and how. */
  public AnchoredWindow window() {
    return window;
  }

  /** How titles without an ID stand among the others. */
  public NewTitlePlaces newTitlePlaces() {
    return newTitlePlaces;
  }

  /** How likely begun titles are gone on with; null: it does not say. */
  ResumeOdds resumeOdds() {
    return resumeOdds;
  }

  /** What stands behind a block to be summarised: row-major [summaries, width]; read only. */
  float[] summaryVectors() {
    return summaryVectors;
  }

  /** What the bundle says about itself. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** What its sessions were made on. */
  public ExecutionProvider provider() {
    return provider;
  }

  /** Identity of the bundle it came from. */
  public String manifestSha256() {
    return manifestSha256;
  }

  /** Vectors of titles, known ones and new ones alike; a title's do not depend on its company. */
  public TitleVectors embed(List<Title> titles) {
    return titleEncoder.embed(titles);
  }

  /** Runs step.onnx into {@code outputs}. */
  void runStep(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    run(step, inputs, outputs);
  }

  /** Runs title.onnx into {@code outputs}. */
  void runTitle(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    run(title, inputs, outputs);
  }

  OrtEnvironment environment() {
    return environment;
  }

  Signature stepSignature() {
    return Signature.step(width(), layers());
  }

  /** Waits for calls in flight, then frees the sessions; later calls throw. */
  @Override
  public void close() {
    lifetime.writeLock().lock();
    try (step;
        title) {
      closed = true;
    } catch (OrtException e) {
      throw new IllegalStateException("model " + id() + " could not be closed", e);
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  private void run(
      OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {
    lifetime.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("model " + id() + " is closed");
      }
      session.run(inputs, outputs).close(); // Pinned outputs stay with their owner.
    } catch (OrtException e) {
      throw new IllegalStateException("model " + id() + " failed to run", e);
    } finally {
      lifetime.readLock().unlock();
    }
  }

  private static OrtSession session(
      OrtEnvironment environment, ExecutionProvider provider, ModelBundle bundle, String file)
      throws BundleException {
    try (OrtSession.SessionOptions options = OnnxRuntime.options(provider)) {
      return environment.createSession(bundle.file(file), options);
    } catch (OrtException e) {
      throw new BundleException(
          file
              + " of model "
              + bundle.manifest().modelId()
              + " is no graph that runs here: "
              + e.getMessage(),
          e);
    }
  }

  private static void closeAfter(Exception cause, OrtSession session) {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
