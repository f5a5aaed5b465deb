package io.playhead.deploy.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.playhead.deploy.local.Await;
import io.playhead.deploy.local.LocalMode;
import io.playhead.deploy.local.ViewProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Law 9 at the view's door: whatever is asked ends in an answer that is the caller's own fault, in
 * nobody else's page, and in a log without members.
 *
 * <p>Makers of requests and what is asked of an answer stand beside each other on purpose.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class FuzzedRequestsTest {
  private static final int RAW_COUNT = 3_000;
  private static final int CLIENT_COUNT = 1_000;
  private static final int CALLERS = 4;

  /** A stream, or a body that does not come, is silent for that long and is left. */
  private static final int PATIENCE_MS = 500;

  private static final int ANSWER_LIMIT_MS = 60_000;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final TokenMint MINT = new TokenMint();
  private static final List<String> MEMBERS = members();
  private static final Map<String, String> TOKENS =
      MEMBERS.stream().collect(Collectors.toMap(Function.identity(), MINT::member));
  private static final Map<String, List<String>> FORGED =
      MEMBERS.stream()
          .collect(
              Collectors.toMap(
                  Function.identity(), member -> List.copyOf(MINT.forged(member).values())));

  @TempDir private static Path folder;
  private static LocalMode local;
  private static ViewProcess process;
  private static ViewClient view;

  /** Who asks: with a token of their own, somebody's; else nobody. */
  private record Caller(String memberId, String authorization) {}

  @BeforeAll
  @Timeout(value = 240, unit = TimeUnit.SECONDS)
  static void start() {
    local = LocalMode.start(folder, 3);
    process =
        local.startView(
            "view",
            "--standbys",
            "0",
            "--tokens",
            MINT.writeKeys(folder.resolve("keys.json")).toString(),
            "--issuer",
            TokenMint.ISSUER,
            "--audience",
            TokenMint.AUDIENCE);
    process.awaitReady();
    view = new ViewClient(process.url());
    try (PageWriter writer = new PageWriter(local)) {
      MEMBERS.forEach(member -> writer.write(PageWriter.page(member, 1)));
      writer.flush();
    }
    for (String member : MEMBERS) {
      String token = MINT.service();
      boolean came =
          Await.until(
              ViewClient.LIMIT, () -> home(member, token).text().contains(PageWriter.only(member)));
      assertThat(came).isTrue();
    }
  }

  /** Ids that stand in no log by accident. */
  private static List<String> members() {
    return new Random().longs(6).mapToObj(each -> "member" + Long.toHexString(each)).toList();
  }

  @AfterAll
  static void stop() {
    if (local != null) {
      local.close();
    }
  }

  /** Whatever a test has asked: the view lives, answers, and its log says nothing of members. */
  @AfterEach
  void answersStillAndHasNoMemberInItsLog() {
    process.check();
    for (String member : MEMBERS) {
      Answer answer = home(member, MINT.member(member));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.titles("top-picks")).containsExactly(PageWriter.only(member));
    }
    String log = process.output();
    assertThat(log).doesNotContain(MEMBERS).doesNotContain(RequestFuzzer.MARK);
    assertThat(log.lines().filter(line -> line.startsWith("\tat ") || line.startsWith("forged:")))
        .isEmpty();
  }

  @Test
  void answersBytesOntoASocketWithNothingOfAnybodyElse() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("FuzzedRequestsTest: bytes, seed " + seed);

    Map<Integer, Integer> counts =
        fuzz(
            RAW_COUNT,
            seed,
            (fuzzer, caller) -> {
              byte[] request = fuzzer.next(caller.authorization());
              RawHttp.Reply reply = RawHttp.send(process.port(), request, PATIENCE_MS);
              String asked = new String(request, StandardCharsets.UTF_8);
              for (int status : reply.statuses()) {
                check(asked, caller, status, reply.text());
              }
              return reply.statuses().isEmpty() ? 0 : reply.statuses().get(0);
            });

    System.out.println("FuzzedRequestsTest: bytes, by status " + counts);
    assertThat(counts.keySet()).contains(200, 400, 401, 403, 404);
  }

  @Test
  void answersAClientsOddRequestsWithNothingOfAnybodyElse() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("FuzzedRequestsTest: client, seed " + seed);

    Map<Integer, Integer> counts =
        fuzz(
            CLIENT_COUNT,
            seed,
            (fuzzer, caller) -> {
              String target = fuzzer.target();
              HttpRequest.Builder request =
                  HttpRequest.newBuilder(URI.create(process.url() + target))
                      .timeout(Duration.ofMillis(ANSWER_LIMIT_MS));
              if (caller.authorization() != null) {
                request.header("Authorization", caller.authorization());
              }
              if (target.contains("/stream")) {
                request.method("PUT", HttpRequest.BodyPublishers.ofString(target));
              }
              HttpResponse<String> response =
                  HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
              check(target, caller, response.statusCode(), response.body());
              return response.statusCode();
            });

    System.out.println("FuzzedRequestsTest: client, by status " + counts);
    assertThat(counts.keySet()).contains(200, 400, 401, 403, 404);
  }

  /** A fuzzer joins an odd header with a request that is otherwise right less than once a run. */
  @Test
  void answersARightRequestWithAnyOddHeader() throws Exception {
    Caller caller = new Caller(MEMBERS.get(0), "Bearer " + TOKENS.get(MEMBERS.get(0)));
    String home = ViewClient.home(caller.memberId());
    for (String target : List.of(home, home + "?limit=3", "/v1/titles?ids=t1")) {
      for (String header : RequestFuzzer.HEADERS) {
        String asked = RequestFuzzer.right(target, caller.authorization(), header);
        RawHttp.Reply reply =
            RawHttp.send(process.port(), asked.getBytes(StandardCharsets.UTF_8), PATIENCE_MS);
        for (int status : reply.statuses()) {
          check(asked, caller, status, reply.text());
        }
      }
    }
  }

  private interface Asking {
    /** Asks once; returns the answer's status, 0 where there was none. */
    int ask(RequestFuzzer fuzzer, Caller caller) throws Exception;
  }

  /** Several callers at a time, each with requests of its own. */
  private static Map<Integer, Integer> fuzz(int count, long seed, Asking asking) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Future<Map<Integer, Integer>>> parts = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        long callersSeed = seed + i;
        Callable<Map<Integer, Integer>> part =
            () -> {
              Map<Integer, Integer> counts = new TreeMap<>();
              Random random = new Random(callersSeed);
              RequestFuzzer fuzzer = new RequestFuzzer(callersSeed, MEMBERS);
              for (int j = 0; j < count / CALLERS; j++) {
                counts.merge(asking.ask(fuzzer, caller(random)), 1, Integer::sum);
              }
              return counts;
            };
        parts.add(threads.submit(part));
      }
      Map<Integer, Integer> counts = new TreeMap<>();
      for (Future<Map<Integer, Integer>> part : parts) {
        part.get().forEach((status, times) -> counts.merge(status, times, Integer::sum));
      }
      return counts;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Caller caller(Random random) {
    String member = MEMBERS.get(random.nextInt(MEMBERS.size()));
    List<String> forged = FORGED.get(member);
    return switch (random.nextInt(6)) {
      case 0 -> new Caller(null, null);
      case 1 -> new Caller(null, "Bearer " + forged.get(random.nextInt(forged.size())));
      default -> new Caller(member, "Bearer " + TOKENS.get(member));
    };
  }

  private static void check(String asked, Caller caller, int status, String answer) {
    // 505: a version of HTTP that nobody speaks.
    assertThat(status < 500 || status == 505 || status == 503 && answer.contains("\"detail\""))
        .as("%s%nanswered%n%s", asked, answer)
        .isTrue();
    for (String member : MEMBERS) {
      if (!member.equals(caller.memberId())) {
        assertThat(answer).as(asked).doesNotContain(PageWriter.only(member));
      }
    }
  }

  @Test
  void answers401ToATokenThatDoesNotCount() {
    String member = MEMBERS.get(0);
    MINT.forged(member)
        .forEach(
            (what, token) -> {
              Answer refused = home(member, token);
              assertThat(refused.status()).as("%s: %s", what, refused).isEqualTo(401);
              assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
              assertThat(refused.text()).doesNotContain(MEMBERS);
            });
    for (String path : List.of("/tokens", "/home/stream", "/home")) {
      assertThat(view.get("/v1/members/" + member + path).status()).isEqualTo(401);
    }
    for (String other : List.of("Basic eDp5", "Bearer", "bearer", "Token x", MINT.member(member))) {
      assertThat(view.get(ViewClient.home(member), "Authorization", other).status())
          .as(other)
          .isEqualTo(401);
    }
    assertThat(view.get("/v1/titles/t1").status()).isEqualTo(401);
    assertThat(view.get("/metrics").status()).isEqualTo(401);
  }

  /** However often somebody makes up a key: it is not the view that is unwell. */
  @Test
  void answers401ToEveryKeyThatNobodyPublished() {
    for (int i = 0; i < 10; i++) {
      String token = MINT.byUnpublishedKey(MEMBERS.get(0), "key-" + i);
      Answer refused = home(MEMBERS.get(0), token);
      assertThat(refused.status()).as("key %d: %s", i, refused).isEqualTo(401);
    }
  }

  @Test
  void answersMembersForThemselvesAloneAndServicesForAll() {
    String one = MEMBERS.get(0);
    String other = MEMBERS.get(1);
    String token = MINT.member(one);

    for (String path : List.of("/home", "/tokens", "/home/stream")) {
      assertThat(asked("/v1/members/" + other + path, token).status()).as(path).isEqualTo(403);
    }
    assertThat(asked("/metrics", token).status()).isEqualTo(403);
    assertThat(home(one, token).status()).isEqualTo(200);
    assertThat(home(one, MINT.memberByCurve(one)).status()).isEqualTo(200);
    assertThat(asked("/v1/members/" + one + "/tokens", token).status()).isEqualTo(200);
    assertThat(asked("/v1/titles?ids=t1", token).status()).isEqualTo(200);
    for (String service : List.of(MINT.service(), MINT.serviceByList())) {
      assertThat(home(one, service).status()).isEqualTo(200);
      assertThat(home(other, service).titles("top-picks")).containsExactly(PageWriter.only(other));
      assertThat(asked("/metrics", service).status()).isEqualTo(200);
    }
    assertThat(view.get("/health/ready").status()).isEqualTo(200);
    assertThat(view.get("/health/live").status()).isEqualTo(200);
    assertThat(asked("/v1/members", MINT.service()).status()).isEqualTo(404);
  }

  @Test
  void endsAStreamWithTheGrantOfItsCaller() {
    String member = MEMBERS.get(2);
    Date end = new Date((System.currentTimeMillis() / 1_000 + 6) * 1_000); // tokens tell seconds

    try (StreamReader ends =
            view.stream(member, "Authorization", "Bearer " + MINT.memberUntil(member, end));
        StreamReader goesOn = view.stream(member, "Authorization", "Bearer " + MINT.service())) {
      assertThat(ends.next().data()).contains(PageWriter.only(member));
      assertThat(goesOn.next().data()).contains(PageWriter.only(member));

      assertThat(ends.awaitEnd(ViewClient.LIMIT)).isTrue();
      assertThat(new Date()).isAfterOrEqualTo(end);
      assertThat(goesOn.awaitEnd(Duration.ZERO)).isFalse();
    }
  }

  private static Answer home(String memberId, String token) {
    return asked(ViewClient.home(memberId), token);
  }

  private static Answer asked(String target, String token) {
    return view.get(target, "Authorization", "Bearer " + token);
  }
}
