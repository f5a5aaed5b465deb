package io.playhead.deploy.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What the view answered; a value of tests. */
record Answer(int status, HttpHeaders headers, byte[] body) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The first value of that header; null: it was not sent. */
  String header(String name) {
    return headers.firstValue(name).orElse(null);
  }

  /** All of them but when it was sent, by name. */
  Map<String, List<String>> headersButDate() {
    Map<String, List<String>> others = new TreeMap<>(headers.map());
    others.remove("date");
    return others;
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  /** The same without its compression. */
  Answer unzipped() {
    if (!"gzip".equals(header("Content-Encoding"))) {
      return this;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new Answer(status, headers, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Title ids of a page's row of that name; empty: there is no such row. */
  List<String> titles(String row) {
    List<String> titles = new ArrayList<>();
    for (JsonNode each : json().path("rows")) {
      if (each.get("row").textValue().equals(row)) {
        each.get("items").forEach(item -> titles.add(item.get("titleId").textValue()));
      }
    }
    return titles;
  }

  /** Names of a page's rows, in order. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    json().path("rows").forEach(row -> rows.add(row.get("row").textValue()));
    return rows;
  }

  @Override
  public String toString() {
    return status + " " + text();
  }
}
