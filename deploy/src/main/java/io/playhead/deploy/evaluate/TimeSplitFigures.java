package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * What time-split found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param modelId the model
 * @param from the split, ISO 8601: questions are tokens begun then or later
 * @param cases questions asked
 * @param tokensAfterSplit questions there are; more than cases: they were drawn by seed
 * @param unanswerable cases whose answer nobody had had by then, or the member had: misses of all
 * @param members members with a question
 * @param candidates titles ranked for the last question; fewer for those before
 * @param seed of the sample, the shuffles and the intervals' resamples
 * @param hr10 share of answers among the first ten, in the true context
 * @param hr10Interval its interval
 * @param ndcg10 mean NDCG@10 in the true context
 * @param ndcg10Interval its interval
 * @param ndcg10ShuffledContext the same with the contexts shuffled among the questions, mean of the
 *     shuffles
 * @param ndcg10ShuffledContextSpread standard deviation over the shuffles
 * @param contextLift ndcg10 over ndcg10ShuffledContext; null: that is 0
 * @param contextLiftInterval its interval
 * @param baselines figures of the baselines, beside the others in the JSON
 * @param slices the model's figures by dimension and value
 * @param seconds the whole command
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimeSplitFigures(
    String protocol,
    String modelId,
    String from,
    int cases,
    long tokensAfterSplit,
    long unanswerable,
    int members,
    int candidates,
    long seed,
    double hr10,
    Interval hr10Interval,
    double ndcg10,
    Interval ndcg10Interval,
    double ndcg10ShuffledContext,
    double ndcg10ShuffledContextSpread,
    Double contextLift,
    Interval contextLiftInterval,
    @JsonUnwrapped BaselineFigures baselines,
    Map<String, List<Slice>> slices,
    double seconds) {}
