package io.playhead.view.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Instances trust the certificates of their own key store, and no authority. */
final class PeerTrust {
  private PeerTrust() {}

  /**
   * A context for asking other instances.
   *
   * @throws IllegalArgumentException the key store cannot be read
   */
  static SSLContext of(HttpOptions.Tls tls) {
    try (InputStream in = Files.newInputStream(tls.keyStore())) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, tls.password().toCharArray());
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      for (String alias : Collections.list(keys.aliases())) {
        for (var certificate : chain(keys, alias)) {
          trusted.setCertificateEntry(alias + trusted.size(), certificate);
        }
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "--tls-keystore=" + tls.keyStore() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static java.security.cert.Certificate[] chain(KeyStore keys, String alias)
      throws GeneralSecurityException {
    var chain = keys.getCertificateChain(alias);
    return chain != null
        ? chain
        : new java.security.cert.Certificate[] {keys.getCertificate(alias)};
  }
}
