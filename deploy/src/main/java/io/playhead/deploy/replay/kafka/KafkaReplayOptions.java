package io.playhead.deploy.replay.kafka;

import io.playhead.window.HoldOut;
import java.nio.file.Path;

/**
 * What to replay, and how.
 *
 * @param recording the recording's folder
 * @param bundle the model bundle's folder
 * @param out folder for lists.csv
 * @param work folder of the processes' data and logs
 * @param holdOut which part of each member's history is left out
 * @param parallelism of the job
 * @param partitions of every topic
 * @param inFlightMax most events in flight
 * @param rules of the home page; null: the defaults
 * @param allRevisions every page goes to lists.csv, not each member's last alone
 */
public record KafkaReplayOptions(
    Path recording,
    Path bundle,
    Path out,
    Path work,
    HoldOut holdOut,
    int parallelism,
    int partitions,
    long inFlightMax,
    Path rules,
    boolean allRevisions) {}
