package academy.ascent.grader.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Set<String> RECORDED = Set.of("job:slow");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "avg(histogram_quantile(0.99, sum by (le, pod) (rate(x_bucket[5m]))))",
                "avg by (pod) (latency_p99)",
                "avg without(pod)(latency:p95{job=\")\"}) > 1",
                "avg(sum by (pod) (rpc{quantile=\"0.99\"})) by (job)",
                "avg_over_time(rpc{quantile=\"0.99\"}[5m])",
                "max(up) + avg_over_time(job:slow[1h])",
                "avg(x) / avg(quantile_over_time(0.9, x[5m]))",
                "avg # a comment ) \n (latency_percentile)"
            })
    void the_mean_of_percentiles_is_seen(String written) {
        assertThat(Expression.of(written).averagesPercentiles(RECORDED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "histogram_quantile(0.99, sum by (le) (rate(x_bucket[5m])))",
                "avg(rate(x_sum[5m])) and histogram_quantile(0.99, y) > 1",
                "quantile(0.9, avg by (pod) (x))",
                "avg_over_time((job:slow > bool 0.5)[1h:])",
                "avg(x{name=\"histogram_quantile(\"})",
                "avg(up) # not avg(latency_p99)",
                "myavg(latency_p99)",
                "avg(",
                ""
            })
    void everything_else_is_not(String written) {
        assertThat(Expression.of(written).averagesPercentiles(RECORDED)).isFalse();
    }

    @Test
    void a_label_is_used_where_its_name_stands_by_itself_and_in_no_comment() {
        assertThat(Expression.of("sum by (user_id) (x)").uses("user_id")).isTrue();
        assertThat(Expression.of("label_replace(x, \"user_id\", \"$1\", \"u\", \"(.*)\")")
                        .uses("user_id"))
                .isTrue();
        assertThat(Expression.of("sum by (user_ids) (x) # user_id").uses("user_id"))
                .isFalse();
    }
}
