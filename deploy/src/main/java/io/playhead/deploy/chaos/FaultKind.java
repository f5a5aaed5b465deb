package io.playhead.deploy.chaos;

import java.util.Locale;

/** What can be done to a running system. */
public enum FaultKind {
  /** kill -9; measured, see {@link FreshLists}. */
  TASK_MANAGER_KILL,
  /** SIGSTOP for seconds: it is there, holds its connections, and does nothing. */
  TASK_MANAGER_PAUSE,
  /** kill -9; it starts again with the newest complete checkpoint. */
  JOB_MANAGER_KILL,
  /** kill -9 of one of the brokers, for seconds. */
  BROKER_KILL,
  /** SIGSTOP of one of the brokers for seconds. */
  BROKER_PAUSE,
  /** kill -9, for seconds. */
  REGISTRY_KILL,
  /** kill -9, for seconds. */
  VIEW_KILL,
  /** No byte can be written where checkpoints are, for seconds. */
  CHECKPOINT_DISK_FULL,
  /** No byte can be written where a task manager has RocksDB and copies of its state. */
  LOCAL_DISK_FULL,
  /** A task manager's wall clock jumps by minutes, and stays so until it jumps again. */
  CLOCK_JUMP,
  /** Another model is announced, and must take over. */
  RELEASE,
  /** A bundle is announced that is not what its manifest says, and must be refused. */
  CORRUPT_RELEASE,
  /** kill -9 of every process at once. */
  EVERYTHING_KILL;

  /** The word for it in options, plans and figures. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of that label; null: there is none. */
  public static FaultKind of(String label) {
    for (FaultKind kind : values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    return null;
  }
}
