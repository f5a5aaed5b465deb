package io.playhead.deploy.chaos;

/** Where a record stands on Kafka. */
record Place(String topic, int partition, long offset) {}
