package io.playhead.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs manifests with an Ed25519 key (RFC 8032): base64 in {@code manifest.sig}. */
final class ManifestSigner {
  private static final String ALGORITHM = "Ed25519";
  private final PrivateKey key;

  private ManifestSigner(PrivateKey key) {
    this.key = key;
  }

  /** The key in a PKCS #8 PEM file, as {@code openssl genpkey -algorithm ed25519} writes it. */
  static ManifestSigner read(Path file) {
    try {
      String base64 =
          Files.readString(file)
              .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
              .replaceAll("\\s", "");
      byte[] encoded = Base64.getDecoder().decode(base64);
      return new ManifestSigner(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new TrainingException(
          "--signing-key="
              + file
              + " is no readable Ed25519 key in PKCS #8 PEM; make one with"
              + " 'openssl genpkey -algorithm ed25519'.",
          e);
    }
  }

  byte[] sign(byte[] manifest) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(manifest);
      String base64 = Base64.getEncoder().encodeToString(signature.sign());
      return (base64 + "\n").getBytes(StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform signs with Ed25519.", e);
    }
  }
}
