package io.playhead.view.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.playhead.view.store.ViewStores;
import io.playhead.view.store.ViewTopology;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /v1/members/{memberId}/tokens}. */
final class TokensHandler implements Handler {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Access access;
  private final MemberAnswers answers;

  TokensHandler(Access access, MemberAnswers answers) {
    this.access = access;
    this.answers = answers;
  }

  @Override
  public void handle(Context context) {
    String memberId = Requests.memberId(context);
    access.member(context.header("Authorization"), memberId);
    answers.answer(
        context,
        ViewTopology.TOKENS,
        memberId,
        (to, stored, stale) ->
            to.contentType("application/json")
                .header("Cache-Control", "private, no-cache")
                .result(json(memberId, stored, stale)));
  }

  private static byte[] json(String memberId, byte[] stored, boolean stale) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("stale", stale);
    json.put("memberId", memberId);
    var tokens = json.putArray("tokens");
    for (byte[] token : ViewStores.tokens(stored)) {
      tokens.addRawValue(new RawValue(new String(token, StandardCharsets.UTF_8)));
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
