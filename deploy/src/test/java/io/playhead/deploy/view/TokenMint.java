package io.playhead.deploy.view;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An issuer of bearer tokens, good ones and forged ones. Test fixture. */
public final class TokenMint {
  /** Claim iss. */
  public static final String ISSUER = "https://issuer.example";

  /** Claim aud. */
  public static final String AUDIENCE = "playhead";

  static final String SERVICE_SCOPE = "playhead.members.read";

  private static final Duration HOUR = Duration.ofHours(1);

  private final RSAKey rsa;
  private final ECKey ec;
  private final RSAKey stranger;

  /** With new keys. */
  public TokenMint() {
    try {
      rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
      ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
      // Pretends to be the first.
      stranger = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public keys as a file. */
  public Path writeKeys(Path file) {
    try {
      return Files.writeString(file, new JWKSet(List.of(rsa, ec)).toString(true));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token of the member, good for an hour. */
  public String member(String memberId) {
    return signed(claims(memberId).build());
  }

  /** The same by the other key and algorithm. */
  String memberByCurve(String memberId) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build();
    try {
      return signed(header, claims(memberId).build(), new ECDSASigner(ec));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token of the member that ends then. */
  String memberUntil(String memberId, Date end) {
    return signed(claims(memberId).expirationTime(end).build());
  }

  /** A token of a service, which may ask for any member. */
  public String service() {
    return signed(claims("a-service").claim("scope", "openid " + SERVICE_SCOPE).build());
  }

  /** The same as other issuers write it. */
  String serviceByList() {
    return signed(claims("a-service").claim("scp", List.of("openid", SERVICE_SCOPE)).build());
  }

  /** Tokens for that member that must not count, by what is wrong with them. */
  Map<String, String> forged(String memberId) {
    JWTClaimsSet good = claims(memberId).build();
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("none", new PlainJWT(good).serialize());
    forged.put("expired", signed(claims(memberId).expirationTime(inAnHour(-2)).build()));
    forged.put("not yet", signed(claims(memberId).notBeforeTime(inAnHour(1)).build()));
    forged.put("no end", signed(claims(memberId).expirationTime(null).build()));
    forged.put("no subject", signed(claims(null).build()));
    forged.put("other issuer", signed(claims(memberId).issuer("https://else.example").build()));
    forged.put("no issuer", signed(claims(memberId).issuer(null).build()));
    forged.put("other audience", signed(claims(memberId).audience("else").build()));
    forged.put("no audience", signed(claims(memberId).audience((String) null).build()));
    forged.put("stranger's key", strangers(new JWSHeader.Builder(JWSAlgorithm.RS256), good));
    forged.put(
        "stranger's key, sent along",
        strangers(new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(stranger.toPublicJWK()), good));
    try {
      forged.put("HS256 over the modulus", overPublicKey(good, rsa.getModulus().decode()));
      forged.put("HS256 over DER", overPublicKey(good, rsa.toRSAPublicKey().getEncoded()));
      byte[] json = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      forged.put("HS256 over the JWK", overPublicKey(good, json));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    String[] parts = signed(good).split("\\.");
    forged.put("no signature", parts[0] + "." + parts[1] + ".");
    forged.put("cut signature", parts[0] + "." + parts[1] + "." + parts[2].substring(4));
    forged.put("other claims", parts[0] + "." + base64(claims("x").build()) + "." + parts[2]);
    forged.put("two parts", parts[0] + "." + parts[1]);
    forged.put("four parts", String.join(".", parts) + "." + parts[2]);
    forged.put("five parts", String.join(".", parts) + "." + parts[2] + "." + parts[2]);
    for (String header :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            "{\"alg\":null}",
            "{\"alg\":1}",
            "{\"alg\":\"\"}",
            "{\"alg\":\"None\"}",
            "{\"alg\":\"nOnE\"}",
            "{\"alg\":\"RS256\",\"typ\":7}",
            "{\"alg\":\"RS256\",\"typ\":\"x\\r\\nforged: a line\"}",
            "{\"alg\":\"RS256\",\"kid\":7}",
            "{\"alg\":\"RS256\",\"jwk\":{}}",
            "{\"alg\":\"RS256\",\"crit\":[\"exp\"]}",
            "{\"alg\":\"RS256\",\"crit\":[]}",
            "{\"alg\":\"RS256\",\"b64\":false,\"crit\":[\"b64\"]}",
            "{\"alg\":\"RS256\",\"x5c\":[\"x\"]}",
            "{\"alg\":\"RS256\",\"x5u\":\":\"}",
            "{\"alg\":\"dir\",\"enc\":\"A128GCM\"}",
            "{\"alg\":\"RS256\",\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}")) {
      String name = "header " + (header.length() > 80 ? "nested" : header);
      forged.put(name, base64(header) + "." + parts[1] + "." + parts[2]);
    }
    forged.put("garbage", "garbage");
    forged.put("nothing", "");
    forged.put("dots", "..");
    return forged;
  }

  /** A good signature of a key that nobody has published. */
  String byUnpublishedKey(String memberId, String keyId) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build();
    try {
      return signed(header, claims(memberId).build(), new RSASSASigner(stranger));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWTClaimsSet.Builder claims(String subject) {
    return new JWTClaimsSet.Builder()
        .subject(subject)
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .expirationTime(inAnHour(1));
  }

  private static Date inAnHour(int hours) {
    return new Date(System.currentTimeMillis() + hours * HOUR.toMillis());
  }

  private String signed(JWTClaimsSet claims) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-1").build();
    try {
      return signed(header, claims, new RSASSASigner(rsa));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String strangers(JWSHeader.Builder header, JWTClaimsSet claims) {
    try {
      return signed(header.keyID("rsa-1").build(), claims, new RSASSASigner(stranger));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String overPublicKey(JWTClaimsSet claims, byte[] key) throws JOSEException {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build();
    return signed(header, claims, new MACSigner(key));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(JWTClaimsSet claims) {
    return base64(claims.toString());
  }

  private static String base64(String json) {
    return Base64URL.encode(json.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
