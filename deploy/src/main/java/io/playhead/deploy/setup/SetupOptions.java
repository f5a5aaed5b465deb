package io.playhead.deploy.setup;

import io.playhead.schemas.ClientSettings;

/**
 * What to make ready.
 *
 * @param bootstrap Kafka bootstrap servers
 * @param registryUrl schema registry with Confluent's API
 * @param clients how both are connected to
 * @param partitions of every new topic but model-releases, which has one
 * @param replication copies of every new topic; null: the broker's default
 * @param dryRun whether to say what would be made, and make nothing
 */
public record SetupOptions(
    String bootstrap,
    String registryUrl,
    ClientSettings clients,
    int partitions,
    Short replication,
    boolean dryRun) {}
