package io.playhead.deploy.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {
  private static final Series TOLD =
      Series.parse("# HELP a A.\na{l=\"x\",m=\"y, \\\"z}\",} 1.0\nb 2e3\nc{le=\"+Inf\"} +Inf\n");

  @Test
  void findsTheMetricsOfAnExpression() {
    assertThat(
            PromQl.selectors(
                "sum by (l) (rate(a{l=\"x\", m!~\"1|2\"}[5m])) / on (l) count(b == 1) > 0.5"
                    + " and histogram_quantile(0.9, sum by (le) (rate(c[1h]))) > 1 or absent(a)"
                    + " or time() - (b > 0) > 1e9"))
        .extracting(PromQl.Selector::metric)
        .containsExactly("a", "b", "c", "a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(a",
        "sum a)",
        "a)",
        "rate(a)",
        "rate(a[5])",
        "rates(a[5m])",
        "a{l}",
        "a{l=\"x\"",
        "a >",
        "> a",
        "sum by (a",
        "a b",
        "a ; b",
        "sum by (\"x\") (a)",
        "a[5m]",
        "",
      })
  void refusesWhatPrometheusWouldRefuse(String expression) {
    assertThatIllegalArgumentException().isThrownBy(() -> PromQl.selectors(expression));
  }

  @Test
  void saysWhatNobodyTells() {
    assertThat(PromQl.unanswered("a{l=\"x\"} + b / c{le=~\".*\"}", TOLD)).isEmpty();
    assertThat(PromQl.unanswered("a{l=\"y\"}", TOLD)).hasSize(1);
    assertThat(PromQl.unanswered("a{other=~\"y\"}", TOLD)).hasSize(1);
    assertThat(PromQl.unanswered("d", TOLD)).hasSize(1);
  }
}
