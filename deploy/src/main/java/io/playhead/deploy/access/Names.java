package io.playhead.deploy.access;

/**
 * What an installation calls its things.
 *
 * @param group of the job, {@code run --group}
 * @param exactlyOnce whether the job runs with {@code --delivery exactly-once}
 * @param applicationId of the view
 * @param pagesGroup of the home-page service that follows the topic
 */
public record Names(String group, boolean exactlyOnce, String applicationId, String pagesGroup) {}
