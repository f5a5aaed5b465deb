package io.playhead.inference;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
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
public record BundleTrust(Set<String> publicKeys) implements Serializable {
  /** Anybody's bundles, signed or not. */
  public static final BundleTrust ANYONE = new BundleTrust(Set.of());

  /** Checks every key, so that a mistyped one fails at start and not at the next release. */
  public BundleTrust {
    publicKeys = Set.copyOf(publicKeys);
    publicKeys.forEach(BundleTrust::parse);
  }

  /**
   * Trusts the owners of keys as a person names them: each in base64, or the file that holds it as
   * PEM, as {@code openssl pkey -pubout} writes it. None: {@link #ANYONE}.
   */
  public static BundleTrust named(Collection<String> keysOrFiles) {
    Set<String> keys = new LinkedHashSet<>();
    for (String word : keysOrFiles) {
      if (word.isBlank()) { // As an unset variable gives it; nobody means to trust anyone by that.
        throw new IllegalArgumentException("a trusted key is blank; name a key or its file");
      }
      Path file = Path.of(word);
      keys.add(Files.isRegularFile(file) ? read(file) : word.strip());
    }
    return new BundleTrust(keys);
  }

  /** The key in the file; what is in there is not repeated, it may be the private one. */
  private static String read(Path file) {
    try {
      String base64 =
          Files.readString(file)
              .replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "")
              .replaceAll("\\s", "");
      parse(base64);
      return base64;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "trusted key file "
              + file
              + " does not hold one Ed25519 public key in PEM; 'openssl pkey -in PRIVATE_KEY"
              + " -pubout' writes it");
    }
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
