package io.playhead.schemas;

/**
 * The registry gave no usable answer: no connection, no answer in time, or an error of its own. Try
 * again; never a reason to reject a record.
 */
public final class RegistryUnreachableException extends RuntimeException {
  /** With one sentence that names the registry's address, and what went wrong below. */
  public RegistryUnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
