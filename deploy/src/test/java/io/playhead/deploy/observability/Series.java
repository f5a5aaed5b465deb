package io.playhead.deploy.observability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process tells Prometheus: its text format, read as far as tests need. */
record Series(List<Sample> samples) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

  /** One line. */
  record Sample(String name, Map<String, String> labels, double value) {}

  static Series scrape(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + " answered " + answer.statusCode());
    }
    return parse(answer.body());
  }

  static Series parse(String text) {
    List<Sample> samples = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("Not a line of Prometheus' text format: " + line);
      }
      Map<String, String> labels = new HashMap<>();
      if (matcher.group(2) != null) {
        Matcher label = LABEL.matcher(matcher.group(2));
        while (label.lookingAt()) {
          labels.put(label.group(1), label.group(2));
          label.region(label.end(), matcher.group(2).length());
        }
      }
      samples.add(
          new Sample(matcher.group(1), labels, Double.parseDouble(number(matcher.group(3)))));
    }
    return new Series(samples);
  }

  private static String number(String text) {
    return text.endsWith("Inf") ? text.replace("Inf", "Infinity") : text;
  }

  Series with(Series other) {
    List<Sample> all = new ArrayList<>(samples);
    all.addAll(other.samples);
    return new Series(all);
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(sample.name));
    return names;
  }

  List<Sample> of(String name) {
    return samples.stream().filter(sample -> sample.name.equals(name)).toList();
  }

  /** Sum of those of that name that have these labels. */
  double sum(String name, Map<String, String> labels) {
    return of(name).stream()
        .filter(sample -> sample.labels.entrySet().containsAll(labels.entrySet()))
        .mapToDouble(Sample::value)
        .sum();
  }
}
