package io.playhead.deploy.view;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Makes up requests that go wrong in every way a request can: the same seed, the same requests.
 * Test fixture.
 *
 * <p>Longer than other classes for its lists of what a request can be made of.
 */
final class RequestFuzzer {
  /** Stands in every id that is nobody's: no log may hold it. */
  static final String MARK = "zq9mark";

  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "OPTIONS",
          "PATCH",
          "TRACE",
          "CONNECT",
          "get",
          "BREW",
          "G\0T",
          "",
          "GET GET",
          "M".repeat(9_000),
          "PRI",
          "\u00e9");
  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.1",
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/2.0",
          "HTTP/3",
          "HTTP/1.",
          "HTTP/11",
          "http/1.1",
          "ICY",
          "");
  private static final List<String> PATHS =
      List.of(
          "/v1/members/ID/home",
          "/v1/members/ID/home",
          "/v1/members/ID/home",
          "/v1/members/ID",
          "/v1/members/ID/tokens",
          "/v1/members/ID/home/stream",
          "/v1/members/ID/events",
          "/v1/titles/ID",
          "/v1/titles?ids=ID",
          "/v1/members",
          "/v1/ID",
          "/ID",
          "/web/ID",
          "/web/../ID",
          "/web/%2e%2e/%2e%2e/ID",
          "/metrics",
          "/health/live",
          "/openapi.yaml",
          "/",
          "//v1//members//ID//home",
          "/v1/members/ID/home/",
          "/v1/members/ID/home;a=b",
          "/v1/members/ID/home/../../ID/home",
          "/V1/MEMBERS/ID/HOME",
          "*",
          "ID",
          "",
          "http://other.example/v1/members/ID/home",
          "/v1/members/ID%00/home",
          "/v1/members/ID/home%2fstream",
          "/v1/members/./ID/./home",
          "\\v1\\members\\ID\\home");
  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "",
          "?limit=0",
          "?limit=1001",
          "?limit=-2147483649",
          "?limit=1e3",
          "?limit=%31",
          "?limit=%zz",
          "?limit=%",
          "?limit",
          "?=1",
          "?&&&",
          "?limit=1&limit=x",
          "?device=%00",
          "?device=a|b",
          "?device={}",
          "?device=%ff%fe",
          "?device=" + "d".repeat(65),
          "?rows=,,,",
          "?rows=" + "r,".repeat(300),
          "?country=%C3%9F",
          "?country=br",
          "?locale=-_-_-",
          "?locale=i-klingon",
          "?locale=%F0%9F%98%80",
          "?ids=%2525zz",
          "?ids=" + ",".repeat(300),
          "?ids=" + "t,".repeat(250),
          "?" + "a=b&".repeat(1_500),
          "?x=" + "y".repeat(20_000),
          "?rows[0]=x",
          "?a=?b=#c",
          "#fragment");

  /** Each of them odd, alone. */
  static final List<String> HEADERS =
      List.of(
          "If-None-Match: *",
          "If-None-Match: W/\"",
          "If-None-Match: " + "\"x\",".repeat(500),
          "Last-Event-ID: -",
          "Last-Event-ID: 1-",
          "Last-Event-ID: 9223372036854775808-1",
          "Last-Event-ID: -1--1",
          "Last-Event-ID: " + "9".repeat(5_000),
          "Accept-Language: ;;;,,,",
          "Accept-Language: " + "x-".repeat(2_000),
          "Accept-Language: \u00e9\u00e9",
          "Accept-Encoding: gzip, br;q=x",
          "Accept-Encoding: *;q=0",
          "Playhead-Forwarded: 1",
          "Playhead-Forwarded:",
          "Expect: 100-continue",
          "Expect: something",
          "Upgrade: websocket",
          "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAAA",
          "Range: bytes=0-1",
          "Cookie: " + "c=d;".repeat(3_000),
          "X: " + "x".repeat(40_000),
          "no colon here",
          ": no name",
          " folded: line",
          "A\0B: c",
          "A: \u0001\u0002",
          "Host: a",
          "Host: a b c",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked, identity",
          "Content-Type: text/plain",
          "Content-Type: text/plain; charset=nonsense",
          "Content-Type: text/plain; charset",
          "Content-Type: text/plain; charset=utf-16",
          "Content-Type: /",
          "Content-Type: multipart/form-data",
          "X-HTTP-Method-Override: DELETE",
          "X-Forwarded-For: 127.0.0.1",
          "Content-Encoding: gzip");

  private static final List<String> BODIES =
      List.of(
          "Content-Length: 0\r\n\r\n",
          "Content-Length: 5\r\n\r\nhello",
          "Content-Length: 5\r\n\r\nhe",
          "Content-Length: -1\r\n\r\n",
          "Content-Length: 99999999999999999999\r\n\r\n",
          "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
          "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000),
          "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
          "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
          "Transfer-Encoding: chunked\r\n\r\n"
              + ("1000\r\n" + "y".repeat(0x1000) + "\r\n").repeat(20)
              + "0\r\n\r\n",
          "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
          "\r\n",
          "\r\n",
          "\r\n",
          "\r\n",
          "\r\n",
          "\r\n",
          "\n",
          "");

  private final Random random;
  private final List<String> memberIds;

  RequestFuzzer(long seed, List<String> memberIds) {
    this.random = new Random(seed);
    this.memberIds = memberIds;
  }

  /**
   * One request, or something that is none, as bytes.
   *
   * @param authorization value of the header; null: none is sent
   */
  byte[] next(String authorization) {
    if (random.nextInt(50) == 0) {
      byte[] noise = new byte[random.nextInt(3_000)];
      random.nextBytes(noise);
      return noise;
    }
    StringBuilder request = new StringBuilder();
    String path = one(PATHS).replace("ID", id());
    String query = one(QUERIES);
    request.append(one(METHODS)).append(' ').append(path).append(query);
    request.append(' ').append(one(VERSIONS)).append("\r\n");
    if (random.nextInt(20) > 0) {
      request.append("Host: 127.0.0.1\r\n");
    }
    if (authorization != null) {
      request.append("Authorization: ").append(authorization).append("\r\n");
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      request.append(one(HEADERS)).append("\r\n");
    }
    request.append("Connection: close\r\n").append(one(BODIES));
    byte[] bytes = request.toString().getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6) == 0 ? random.nextInt(4) : 0; i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** A request that is right in all but that header. */
  static String right(String target, String authorization, String header) {
    return "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\n%s\r\nConnection: close\r\n\r\n"
        .formatted(target, authorization, header);
  }

  /** A path and query that a URI may have. */
  String target() {
    String id =
        random.nextInt(3) == 0 ? memberId() : URLEncoder.encode(text(), StandardCharsets.UTF_8);
    String query =
        one(
            List.of(
                "",
                "?limit=" + random.nextInt(1_200),
                "?device=" + id,
                "?rows=" + id,
                "?country=" + id,
                "?locale=" + id,
                "?ids=" + id,
                "?limit=" + id));
    return one(PATHS.subList(0, 11)).replaceFirst("[?].*", "").replace("ID", id) + query;
  }

  /** Somebody's id, or one that is nobody's, spelled in some way. */
  private String id() {
    String id = memberId();
    return switch (random.nextInt(14)) {
      case 0 -> MARK + "%2F" + id;
      case 1 -> "%2e%2e/" + id;
      case 2 -> "..%2f" + id;
      case 3 -> id + "%2f..%2f" + memberId();
      case 4 -> MARK + "a".repeat(10_240);
      case 5 -> MARK + "%00%0d%0aSet-Cookie:%20a=b";
      case 6 -> MARK + "%f0%9f%98%80%ff%c0%80";
      case 7 -> MARK + "\u00fc\u4e2d\ud83d\ude00";
      case 8 -> MARK + "%";
      case 9 -> MARK + "|\"<>^`{}[]";
      case 10 -> id + ";" + memberId();
      case 11 -> encodedFully(id);
      case 12 -> URLEncoder.encode(text(), StandardCharsets.UTF_8);
      default -> id;
    };
  }

  private static String encodedFully(String id) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : id.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(String.format("%%%02x", each));
    }
    return encoded.toString();
  }

  /** Any characters, paired surrogates and control characters among them. */
  private String text() {
    StringBuilder text = new StringBuilder(MARK);
    for (int i = random.nextInt(12); i > 0; i--) {
      int bound = random.nextInt(3) == 0 ? Character.MAX_CODE_POINT + 1 : 0x180;
      int codePoint = random.nextInt(bound);
      text.appendCodePoint(codePoint >= 0xd800 && codePoint <= 0xdfff ? '/' : codePoint);
    }
    return text.toString();
  }

  String memberId() {
    return one(memberIds);
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
