package io.playhead.inference;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whose bundles may serve: the trusted Ed25519 public keys. With none, unsigned bundles are allowed
 * and a signature is not looked at; with any, a bundle needs a signature by one of them.
 *
 * @param publicKeys base64 of the keys in X.509 form (what {@code openssl pkey -pubout} prints
 *     between its lines)
 */
public record BundleTrust(Set<String> publicKeys) {
  /** Anybody's bundles, signed or not. */
  public static final BundleTrust ANYONE = new BundleTrust(Set.of());

  /** Checks every key, so that a mistyped one fails at start and not at the next release. */
  public BundleTrust {
    publicKeys = Set.copyOf(publicKeys);
    publicKeys.forEach(BundleTrust::parse);
  }

  /** Trusts the owners of {@code publicKeys}; blank ones are left out. */
  public static BundleTrust of(Collection<String> publicKeys) {
    Set<String> keys = new LinkedHashSet<>();
    publicKeys.stream().map(String::strip).filter(key -> !key.isEmpty()).forEach(keys::add);
    return new BundleTrust(keys);
  }

  /** Whether a bundle needs a signature. */
  public boolean requiresSignature() {
    return !publicKeys.isEmpty();
  }

  /** Whether {@code signature} over {@code message} was made by a trusted key. */
  public boolean accepts(byte[] message, byte[] signature) {
    return publicKeys.stream().anyMatch(key -> verifies(parse(key), message, signature));
  }

  private static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // Malformed signatures throw; they are as little a signature as wrong ones.
    }
  }

  private static PublicKey parse(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trusted key '" + base64 + "' is not a base64 Ed25519 public key in X.509 form", e);
    }
  }
}
