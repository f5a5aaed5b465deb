package io.playhead.deploy.local;

/** The way of an event to its list, and the parts of it. */
public enum Leg {
  /** From the event on its topic to the list on its topic. */
  EVENT_TO_LIST("event to list"),
  /** From the event on its topic to the job, where it is read. */
  TOPIC_TO_JOB("its topic to the job"),
  /** From there to the list, the wait for a batch included. */
  JOB("the job, the wait for a batch included"),
  /** From there to the list on its topic. */
  JOB_TO_TOPIC("the job to the list's topic");

  private final String label;

  Leg(String label) {
    this.label = label;
  }

  /** In words. */
  public String label() {
    return label;
  }
}
