package io.playhead.deploy.observability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an expression of PromQL as far as ours go: selectors with matchers and ranges, functions,
 * aggregations, binary operators and their matching. Anything else is an error. Prometheus' own
 * parser is not to be had as a jar.
 */
final class PromQl {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>[0-9]+(?:\\.[0-9]+)?(?:e[0-9]+)?(?![0-9a-z]))|(?<duration>[0-9]+(?:ms|s|m|h|d)(?![0-9a-z]))"
              + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<text>\"[^\"]*\")"
              + "|(?<sign>==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\\[\\],]))");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "rate", "increase", "changes", "histogram_quantile", "absent", "time", "max_over_time");
  private static final Set<String> AGGREGATIONS = Set.of("sum", "max", "min", "count", "avg");
  private static final Set<String> RANGED = Set.of("rate", "increase", "changes", "max_over_time");
  private static final Set<String> MATCHERS = Set.of("=", "!=", "=~", "!~");

  /** Operators, those that bind least first. */
  private static final List<Set<String>> OPERATORS =
      List.of(
          Set.of("or"),
          Set.of("and", "unless"),
          Set.of("==", "!=", ">", "<", ">=", "<="),
          Set.of("+", "-"),
          Set.of("*", "/", "%"));

  /** A metric that is asked for, with the labels that it must have. */
  record Selector(String metric, List<Match> matches) {}

  /** One of these labels. */
  record Match(String label, String operator, String value) {}

  private final String expression;
  private final List<String> tokens = new ArrayList<>();
  private final List<String> kinds = new ArrayList<>();
  private final List<Selector> selectors = new ArrayList<>();
  private int at;

  private PromQl(String expression) {
    this.expression = expression;
    Matcher matcher = TOKEN.matcher(expression.strip());
    int end = 0;
    while (matcher.lookingAt()) {
      for (String kind : List.of("number", "duration", "name", "text", "sign")) {
        if (matcher.group(kind) != null) {
          kinds.add(kind);
          tokens.add(matcher.group(kind));
        }
      }
      end = matcher.end();
      matcher.region(end, matcher.regionEnd());
    }
    if (end != expression.strip().length()) {
      throw wrong("cannot be read from '" + expression.strip().substring(end) + "' on");
    }
  }

  /** The metrics that an expression asks for. */
  static List<Selector> selectors(String expression) {
    PromQl parser = new PromQl(expression);
    parser.binary(0);
    if (parser.at < parser.tokens.size()) {
      throw parser.wrong("has '" + parser.tokens.get(parser.at) + "' after its end");
    }
    return parser.selectors;
  }

  private void binary(int level) {
    if (level == OPERATORS.size()) {
      unary();
      return;
    }
    binary(level + 1);
    while (at < tokens.size() && OPERATORS.get(level).contains(tokens.get(at))) {
      at++;
      if (takes("on") || takes("ignoring")) {
        labels();
      }
      binary(level + 1);
    }
  }

  private void unary() {
    if (takes("(")) {
      binary(0);
      expect(")");
    } else if (kind().equals("number")) {
      at++;
    } else if (kind().equals("name")) {
      named(tokens.get(at++));
    } else {
      throw wrong("has '" + token() + "' where a value should stand");
    }
  }

  private void named(String name) {
    if (AGGREGATIONS.contains(name)) {
      boolean grouped = takes("by") || takes("without");
      if (grouped) {
        labels();
      }
      expect("(");
      binary(0);
      expect(")");
    } else if (token().equals("(")) {
      call(name);
    } else {
      selector(name, false);
    }
  }

  private void call(String name) {
    if (!FUNCTIONS.contains(name)) {
      throw wrong("calls " + name + ", which is no function that we know");
    }
    expect("(");
    if (RANGED.contains(name)) {
      selector(next(), true);
    } else {
      while (!token().equals(")")) {
        binary(0);
        takes(",");
      }
    }
    expect(")");
  }

  private void selector(String metric, boolean ranged) {
    List<Match> matches = new ArrayList<>();
    if (takes("{")) {
      while (!takes("}")) {
        String label = next();
        String operator = token();
        if (!MATCHERS.contains(operator)) {
          throw wrong("matches " + label + " by '" + operator + "'");
        }
        at++;
        String text = next();
        matches.add(new Match(label, operator, text.substring(1, text.length() - 1)));
        takes(",");
      }
    }
    selectors.add(new Selector(metric, matches));
    if (ranged) {
      expect("[");
      if (!kind().equals("duration")) {
        throw wrong("has a range of '" + token() + "'");
      }
      at++;
      expect("]");
    }
  }

  private void labels() {
    expect("(");
    while (!takes(")")) {
      if (!kind().equals("name")) {
        throw wrong("groups by '" + token() + "'");
      }
      at++;
      takes(",");
    }
  }

  private boolean takes(String token) {
    if (at < tokens.size() && tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw wrong("lacks '" + token + "' before '" + token() + "'");
    }
  }

  private String next() {
    if (at == tokens.size()) {
      throw wrong("ends too early");
    }
    return tokens.get(at++);
  }

  private String token() {
    return at < tokens.size() ? tokens.get(at) : "its end";
  }

  private String kind() {
    return at < tokens.size() ? kinds.get(at) : "end";
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(expression + " " + what);
  }

  /** What no series that is told answers; empty: all is there. */
  static List<String> unanswered(String expression, Series told) {
    List<String> missing = new ArrayList<>();
    for (Selector selector : selectors(expression)) {
      Map<String, String> wanted = new HashMap<>();
      List<Series.Sample> of = told.of(selector.metric);
      for (Match match : selector.matches) {
        if (match.operator.equals("=")) {
          wanted.put(match.label, match.value);
        }
        of = of.stream().filter(sample -> sample.labels().containsKey(match.label)).toList();
      }
      if (of.stream().noneMatch(s -> s.labels().entrySet().containsAll(wanted.entrySet()))) {
        missing.add(selector.toString());
      }
    }
    return missing;
  }
}
