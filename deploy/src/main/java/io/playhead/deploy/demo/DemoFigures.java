package io.playhead.deploy.demo;

import io.playhead.deploy.replay.kafka.KafkaReplayFigures.Percentiles;
import java.util.Map;

/**
 * What a demo measured: the content of its {@code --json} file. The first nine mean what they mean
 * for a replay.
 *
 * @param eventsIn events sent
 * @param tokensClosed closed tokens the job wrote
 * @param listsOut pages the job wrote
 * @param membersIn members with an event
 * @param membersWithList members with a page at the end
 * @param rejected events the job rejected
 * @param rejectedByReason the same by reason
 * @param lost accepted events that no page reflects
 * @param eventsPerSecond of the history, which is fed as fast as it goes
 * @param eventToListMs from an event's append to the append of the first page that reflects it, of
 *     the live part
 * @param plays live plays of members that had a page
 * @param playsWithoutList live plays of members that had none yet
 * @param oracleNdcg10 mean NDCG@10 of the best possible ranking before each of the plays
 * @param publishedNdcg10 mean NDCG@10 of the page that stood there
 * @param popularityNdcg10 mean NDCG@10 of what was played most until then
 * @param shareOfOracle publishedNdcg10 / oracleNdcg10
 * @param shareOfOracleStandardError of shareOfOracle, paired by play
 * @param shareOfPopularity popularityNdcg10 / oracleNdcg10: what popularity reaches of the oracle
 * @param pageForThisDevice share of the plays whose page was made for the device played on
 * @param newReleases titles that came out while members were live
 * @param newReleaseShare share of the pages read since then that show one of them in their first
 *     ten
 * @param secondsToReady from start to the first page
 * @param secondsToLive from start to the first live event
 * @param liveSeconds of live events
 * @param speed simulated seconds in a second
 * @param modelId the model
 */
public record DemoFigures(
    long eventsIn,
    long tokensClosed,
    long listsOut,
    long membersIn,
    long membersWithList,
    long rejected,
    Map<String, Long> rejectedByReason,
    long lost,
    double eventsPerSecond,
    Percentiles eventToListMs,
    long plays,
    long playsWithoutList,
    double oracleNdcg10,
    double publishedNdcg10,
    double popularityNdcg10,
    double shareOfOracle,
    double shareOfOracleStandardError,
    double shareOfPopularity,
    double pageForThisDevice,
    int newReleases,
    double newReleaseShare,
    double secondsToReady,
    double secondsToLive,
    double liveSeconds,
    double speed,
    String modelId) {}
