package io.playhead.view.http;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.text.ParseException;

/** Public keys that tokens are verified with: a JWK set (RFC 7517) at an address or in a file. */
final class TokenKeys {
  private TokenKeys() {}

  /**
   * The keys, read again after five minutes, and at once when a token names one that is not there.
   *
   * @param place an http or https address, or a file
   * @throws IllegalArgumentException a file that is no JWK set; an address is asked when needed
   */
  static JWKSource<SecurityContext> at(String place) {
    if (place.startsWith("http://") || place.startsWith("https://")) {
      return JWKSourceBuilder.<SecurityContext>create(url(place)).retrying(true).build();
    }
    File file = new File(Path.of(place));
    try {
      file.read();
    } catch (KeySourceException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    return JWKSourceBuilder.create(file).build();
  }

  private static URL url(String address) {
    try {
      return URI.create(address).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(address + " is no address: " + e.getMessage(), e);
    }
  }

  private record File(Path path) implements JWKSetSource<SecurityContext> {
    JWKSet read() throws KeySourceException {
      try {
        JWKSet keys = JWKSet.load(path.toFile()).toPublicJWKSet();
        if (keys.isEmpty()) {
          throw new KeySourceException(path + " holds no public key");
        }
        return keys;
      } catch (IOException e) {
        throw new KeySourceException(path + " cannot be read: " + e.getMessage(), e);
      } catch (ParseException | NullPointerException e) { // the latter of JSON's null
        throw new KeySourceException(path + " is no JWK set: " + e.getMessage(), e);
      }
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
        throws KeySourceException {
      return read();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
