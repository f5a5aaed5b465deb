package io.playhead.view;

import io.playhead.schemas.RefusalSentences;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Tells a broker that refuses a client from one that does not answer, as the job's class of that
 * name does with its own Kafka. Stateless.
 */
final class BrokerRefusal {
  private BrokerRefusal() {}

  /** One sentence where the failure is a refusal, or no client could be made; else empty. */
  static Optional<String> sentence(String bootstrap, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String sentence = of(bootstrap, cause);
      if (sentence != null) {
        return Optional.of(sentence);
      }
    }
    return Optional.empty();
  }

  private static String of(String bootstrap, Throwable cause) {
    if (cause instanceof SslAuthenticationException) {
      return RefusalSentences.tls(bootstrap, rootMessage(cause));
    } else if (cause instanceof AuthenticationException) {
      return RefusalSentences.login(bootstrap, rootMessage(cause));
    } else if (cause instanceof GroupAuthorizationException group) {
      return RefusalSentences.right(bootstrap, "READ", "group " + group.groupId());
    } else if (isUnmade(cause)) {
      return RefusalSentences.settings(rootMessage(cause));
    }
    return null;
  }

  /** Whether no client could be made of the settings: bad input, and nobody was asked. */
  static boolean isOfSettings(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (isUnmade(cause)) {
        return true;
      }
    }
    return false;
  }

  /** What Kafka's clients throw where they cannot be made, but for an address that is none. */
  private static boolean isUnmade(Throwable cause) {
    boolean unmade =
        cause instanceof ConfigException
            || cause.getClass() == KafkaException.class
                && String.valueOf(cause.getMessage()).matches("Failed to (create|construct) .*");
    return unmade && !rootMessage(cause).contains("bootstrap");
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
