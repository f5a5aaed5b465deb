package io.playhead.deploy.doctor;

import io.playhead.deploy.topics.KafkaAccess;
import io.playhead.inference.BundleTrust;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code doctor} was told; see its options.
 *
 * @param kafka where the topics are
 * @param registryUrl where the schemas are
 * @param bundle a model's folder; null: the one that is announced
 * @param trust whose models may serve
 * @param channel the release channel
 * @param group the job's consumer group
 * @param view where the view answers; null: not asked
 * @param viewId the view's application id
 * @param stateDir the job's; null: not looked at
 * @param progressLimit how long a job that is behind may take to commit something
 */
public record DoctorOptions(
    KafkaAccess kafka,
    String registryUrl,
    Path bundle,
    BundleTrust trust,
    String channel,
    String group,
    URI view,
    String viewId,
    Path stateDir,
    Duration progressLimit) {}
