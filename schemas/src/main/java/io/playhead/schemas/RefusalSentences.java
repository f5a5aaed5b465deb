package io.playhead.schemas;

/**
 * What a person is told when a broker refuses a client: the thing, and the remedy. Here, because
 * the job, the commands and the view share words and no client of Kafka. Stateless.
 */
public final class RefusalSentences {
  private RefusalSentences() {}

  /** Whoever asks is not known, or has another password. */
  public static String login(String bootstrap, String reason) {
    return "The Kafka broker at "
        + bootstrap
        + " does not accept this login ("
        + reason
        + "); correct sasl.* in --client-config";
  }

  /** The two do not agree on TLS, or one does not trust the other. */
  public static String tls(String bootstrap, String reason) {
    return "TLS with the Kafka broker at "
        + bootstrap
        + " fails ("
        + reason
        + "); name who signed its certificate as ssl.truststore.location in --client-config, and"
        + " the host that is in it as --bootstrap";
  }

  /** No client can be made of the settings. */
  public static String settings(String reason) {
    return "No Kafka client can be made of --client-config (" + reason + "); correct it";
  }

  /**
   * A right is missing.
   *
   * @param operation such as READ, in Kafka's words
   * @param resource such as {@code topic titles}
   */
  public static String right(String bootstrap, String operation, String resource) {
    return "The Kafka broker at "
        + bootstrap
        + " does not let this client "
        + operation
        + " the "
        + resource
        + "; give its principal that right ('playhead acls' lists all that each needs)";
  }
}
