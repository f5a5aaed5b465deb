package io.playhead.view.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bearer tokens: JSON web tokens (RFC 7519) of one issuer for one audience, signed with RSA or an
 * elliptic curve; never with a shared secret, and never unsigned. A member's token names the member
 * as its subject; a service's holds a scope. Refusals are in words of ours: what a library says
 * holds parts of the token, and a token may hold lines for the log. Safe on any thread.
 */
final class TokenAccess implements Access {
  private static final Logger LOG = LoggerFactory.getLogger(TokenAccess.class);
  private static final String BEARER = "Bearer ";

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  /** A signature takes 100 us to verify, and a service sends the same token with each request. */
  private static final int TOKENS_KEPT = 10_000;

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<String, Bearer> verified =
      Caffeine.newBuilder().maximumSize(TOKENS_KEPT).build();
  private final JWKSource<SecurityContext> keys;
  private final String serviceScope;
  private final LongSupplier nowMs;

  /** Who a token speaks for, and until when. */
  private record Bearer(String subject, boolean isService, long expiresMs) {}

  TokenAccess(
      JWKSource<SecurityContext> keys,
      String issuer,
      String audience,
      String serviceScope,
      LongSupplier nowMs) {
    this.keys = keys;
    this.serviceScope = serviceScope;
    this.nowMs = nowMs;
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return new Date(nowMs.getAsLong());
          }
        });
  }

  @Override
  public long member(String authorization, String memberId) {
    Bearer bearer = bearer(authorization);
    if (!bearer.isService && !bearer.subject.equals(memberId)) {
      throw forbidden("The token is another member's, and has no scope " + serviceScope + ".");
    }
    return bearer.expiresMs;
  }

  @Override
  public boolean isAtOnce(String authorization) {
    String token = token(authorization);
    return token == null || known(token) != null;
  }

  @Override
  public long catalogue(String authorization) {
    return bearer(authorization).expiresMs;
  }

  @Override
  public long operator(String authorization) {
    Bearer bearer = bearer(authorization);
    if (!bearer.isService) {
      throw forbidden("The token has no scope " + serviceScope + ".");
    }
    return bearer.expiresMs;
  }

  private Bearer bearer(String authorization) {
    String token = token(authorization);
    if (token == null) {
      throw unauthorized("Send a bearer token: Authorization: Bearer TOKEN.");
    }
    Bearer known = known(token);
    if (known != null) {
      return known;
    }
    Bearer bearer = verify(token);
    verified.put(token, bearer);
    return bearer;
  }

  /** Null: none. */
  private static String token(String authorization) {
    return authorization == null
            || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? null
        : authorization.substring(BEARER.length()).strip();
  }

  /** Whose it is, where it has been verified and has not ended; null otherwise. */
  private Bearer known(String token) {
    Bearer known = verified.getIfPresent(token);
    return known != null && known.expiresMs > nowMs.getAsLong() ? known : null;
  }

  private Bearer verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      // The claims are there, as is checked; they may be null.
      if (claims.getSubject() == null || claims.getExpirationTime() == null) {
        throw unauthorized("The token is not valid: its subject or its end is null.");
      }
      return new Bearer(
          claims.getSubject(),
          scopes(claims).contains(serviceScope),
          claims.getExpirationTime().getTime());
    } catch (RateLimitReachedException e) {
      // Keys were just read again for another token that names one which is not there.
      throw hasKeys() ? unauthorized("The token is not valid: its key is not known.") : noKeys(e);
    } catch (KeySourceException e) {
      throw noKeys(e);
    } catch (ParseException e) {
      throw unauthorized("The token is not valid: it is no JSON web token.");
    } catch (ExpiredJWTException e) {
      throw unauthorized("The token is not valid: it has expired.");
    } catch (BadJWTException e) {
      throw unauthorized(
          "The token is not valid: a claim is missing, or its issuer or audience is another.");
    } catch (BadJOSEException | JOSEException e) {
      throw unauthorized("The token is not valid: no key here has signed it.");
    } catch (NullPointerException e) {
      throw unauthorized("The token is not valid: its header is null."); // JSON's null
    }
  }

  private boolean hasKeys() {
    try {
      return !keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null).isEmpty();
    } catch (KeySourceException e) {
      return false;
    }
  }

  private static Problem noKeys(KeySourceException e) {
    LOG.warn("The keys that tokens are verified with cannot be read: {}", e.getMessage());
    return Problem.unavailable("Tokens cannot be verified at the moment; try again.");
  }

  /** {@code scope} as RFC 8693 has it, or the list {@code scp} of some issuers. */
  private static List<String> scopes(JWTClaimsSet claims) throws ParseException {
    String scope = claims.getClaim("scope") instanceof String text ? text : null;
    if (scope != null) {
      return Arrays.asList(scope.split(" "));
    }
    List<String> list =
        claims.getClaim("scp") instanceof List<?> ? claims.getStringListClaim("scp") : null;
    return list == null ? List.of() : list;
  }

  private static Problem unauthorized(String detail) {
    LOG.info("Refused with 401: {}", detail);
    return Problem.unauthorized(detail);
  }

  private static Problem forbidden(String detail) {
    LOG.info("Refused with 403: {}", detail);
    return Problem.forbidden(detail);
  }
}
