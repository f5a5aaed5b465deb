package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;

/**
 * What leave-last-out found: the content of its {@code --json} file.
 *
 * @param protocol name of the protocol
 * @param modelId the model
 * @param members members with a question
 * @param candidates titles ranked
 * @param seed of the intervals' resamples
 * @param hr10 share of answers among the first ten, by the model in this process
 * @param hr10Interval its interval
 * @param ndcg10 mean NDCG@10, by the model in this process
 * @param ndcg10Interval its interval
 * @param ndcg10StandardError its standard error over members
 * @param published figures of the lists that the engine published; null: none were given
 * @param baselines figures of the baselines, beside the others in the JSON
 * @param slices the model's figures by dimension and value
 * @param seconds the whole command
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvaluationFigures(
    String protocol,
    String modelId,
    int members,
    int candidates,
    long seed,
    double hr10,
    Interval hr10Interval,
    double ndcg10,
    Interval ndcg10Interval,
    double ndcg10StandardError,
    Figures published,
    @JsonUnwrapped BaselineFigures baselines,
    Map<String, List<Slice>> slices,
    double seconds) {}
