/**
 * Batch to list: a model bundle opened and verified, the incremental step over cached keys and
 * values, exact retrieval over the catalogue, the page rules.
 *
 * <p>Upstream: {@code io.playhead.window} (tokens and features). Downstream: the stream processor
 * and the offline evaluation. A list is a pure function of tokens, model, catalogue and request
 * context; caches only make it cheaper.
 *
 * <p>Threads: {@link io.playhead.inference.Model}, {@link io.playhead.inference.ModelHandle} and
 * {@link io.playhead.inference.Catalogue} are shared by all threads of a process; {@link
 * io.playhead.inference.Recommender} and {@link io.playhead.inference.KeyValueCache} belong to one
 * thread, the task's.
 */
package io.playhead.inference;
