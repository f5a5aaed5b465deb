package io.playhead.deploy.forget;

import io.playhead.deploy.topics.KafkaAccess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What {@code forget} was told; see its options.
 *
 * @param kafka where the topics are
 * @param registryUrl where the schemas are
 * @param memberIds whom to forget; at least one
 * @param searchOnly whether to look only, and ask nobody to forget
 * @param group the job's consumer group
 * @param viewId the view's application id
 * @param view where the view answers; null: not asked
 * @param viewToken bearer token for it; null: none
 * @param savepoints folders with checkpoints or savepoints in them
 * @param skipRaw whether topics that keep events by time are left unread
 * @param jobLimit longest wait for the job
 * @param deadline from the erasure on, until when everything has to be gone
 */
public record ForgetOptions(
    KafkaAccess kafka,
    String registryUrl,
    Set<String> memberIds,
    boolean searchOnly,
    String group,
    String viewId,
    URI view,
    String viewToken,
    List<Path> savepoints,
    boolean skipRaw,
    Duration jobLimit,
    Duration deadline) {}
