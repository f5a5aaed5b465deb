package io.playhead.stream;

import java.io.Serializable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts the thread that a page subtask loads models on; a test's runs when the test says so. */
interface LoaderThread extends Serializable {
  /** A new one, which the subtask shuts down. */
  ExecutorService start(int subtask);

  /** A daemon: a process that ends waits for no bundle. */
  static ExecutorService daemon(int subtask) {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "model-loader-" + subtask);
          thread.setDaemon(true);
          return thread;
        });
  }
}
