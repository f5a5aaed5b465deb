package io.playhead.training;

import io.playhead.window.ContextFeatures;
import io.playhead.window.TitleFeatures;
import io.playhead.window.TokenFeatures;
import io.playhead.window.TokenGaps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code golden.json}: inputs made up from a fixed seed (nobody's history), and what torch, not the
 * exported graphs, makes of them. Three members of 12, 5 and 0 tokens in one go; then the next
 * tokens of the same members on caches of 11, 3 and 0 tokens, padded with garbage; then three
 * titles: one with an ID, one without, one of which nothing is known.
 */
final class GoldenCases {
  private static final long SEED = 20_261_123;
  private static final long[] LENGTHS = {12, 5, 0};
  private static final long[] PAST_LENGTHS = {11, 3, 0};
  private static final long[] SUMMARY_LENGTHS = {6, 2, 0};
  private static final long[] NEXT_LENGTHS = {1, 2, 0};
  private static final int LENGTH = 12;
  private static final int NEXT = 2;
  private static final int PAST = 16;
  private static final float GARBAGE = 7.5f;

  private final TrainedModel trained;
  private final TitleRows titles;
  private final SequenceEncoder encoder;
  private final Random random = new Random(SEED);

  GoldenCases(TrainedModel trained, TitleRows titles) {
    this.trained = trained;
    this.titles = titles;
    this.encoder = new SequenceEncoder(trained.shape(), Precision.FLOAT32);
  }

  /** The file's content. */
  @SuppressWarnings("try") // a scope is closed, not read
  Map<String, Object> toMap() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Object> golden = new LinkedHashMap<>();
      golden.put("step", steps());
      golden.put("title", List.of(titleCase()));
      return golden;
    }
  }

  private List<Object> steps() {
    int rows = LENGTHS.length;
    int d = trained.shape().width();
    Tensor vectors = Tensors.of(titleVectors(rows * LENGTH), rows, LENGTH, d);
    Tensor features =
        Tensors.of(drawn(rows * LENGTH, TokenFeatures.SIZES), rows, LENGTH, TokenFeatures.COUNT);
    Tensor context = Tensors.of(drawn(rows, ContextFeatures.SIZES), rows, ContextFeatures.COUNT);
    List<Object> cases = new ArrayList<>();
    SequenceEncoder.Encoded none = emptyCache(rows);
    SequenceEncoder.Encoded all =
        add(
            cases,
            "prefill",
            vectors,
            features,
            context,
            none,
            new long[rows],
            new long[rows],
            LENGTHS,
            gaps(LENGTH, LENGTHS, new long[rows], new long[rows], 0));
    int summariesMax = trained.shape().window().summariesMax();
    long[] summaries = Arrays.stream(SUMMARY_LENGTHS).map(n -> Math.min(n, summariesMax)).toArray();
    Tensor places = nextPlaces();
    add(
        cases,
        "increment",
        vectors.reshape(-1, d).index_select(0, places).view(rows, NEXT, d),
        features
            .reshape(-1, TokenFeatures.COUNT)
            .index_select(0, places)
            .view(rows, NEXT, TokenFeatures.COUNT),
        context,
        new SequenceEncoder.Encoded(all.hidden(), cached(all.keys()), cached(all.values())),
        PAST_LENGTHS,
        summaries,
        NEXT_LENGTHS,
        gaps(NEXT, NEXT_LENGTHS, PAST_LENGTHS, summaries, PAST));
    return cases;
  }

  private SequenceEncoder.Encoded add(
      List<Object> cases,
      String name,
      Tensor vectors,
      Tensor features,
      Tensor context,
      SequenceEncoder.Encoded past,
      long[] pastLengths,
      long[] summaryLengths,
      long[] newLengths,
      AttentionPlan.Gaps gaps) {
    int pastSize = (int) past.keys()[0].size(1);
    AttentionPlan plan =
        AttentionPlan.of(
            pastLengths,
            summaryLengths,
            pastSize,
            (int) vectors.size(1),
            gaps,
            trained.shape().window());
    Parameters p = trained.parameters();
    SequenceEncoder.Encoded out = encoder.forward(p, vectors, features, plan, past, Dropout.NONE);
    Tensor states = lastStates(out.hidden(), pastLengths, newLengths);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("title_vectors", floats(vectors));
    inputs.put("token_features", longs(features));
    inputs.put("context_features", longs(context));
    Map<String, Object> outputs = new LinkedHashMap<>();
    outputs.put("member_vector", floats(trained.aligned(ContextHead.forward(p, states, context))));
    for (int layer = 0; layer < trained.shape().layers(); layer++) {
      inputs.put("past_keys_" + layer, floats(past.keys()[layer]));
      inputs.put("past_values_" + layer, floats(past.values()[layer]));
      outputs.put("new_keys_" + layer, floats(out.keys()[layer]));
      outputs.put("new_values_" + layer, floats(out.values()[layer]));
    }
    long tokens = vectors.size(1);
    inputs.put("past_gaps", longs(Tensors.of(gaps.past(), newLengths.length, tokens, pastSize)));
    inputs.put("new_gaps", longs(Tensors.of(gaps.fresh(), newLengths.length, tokens, tokens)));
    inputs.put("past_lengths", longs(Tensors.of(pastLengths, pastLengths.length)));
    inputs.put("summary_lengths", longs(Tensors.of(summaryLengths, summaryLengths.length)));
    inputs.put("new_lengths", longs(Tensors.of(newLengths, newLengths.length)));
    cases.add(goldenCase(name, inputs, outputs));
    return out;
  }

  /**
   * Tokens of a row begin ever further apart, one at 0 s, the next at 1, 4, 9 ... minutes;
   * summaries and padding have no time.
   */
  private static AttentionPlan.Gaps gaps(
      int tokens, long[] newLengths, long[] pastLengths, long[] summaryLengths, int pastSize) {
    int rows = newLengths.length;
    long[] past = new long[rows * tokens * pastSize];
    long[] fresh = new long[rows * tokens * tokens];
    for (int row = 0; row < rows; row++) {
      for (int query = 0; query < newLengths[row]; query++) {
        long at = startedMs(pastLengths[row] + query);
        for (int key = (int) summaryLengths[row]; key < pastLengths[row]; key++) {
          past[(row * tokens + query) * pastSize + key] = TokenGaps.bucket(startedMs(key), at);
        }
        for (int key = 0; key <= query; key++) {
          fresh[(row * tokens + query) * tokens + key] =
              TokenGaps.bucket(startedMs(pastLengths[row] + key), at);
        }
      }
    }
    return new AttentionPlan.Gaps(past, fresh);
  }

  private static long startedMs(long token) {
    return token * token * 60_000;
  }

  private Tensor lastStates(Tensor hidden, long[] pastLengths, long[] newLengths) {
    TensorVector states = new TensorVector();
    for (int row = 0; row < newLengths.length; row++) {
      boolean isEmpty = pastLengths[row] + newLengths[row] == 0;
      Tensor state =
          isEmpty
              ? trained.parameters().get("state.start")
              : hidden.select(0, row).select(0, newLengths[row] - 1);
      states.push_back(state.unsqueeze(0));
    }
    return torch.cat(states, 0);
  }

  private SequenceEncoder.Encoded emptyCache(int rows) {
    Tensor[] none = new Tensor[trained.shape().layers()];
    Arrays.fill(none, torch.empty(new long[] {rows, 0, trained.shape().width()}));
    return new SequenceEncoder.Encoded(none[0], none, none);
  }

  /** The first tokens of each row, then garbage up to {@link #PAST}. */
  private Tensor[] cached(Tensor[] layers) {
    Tensor[] cached = new Tensor[layers.length];
    int d = trained.shape().width();
    for (int layer = 0; layer < layers.length; layer++) {
      float[] from = Tensors.floats(layers[layer]);
      float[] to = new float[LENGTHS.length * PAST * d];
      Arrays.fill(to, GARBAGE);
      for (int row = 0; row < LENGTHS.length; row++) {
        System.arraycopy(from, row * LENGTH * d, to, row * PAST * d, (int) PAST_LENGTHS[row] * d);
      }
      cached[layer] = Tensors.of(to, LENGTHS.length, PAST, d);
    }
    return cached;
  }

  private static Tensor nextPlaces() {
    long[] places = new long[LENGTHS.length * NEXT];
    for (int row = 0; row < LENGTHS.length; row++) {
      for (int i = 0; i < NEXT; i++) {
        long next = Math.min(LENGTH - 1, PAST_LENGTHS[row] + i);
        places[row * NEXT + i] = (long) row * LENGTH + next;
      }
    }
    return Tensors.of(places, places.length);
  }

  private float[] titleVectors(int count) {
    int[] rows = random.ints(count, 0, titles.vocabularySize()).toArray();
    TitleBatch batch = TitleBatch.of(titles, rows, titles.indices(rows));
    return Tensors.floats(TitleTower.forward(trained.parameters(), batch).input());
  }

  private long[] drawn(int count, int[] sizes) {
    long[] values = new long[count * sizes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(sizes[i % sizes.length]);
    }
    return values;
  }

  private Object titleCase() {
    int slots = TitleFeatures.SLOTS;
    int[] rows = {titles.vocabularySize() - 1, 0};
    long[] index = {titles.vocabularySize(), 0, 0};
    long[] ids = new long[index.length * slots];
    float[] weights = new float[ids.length];
    int[] ageOfRow = new int[index.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(titles.ids(), rows[i] * slots, ids, i * slots, slots);
      System.arraycopy(titles.weights(), rows[i] * slots, weights, i * slots, slots);
      ageOfRow[i] = titles.age(rows[i]);
    }
    TitleRows asked =
        new TitleRows(
            List.of("", "", ""),
            index.length,
            ids,
            weights,
            titles.metadata(),
            ageOfRow,
            new long[index.length]);
    TitleBatch batch = TitleBatch.of(asked, TitleRows.first(index.length), index);
    TitleTower.Vectors vectors = TitleTower.forward(trained.parameters(), batch);
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("title_index", longs(Tensors.of(index, index.length)));
    inputs.put("metadata_ids", longs(Tensors.of(ids, index.length, slots)));
    inputs.put("metadata_weights", floats(Tensors.of(weights, index.length, slots)));
    inputs.put("age_bucket", longs(batch.ages()));
    Map<String, Object> outputs = new LinkedHashMap<>();
    outputs.put("input_vectors", floats(vectors.input()));
    outputs.put("score_vectors", floats(trained.aligned(vectors.score())));
    return goldenCase("known, new, unknown", inputs, outputs);
  }

  private static Map<String, Object> goldenCase(
      String name, Map<String, Object> inputs, Map<String, Object> outputs) {
    Map<String, Object> goldenCase = new LinkedHashMap<>();
    goldenCase.put("name", name);
    goldenCase.put("inputs", inputs);
    goldenCase.put("outputs", outputs);
    return goldenCase;
  }

  private static Object floats(Tensor tensor) {
    return tensor(tensor, Tensors.floats(tensor));
  }

  private static Object longs(Tensor tensor) {
    return tensor(tensor, Tensors.longs(tensor));
  }

  private static Object tensor(Tensor tensor, Object data) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("shape", tensor.shape());
    map.put("data", data);
    return map;
  }
}
