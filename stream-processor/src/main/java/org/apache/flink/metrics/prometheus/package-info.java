/**
 * The job's metrics for Prometheus, told on one address; after the last stage. Flink's package, for
 * what it shows to nobody else.
 */
package org.apache.flink.metrics.prometheus;
