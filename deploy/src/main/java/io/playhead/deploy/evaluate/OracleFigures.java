package io.playhead.deploy.evaluate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What the oracle protocol found: the content of its {@code --json} file. Expected NDCG@10 is the
 * mean over what the members' true tastes may choose, drawn NDCG@10 over what they chose.
 *
 * @param protocol name of the protocol
 * @param modelId the model
 * @param from first moment asked about
 * @param plays plays asked about
 * @param members members with such a play
 * @param seed of the intervals' resamples
 * @param oracleNdcg10 expected NDCG@10 of the best possible lists
 * @param ndcg10 expected NDCG@10 of the model's lists
 * @param popularityNdcg10 expected NDCG@10 of what was played most until then
 * @param shareOfOracle ndcg10 / oracleNdcg10
 * @param shareOfOracleInterval its interval
 * @param popularityShare popularityNdcg10 / oracleNdcg10
 * @param popularityShareInterval its interval
 * @param drawnOracleNdcg10 drawn NDCG@10 of the best possible lists
 * @param drawnNdcg10 drawn NDCG@10 of the model's lists
 * @param drawnShareOfOracle drawnNdcg10 / drawnOracleNdcg10, as the demo measures it
 * @param drawnShareOfOracleInterval its interval
 * @param contextMembers members asked about at noon and at night
 * @param oracleContextDifference mean difference of the best possible lists; see {@link
 *     ContextPair}
 * @param contextDifference mean difference of the model's lists
 * @param contextShareOfOracle contextDifference / oracleContextDifference
 * @param contextShareOfOracleInterval its interval
 * @param slices shares by dimension and value
 * @param seconds the whole command
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OracleFigures(
    String protocol,
    String modelId,
    String from,
    int plays,
    int members,
    long seed,
    double oracleNdcg10,
    double ndcg10,
    double popularityNdcg10,
    double shareOfOracle,
    Interval shareOfOracleInterval,
    double popularityShare,
    Interval popularityShareInterval,
    double drawnOracleNdcg10,
    double drawnNdcg10,
    double drawnShareOfOracle,
    Interval drawnShareOfOracleInterval,
    int contextMembers,
    double oracleContextDifference,
    double contextDifference,
    double contextShareOfOracle,
    Interval contextShareOfOracleInterval,
    Map<String, List<OracleSlice>> slices,
    double seconds) {}
