package io.playhead.view.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose token is taken, and what for. */
class TokenAccessTest {
  private static final String ISSUER = "https://login.example";
  private static final String AUDIENCE = "playhead";
  private static final String SCOPE = "playhead.members.read";
  private static final long NOW_MS = Instant.parse("2026-02-02T03:00:00Z").toEpochMilli();
  private static final long MINUTE_MS = 60_000;
  private static final long EXPIRES_MS = NOW_MS + 60 * MINUTE_MS;

  /** The library takes a token for a minute longer, as clocks differ. */
  private static final long SKEW_MS = MINUTE_MS;

  private static RSAKey rsa;
  private static RSAKey strangerRsa;
  private static ECKey ec;
  private static ECKey ec512;

  @TempDir private Path folder;

  private final AtomicLong clockMs = new AtomicLong(NOW_MS);
  private TokenAccess access;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    rsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    strangerRsa = new RSAKeyGenerator(2048).keyID("rsa-1").generate();
    ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
    ec512 = new ECKeyGenerator(Curve.P_521).keyID("ec-512").generate();
  }

  @BeforeEach
  void open() throws IOException {
    access = access(keys(rsa.toPublicJWK(), ec.toPublicJWK(), ec512.toPublicJWK()));
  }

  private TokenAccess access(Path keys) {
    return new TokenAccess(TokenKeys.at(keys.toString()), ISSUER, AUDIENCE, SCOPE, clockMs::get);
  }

  private Path keys(JWK... keys) throws IOException {
    return Files.writeString(
        folder.resolve("keys.json"), new JWKSet(Arrays.asList(keys)).toString(false));
  }

  @Test
  void takesAMembersOwnTokenForTheMemberAndTheCatalogue() throws Exception {
    String bearer = bearer(claims().build());

    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
    assertThat(access.catalogue(bearer)).isEqualTo(EXPIRES_MS);
  }

  @Test
  void answersAtOnceWhereNothingIsToBeVerified() throws Exception {
    String bearer = bearer(claims().build());

    assertThat(access.isAtOnce(null)).isTrue();
    assertThat(access.isAtOnce("Basic bTpw")).isTrue();
    assertThat(access.isAtOnce(bearer)).isFalse();
    access.member(bearer, "m");
    assertThat(access.isAtOnce(bearer)).isTrue();
    clockMs.set(EXPIRES_MS);
    assertThat(access.isAtOnce(bearer)).isFalse();
  }

  @Test
  void refusesAMembersTokenForAnotherAndForOperators() throws Exception {
    String bearer = bearer(claims().build());

    for (String memberId : List.of("another", "M", "m ", "")) {
      assertThat(status(() -> access.member(bearer, memberId))).isEqualTo(403);
    }
    assertThat(status(() -> access.operator(bearer))).isEqualTo(403);
  }

  /** Scopes as RFC 8693 writes them, and as some issuers do. */
  static List<JWTClaimsSet> services() {
    return List.of(
        claims().subject("service").claim("scope", SCOPE).build(),
        claims().subject("service").claim("scope", "email " + SCOPE + " profile").build(),
        claims().subject("service").claim("scp", List.of(SCOPE)).build(),
        claims().subject("service").claim("scp", List.of("email", SCOPE)).build());
  }

  @ParameterizedTest
  @MethodSource("services")
  void takesAServicesTokenForAnyMemberAndForOperators(JWTClaimsSet claims) throws Exception {
    String bearer = bearer(claims);

    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
    assertThat(access.member(bearer, "another")).isEqualTo(EXPIRES_MS);
    assertThat(access.catalogue(bearer)).isEqualTo(EXPIRES_MS);
    assertThat(access.operator(bearer)).isEqualTo(EXPIRES_MS);
  }

  /** What is nearly the scope. */
  static List<JWTClaimsSet> noServices() {
    return List.of(
        claims().claim("scope", "").build(),
        claims().claim("scope", SCOPE + "s").build(),
        claims().claim("scope", SCOPE + "," + SCOPE).build(),
        claims().claim("scope", SCOPE.toUpperCase(java.util.Locale.ROOT)).build(),
        claims().claim("scope", 1).build(),
        claims().claim("scope", List.of(SCOPE + " " + SCOPE)).build(),
        claims().claim("scp", SCOPE).build(),
        claims().claim("scp", List.of()).build(),
        claims().claim("scp", List.of(SCOPE + " email")).build(),
        claims().claim("roles", List.of(SCOPE)).build());
  }

  @ParameterizedTest
  @MethodSource("noServices")
  void takesNothingElseForTheScope(JWTClaimsSet claims) throws Exception {
    String bearer = bearer(claims);

    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
    assertThat(status(() -> access.member(bearer, "another"))).isEqualTo(403);
    assertThat(status(() -> access.operator(bearer))).isEqualTo(403);
  }

  @Test
  void takesEachAlgorithmOfRsaAndEllipticCurves() throws Exception {
    for (JWSAlgorithm algorithm :
        List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512)) {
      JWSHeader header = new JWSHeader.Builder(algorithm).keyID("rsa-1").build();
      String bearer = signed(header, claims().build(), new RSASSASigner(rsa));
      assertThat(access.member(bearer, "m")).as(algorithm.getName()).isEqualTo(EXPIRES_MS);
    }
    JWSHeader es256 = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec-1").build();
    JWSHeader es512 = new JWSHeader.Builder(JWSAlgorithm.ES512).keyID("ec-512").build();
    assertThat(access.member(signed(es256, claims().build(), new ECDSASigner(ec)), "m"))
        .isEqualTo(EXPIRES_MS);
    assertThat(access.member(signed(es512, claims().build(), new ECDSASigner(ec512)), "m"))
        .isEqualTo(EXPIRES_MS);
  }

  @Test
  void takesATokenThatNamesNoKeyAndOneThatSaysItIsAnAccessToken() throws Exception {
    JWSHeader nameless = new JWSHeader.Builder(JWSAlgorithm.RS256).build();
    JWSHeader typed =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("rsa-1")
            .type(new JOSEObjectType("at+jwt"))
            .build();

    assertThat(access.member(signed(nameless, claims().build(), new RSASSASigner(rsa)), "m"))
        .isEqualTo(EXPIRES_MS);
    assertThat(access.member(signed(typed, claims().build(), new RSASSASigner(rsa)), "m"))
        .isEqualTo(EXPIRES_MS);
  }

  @Test
  void takesAnAudienceAmongOthersAndTheSchemeInAnyCase() throws Exception {
    String bearer = bearer(claims().audience(List.of("another", AUDIENCE)).build());
    String token = bearer.substring("Bearer ".length());

    assertThat(access.member("bearer " + token, "m")).isEqualTo(EXPIRES_MS);
    assertThat(access.member("BEARER   " + token + " ", "m")).isEqualTo(EXPIRES_MS);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", " ", "Bearer", "Bearer ", "Bearer  ", "Basic bTpt", "Bearer:x", "Token x"})
  void asksForATokenWhereThereIsNone(String authorization) {
    assertThat(status(() -> access.member(authorization, "m"))).isEqualTo(401);
    assertThat(status(() -> access.catalogue(authorization))).isEqualTo(401);
    assertThat(status(() -> access.operator(authorization))).isEqualTo(401);
  }

  /** A token by what is wrong with it. */
  private record BadToken(String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<BadToken> badTokens() throws Exception {
    List<BadToken> bad = new ArrayList<>(unsigned());
    bad.addAll(wrongClaims());
    bad.addAll(wrongSignatures());
    bad.addAll(garbage());
    return bad;
  }

  private static List<BadToken> unsigned() {
    String body = base64(claims().build().toString());
    return List.of(
        new BadToken("unsigned", base64("{\"alg\":\"none\"}") + "." + body + "."),
        new BadToken(
            "unsigned with a key",
            base64("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}") + "." + body + "."),
        new BadToken(
            "unsigned with a signature",
            base64("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"rsa-1\"}") + "." + body + ".AAAA"),
        new BadToken("unsigned as NONE", base64("{\"alg\":\"NONE\"}") + "." + body + "."),
        new BadToken("of no algorithm", base64("{\"typ\":\"JWT\"}") + "." + body + ".AAAA"),
        new BadToken("of algorithm null", base64("{\"alg\":null}") + "." + body + ".AAAA"),
        new BadToken("of an empty algorithm", base64("{\"alg\":\"\"}") + "." + body + ".AAAA"),
        new BadToken(
            "of an algorithm that is a list", base64("{\"alg\":[\"none\"]}") + "." + body + "."));
  }

  private static List<BadToken> wrongClaims() throws Exception {
    return List.of(
        bad("expired", claims().expirationTime(new Date(NOW_MS - SKEW_MS - 1_000)).build()),
        bad("of no end", claims().expirationTime(null).build()),
        bad("of an end that is text", claims().claim("exp", "tomorrow").build()),
        bad("from the future", claims().notBeforeTime(new Date(EXPIRES_MS)).build()),
        bad("of nobody", claims().subject(null).build()),
        bad("of a subject that is a list", claims().claim("sub", List.of("m")).build()),
        bad("for another audience", claims().audience("another").build()),
        bad("for no audience", claims().audience((String) null).build()),
        bad("of another issuer", claims().issuer("https://another.example").build()),
        bad("of an issuer that begins so", claims().issuer(ISSUER + "/x").build()),
        bad("of no issuer", claims().issuer(null).build()),
        new BadToken(
            "of a subject that is null",
            raw(rsaHeader(), claims().build().toString().replace("\"sub\":\"m\"", "\"sub\":null"))),
        new BadToken(
            "of an end that is null",
            raw(
                rsaHeader(),
                claims().build().toString().replaceAll("\"exp\":\\d+", "\"exp\":null"))),
        new BadToken("of claims that are a list", raw(rsaHeader(), "[]")),
        new BadToken("of claims that are null", raw(rsaHeader(), "null")),
        new BadToken("of no claims", raw(rsaHeader(), "{}")));
  }

  private static BadToken bad(String name, JWTClaimsSet claims) throws JOSEException {
    return new BadToken(name, token(bearer(claims)));
  }

  private static List<BadToken> wrongSignatures() throws Exception {
    JWTClaimsSet claims = claims().build();
    JWSHeader unknownKey = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-2").build();
    JWSHeader shared = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build();
    JWSHeader otherType =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("rsa-1")
            .type(new JOSEObjectType("logout+jwt"))
            .build();
    JWSHeader ecKeyOfRsa = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("ec-1").build();
    JWSHeader ownKey =
        new JWSHeader.Builder(JWSAlgorithm.RS256).jwk(strangerRsa.toPublicJWK()).build();
    byte[] publicKey = rsa.toRSAPublicKey().getEncoded();
    byte[] publicText = rsa.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    RSASSASigner signer = new RSASSASigner(rsa);
    String good = token(bearer(claims));
    String another = token(bearer(claims().subject("another").build()));
    return List.of(
        new BadToken("of a stranger", token(signed(rsaHeader(), claims, strangerSigner()))),
        new BadToken("that brings its key", token(signed(ownKey, claims, strangerSigner()))),
        new BadToken("of an unknown key", token(signed(unknownKey, claims, signer))),
        new BadToken("of a key of another kind", token(signed(ecKeyOfRsa, claims, signer))),
        new BadToken("of another type", token(signed(otherType, claims, signer))),
        new BadToken(
            "signed with the public key as a secret",
            token(signed(shared, claims, new MACSigner(publicKey)))),
        new BadToken(
            "signed with the public key's text as a secret",
            token(signed(shared, claims, new MACSigner(publicText)))),
        new BadToken("without its signature", good.substring(0, good.lastIndexOf('.') + 1)),
        new BadToken(
            "with another's claims",
            good.substring(0, good.indexOf('.'))
                + another.substring(another.indexOf('.'), another.lastIndexOf('.'))
                + good.substring(good.lastIndexOf('.'))),
        new BadToken(
            "of zeros for a signature of a curve",
            base64("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}")
                + "."
                + base64(claims.toString())
                + "."
                + Base64URL.encode(new byte[64])));
  }

  private static List<BadToken> garbage() {
    String body = base64(claims().build().toString());
    return List.of(
        new BadToken("a word", "garbage"),
        new BadToken("two dots", ".."),
        new BadToken("dots", "..........."),
        new BadToken("four dots", base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "...."),
        new BadToken("no base64", "!.!.!"),
        new BadToken("10 KB", "x".repeat(10 << 10)),
        new BadToken("10 KB of dots", ".".repeat(10 << 10)),
        new BadToken("10 KB in two dots", "." + "x".repeat(10 << 10) + "."),
        new BadToken(
            "a header of 7 KB of brackets", base64("[".repeat(7 << 10)) + "." + body + ".AAAA"),
        new BadToken(
            "a header of 7 KB of objects", base64("{\"a\":".repeat(1_400)) + "." + body + ".AAAA"),
        new BadToken(
            "a header of objects in an object",
            base64("{\"alg\":\"RS256\",\"x\":" + "[".repeat(3_000) + "]".repeat(3_000) + "}")
                + "."
                + body
                + ".AAAA"),
        new BadToken("a header that is null", base64("null") + "." + body + ".AAAA"),
        new BadToken("a header that is text", base64("\"alg\"") + "." + body + ".AAAA"),
        new BadToken("a header that is no UTF-8", Base64URL.encode(new byte[] {-1, -2}) + "..AAAA"),
        new BadToken(
            "an unknown condition",
            base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"x\"],\"x\":1}")
                + "."
                + body
                + ".AAAA"),
        new BadToken(
            "a body that is not encoded",
            base64("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"b64\"],\"b64\":false}")
                + "."
                + body
                + ".AAAA"),
        new BadToken("any script", "\u4F1A.\uD83C\uDFAC.\u0000"));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void refusesATokenThatIsNotValid(BadToken bad) {
    String bearer = "Bearer " + bad.token;

    assertThat(status(() -> access.member(bearer, "m"))).isEqualTo(401);
    assertThat(status(() -> access.catalogue(bearer))).isEqualTo(401);
    assertThat(status(() -> access.operator(bearer))).isEqualTo(401);
  }

  /** Any caller may send one, as often as they like: others go on as before. */
  @Test
  void refusesTokensOfUnknownKeysWithoutDoingHarmToOthers() throws Exception {
    RSASSASigner signer = new RSASSASigner(rsa);
    for (int key = 0; key < 20; key++) {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("no-" + key).build();
      String bearer = signed(header, claims().build(), signer);

      assertThat(status(() -> access.member(bearer, "m"))).as("token %d", key).isEqualTo(401);
    }

    assertThat(access.member(bearer(claims().build()), "m")).isEqualTo(EXPIRES_MS);
  }

  /** A good token is not refused because the issuer's keys cannot be had at the moment. */
  @Test
  void asksToComeAgainWhileTheKeysCannotBeRead() throws Exception {
    String bearer = bearer(claims().build());
    for (KeySourceException failure :
        List.of(new KeySourceException("down"), new RateLimitReachedException())) {
      JWKSource<SecurityContext> keys =
          (selector, context) -> {
            throw failure;
          };
      TokenAccess access = new TokenAccess(keys, ISSUER, AUDIENCE, SCOPE, clockMs::get);

      assertThat(status(() -> access.member(bearer, "m"))).isEqualTo(503);
    }
  }

  /** The issuer has changed its keys: a token of a new one is taken without a restart. */
  @Test
  void readsKeysAgainForATokenThatNamesANewOne() throws Exception {
    RSAKey next = new RSAKeyGenerator(2048).keyID("rsa-next").generate();
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa-next").build();
    String bearer = signed(header, claims().build(), new RSASSASigner(next));
    assertThat(access.member(bearer(claims().build()), "m")).isEqualTo(EXPIRES_MS);

    keys(rsa.toPublicJWK(), next.toPublicJWK());

    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
  }

  /** Whatever becomes of its text, a token is taken or refused. */
  @Test
  void refusesWhateverATokenBecomes() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TokenAccessTest seed " + seed);
    Random random = new Random(seed);
    String good = token(bearer(claims().build()));
    int refused = 0;

    for (int i = 0; i < 2_000; i++) {
      StringBuilder token = new StringBuilder(good);
      for (int change = 1 + random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(token.length());
        switch (random.nextInt(3)) {
          case 0 -> token.setCharAt(at, (char) (' ' + random.nextInt(95)));
          case 1 -> token.deleteCharAt(at);
          default -> token.insert(at, (char) (' ' + random.nextInt(95)));
        }
      }
      Problem problem =
          catchThrowableOfType(Problem.class, () -> access.member("Bearer " + token, "another"));
      assertThat(problem).as("%s, seed %d", token, seed).isNotNull();
      assertThat(problem.status()).as("%s, seed %d", token, seed).isIn(401, 403);
      refused += problem.status() == 401 ? 1 : 0;
    }

    // Characters that are not base64's mean nothing within a signature.
    assertThat(refused).as("seed %d", seed).isGreaterThan(1_500);
  }

  @Test
  void saysWhyWithoutNamingTheMember() throws Exception {
    String bearer =
        bearer(claims().subject("member-7").expirationTime(new Date(NOW_MS - 3_600_000)).build());

    Problem problem = catchThrowableOfType(Problem.class, () -> access.member(bearer, "member-7"));

    assertThat(problem.getMessage()).contains("expired").doesNotContain("member-7");
  }

  @Test
  void takesATokenNoLongerOnceItHasExpiredThoughItWasTakenBefore() throws Exception {
    String bearer = bearer(claims().build());
    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);

    clockMs.set(EXPIRES_MS - 1);
    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
    clockMs.set(EXPIRES_MS + SKEW_MS + 1_000);

    assertThat(status(() -> access.member(bearer, "m"))).isEqualTo(401);
    assertThat(status(() -> access.catalogue(bearer))).isEqualTo(401);
  }

  @Test
  void takesATokenOnceItsTimeHasCome() throws Exception {
    String bearer = bearer(claims().notBeforeTime(new Date(NOW_MS + 10 * MINUTE_MS)).build());
    assertThat(status(() -> access.member(bearer, "m"))).isEqualTo(401);

    clockMs.set(NOW_MS + 10 * MINUTE_MS);

    assertThat(access.member(bearer, "m")).isEqualTo(EXPIRES_MS);
  }

  @Test
  void readsKeysOfAFileThatHoldsTheirPrivateHalvesToo() throws Exception {
    TokenAccess access = access(keys(rsa, ec));

    assertThat(access.member(bearer(claims().build()), "m")).isEqualTo(EXPIRES_MS);
  }

  @Test
  void namesAKeyFileThatIsMissing() {
    Path missing = folder.resolve("missing.json");

    assertThatThrownBy(() -> TokenKeys.at(missing.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> TokenKeys.at(folder.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(folder.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "keys",
        "{\"keys\":[]}",
        "{\"keys\":null}",
        "{\"keys\":{}}",
        "{\"keys\":[{}]}",
        "{\"keys\":[1]}",
        "{\"keys\":[{\"kty\":\"RSA\"}]}",
        "-----BEGIN PUBLIC KEY-----"
      })
  void namesAKeyFileThatIsNoKeySet(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("keys.json"), content);

    assertThatThrownBy(() -> TokenKeys.at(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  /** A secret in a key set is no public key. */
  @Test
  void namesAKeyFileThatHoldsSecretsAlone() throws Exception {
    Path file = keys(new OctetSequenceKey.Builder(new byte[32]).keyID("rsa-1").build());

    assertThatThrownBy(() -> TokenKeys.at(file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void takesNoTokenSignedWithASecretOfTheKeySet() throws Exception {
    byte[] secret = new byte[32];
    TokenAccess access =
        access(
            keys(rsa.toPublicJWK(), new OctetSequenceKey.Builder(secret).keyID("oct-1").build()));
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("oct-1").build();
    String bearer = signed(header, claims().build(), new MACSigner(secret));

    assertThat(status(() -> access.member(bearer, "m"))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://", "https://not a host/", "http://[::1/keys"})
  void refusesAnAddressThatIsNone(String address) {
    assertThatThrownBy(() -> TokenKeys.at(address)).isInstanceOf(IllegalArgumentException.class);
  }

  private interface Question {
    long ask();
  }

  /** Status of the problem that the question is answered with. */
  private static int status(Question question) {
    Problem problem = catchThrowableOfType(Problem.class, question::ask);
    assertThat(problem).isNotNull();
    return problem.status();
  }

  /** A member's good token; tests spoil it. */
  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("m")
        .expirationTime(new Date(EXPIRES_MS));
  }

  private static JWSHeader rsaHeader() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .keyID("rsa-1")
        .type(JOSEObjectType.JWT)
        .build();
  }

  private static JWSSigner strangerSigner() throws JOSEException {
    return new RSASSASigner(strangerRsa);
  }

  private static String bearer(JWTClaimsSet claims) throws JOSEException {
    return signed(rsaHeader(), claims, new RSASSASigner(rsa));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT jwt = new SignedJWT(header, claims);
    jwt.sign(signer);
    return "Bearer " + jwt.serialize();
  }

  /** A token of that text as its claims, signed well. */
  private static String raw(JWSHeader header, String claims) throws JOSEException {
    String start = header.toBase64URL() + "." + base64(claims);
    Base64URL signature =
        new RSASSASigner(rsa).sign(header, start.getBytes(StandardCharsets.US_ASCII));
    return start + "." + signature;
  }

  private static String token(String bearer) {
    return bearer.substring("Bearer ".length());
  }

  private static String base64(String text) {
    return Base64URL.encode(text).toString();
  }
}
