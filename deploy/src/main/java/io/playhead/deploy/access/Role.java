package io.playhead.deploy.access;

import java.util.Locale;

/** A process, or a service of the user's, with a principal of its own. */
public enum Role {
  /** {@code playhead run}. */
  JOB,
  /** {@code playhead view}, every instance. */
  VIEW,
  /** {@code playhead release}. */
  RELEASE,
  /** {@code playhead record}, and {@code replay} of topics. */
  RECORD,
  /** {@code playhead run --prepare}: makes the topics. */
  PREPARE,
  /** {@code playhead setup}: looks at the topics and makes those that are missing. */
  SETUP,
  /** {@code playhead forget}: asks for members to be forgotten, and searches every topic. */
  FORGET,
  /** {@code playhead doctor}. */
  DOCTOR,
  /** Services that send members' events. */
  EVENTS,
  /** The service that owns the catalogue. */
  CATALOGUE,
  /** Who asks for members to be forgotten. */
  ERASURES,
  /** Home-page services that follow the topic: the subscriber library. */
  PAGES;

  /** As options and principals spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
