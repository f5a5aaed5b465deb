package io.playhead.schemas;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which settings a user may give to the clients of Kafka and of the registry: how to connect, and
 * as whom. Closed, so that a mistyped name is said at the start instead of being a client without
 * TLS; a test holds it against the names that Kafka's clients have. Stateless.
 */
final class SettingNames {
  /** Where the registry's settings begin. */
  static final String REGISTRY = "schema.registry.";

  /** Names of the providers, and before a dot the settings of each. */
  static final String PROVIDERS = "config.providers";

  private static final Set<String> CONNECTION =
      Set.of(
          "client.dns.lookup",
          "client.rack",
          "connections.max.idle.ms",
          "enable.metrics.push",
          "metadata.max.age.ms",
          "metadata.recovery.rebootstrap.trigger.ms",
          "metadata.recovery.strategy",
          "metric.reporters",
          "metrics.num.samples",
          "metrics.recording.level",
          "metrics.sample.window.ms",
          "receive.buffer.bytes",
          "reconnect.backoff.max.ms",
          "reconnect.backoff.ms",
          "request.timeout.ms",
          "retry.backoff.max.ms",
          "retry.backoff.ms",
          "send.buffer.bytes",
          "socket.connection.setup.timeout.max.ms",
          "socket.connection.setup.timeout.ms");

  private static final Set<String> SECURITY =
      Set.of(
          "security.protocol",
          "security.providers",
          "sasl.client.callback.handler.class",
          "sasl.jaas.config",
          "sasl.kerberos.kinit.cmd",
          "sasl.kerberos.min.time.before.relogin",
          "sasl.kerberos.service.name",
          "sasl.kerberos.ticket.renew.jitter",
          "sasl.kerberos.ticket.renew.window.factor",
          "sasl.login.callback.handler.class",
          "sasl.login.class",
          "sasl.login.connect.timeout.ms",
          "sasl.login.read.timeout.ms",
          "sasl.login.refresh.buffer.seconds",
          "sasl.login.refresh.min.period.seconds",
          "sasl.login.refresh.window.factor",
          "sasl.login.refresh.window.jitter",
          "sasl.login.retry.backoff.max.ms",
          "sasl.login.retry.backoff.ms",
          "sasl.mechanism",
          "sasl.oauthbearer.assertion.algorithm",
          "sasl.oauthbearer.assertion.claim.aud",
          "sasl.oauthbearer.assertion.claim.exp.seconds",
          "sasl.oauthbearer.assertion.claim.iss",
          "sasl.oauthbearer.assertion.claim.jti.include",
          "sasl.oauthbearer.assertion.claim.nbf.seconds",
          "sasl.oauthbearer.assertion.claim.sub",
          "sasl.oauthbearer.assertion.file",
          "sasl.oauthbearer.assertion.private.key.file",
          "sasl.oauthbearer.assertion.private.key.passphrase",
          "sasl.oauthbearer.assertion.template.file",
          "sasl.oauthbearer.client.credentials.client.id",
          "sasl.oauthbearer.client.credentials.client.secret",
          "sasl.oauthbearer.clock.skew.seconds",
          "sasl.oauthbearer.expected.audience",
          "sasl.oauthbearer.expected.issuer",
          "sasl.oauthbearer.header.urlencode",
          "sasl.oauthbearer.jwks.endpoint.refresh.ms",
          "sasl.oauthbearer.jwks.endpoint.retry.backoff.max.ms",
          "sasl.oauthbearer.jwks.endpoint.retry.backoff.ms",
          "sasl.oauthbearer.jwks.endpoint.url",
          "sasl.oauthbearer.jwt.retriever.class",
          "sasl.oauthbearer.jwt.validator.class",
          "sasl.oauthbearer.scope",
          "sasl.oauthbearer.scope.claim.name",
          "sasl.oauthbearer.sub.claim.name",
          "sasl.oauthbearer.token.endpoint.url");

  /** Kafka's and, after its prefix, the registry's. */
  private static final Set<String> TLS =
      Set.of(
          "ssl.cipher.suites",
          "ssl.enabled.protocols",
          "ssl.endpoint.identification.algorithm",
          "ssl.engine.factory.class",
          "ssl.key.password",
          "ssl.keymanager.algorithm",
          "ssl.keystore.certificate.chain",
          "ssl.keystore.key",
          "ssl.keystore.location",
          "ssl.keystore.password",
          "ssl.keystore.type",
          "ssl.protocol",
          "ssl.provider",
          "ssl.secure.random.implementation",
          "ssl.trustmanager.algorithm",
          "ssl.truststore.certificates",
          "ssl.truststore.location",
          "ssl.truststore.password",
          "ssl.truststore.type");

  /** What the registry's client reads besides TLS. */
  private static final Set<String> LOGIN =
      Set.of(
          "basic.auth.credentials.source",
          "basic.auth.user.info",
          "bearer.auth.cache.expiry.buffer.seconds",
          "bearer.auth.client.id",
          "bearer.auth.client.secret",
          "bearer.auth.credentials.source",
          "bearer.auth.custom.provider.class",
          "bearer.auth.identity.pool.id",
          "bearer.auth.issuer.endpoint.url",
          "bearer.auth.logical.cluster",
          "bearer.auth.scope",
          "bearer.auth.scope.claim.name",
          "bearer.auth.sub.claim.name",
          "bearer.auth.token",
          "proxy.host",
          "proxy.port");

  /** What a promise of ours hangs on, or an option of the commands says. */
  private static final Set<String> OURS =
      Set.of(
          "acks",
          "allow.auto.create.topics",
          "application.id",
          "auto.offset.reset",
          "batch.size",
          "bootstrap.servers",
          "buffer.memory",
          "client.id",
          "compression.type",
          "default.api.timeout.ms",
          "delivery.timeout.ms",
          "enable.auto.commit",
          "enable.idempotence",
          "fetch.max.bytes",
          "group.id",
          "group.instance.id",
          "group.protocol",
          "interceptor.classes",
          "isolation.level",
          "key.deserializer",
          "key.serializer",
          "linger.ms",
          "max.block.ms",
          "max.in.flight.requests.per.connection",
          "max.partition.fetch.bytes",
          "max.poll.records",
          "max.request.size",
          "partition.assignment.strategy",
          "partitioner.class",
          "processing.guarantee",
          "retries",
          "schema.registry.url",
          "transaction.timeout.ms",
          "transactional.id",
          "value.deserializer",
          "value.serializer");

  private SettingNames() {}

  /** Whether that is one to give. */
  static boolean isKnown(String name) {
    if (name.equals(PROVIDERS) || name.startsWith(PROVIDERS + ".")) {
      return true;
    }
    if (name.startsWith(REGISTRY)) {
      String rest = name.substring(REGISTRY.length());
      return TLS.contains(rest) || LOGIN.contains(rest);
    }
    return CONNECTION.contains(name) || SECURITY.contains(name) || TLS.contains(name);
  }

  /** Whether Playhead sets that itself. */
  static boolean isOurs(String name) {
    return OURS.contains(name);
  }

  /** The known name that is most like it. */
  static String nearest(String name) {
    Set<String> all = new TreeSet<>(CONNECTION);
    all.addAll(SECURITY);
    all.addAll(TLS);
    all.add(PROVIDERS);
    for (Set<String> registry : List.of(TLS, LOGIN)) {
      registry.forEach(rest -> all.add(REGISTRY + rest));
    }
    return all.stream().min(Comparator.comparingInt(known -> distance(known, name))).orElseThrow();
  }

  /** Letters to put in, take out or exchange. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
