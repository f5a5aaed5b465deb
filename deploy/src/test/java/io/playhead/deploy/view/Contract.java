package io.playhead.deploy.view;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import java.nio.charset.StandardCharsets;

/** The view's {@code openapi.yaml}: answers are held against it. Any thread. Test fixture. */
final class Contract {
  private final OpenApiInteractionValidator validator;

  /** Of that document. */
  Contract(String yaml) {
    this.validator = OpenApiInteractionValidator.createForInlineApiSpecification(yaml).build();
  }

  /**
   * Fails unless the document allows this answer.
   *
   * @param target path of the request, with or without its query
   */
  void check(String method, String target, Answer sent) {
    check(method, target, sent, new byte[0]);
  }

  /** The same of a stream that has begun: its body is still to come. */
  void checkBegun(String target, Answer sent) {
    check("GET", target, sent, ":".getBytes(StandardCharsets.US_ASCII));
  }

  private void check(String method, String target, Answer sent, byte[] begun) {
    Answer answer = sent.unzipped();
    SimpleResponse.Builder response = SimpleResponse.Builder.status(answer.status());
    answer.headers().map().forEach(response::withHeader);
    byte[] body = answer.body().length > 0 ? answer.body() : begun;
    if (body.length > 0) {
      response.withBody(body);
    }
    String path = target.replaceFirst("[?].*", "");
    ValidationReport report =
        validator.validateResponse(path, Request.Method.valueOf(method), response.build());
    if (report.hasErrors()) {
      throw new AssertionError(
          method
              + " "
              + target
              + " answered "
              + answer
              + ", which openapi.yaml does not allow: "
              + report.getMessages());
    }
  }
}
