package academy.ascent.platform.submission;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How gradings are run on this host.
 *
 * @param slots how many may run at once; measuring itself takes turns on a host whatever this says
 * @param limit how long a measuring process may take in all before it is ended
 * @param silence how long it may say nothing before it is ended
 * @param heap the most heap of a measuring process, as {@code -Xmx} takes it
 * @param evidenceDays how many days logs, examples and raw latencies are kept after a verdict
 */
@ConfigurationProperties("ascent.grading")
record GradingConfig(
        @Bindable(defaultValue = "1") int slots,
        @Bindable(defaultValue = "15m") Duration limit,
        @Bindable(defaultValue = "3m") Duration silence,
        @Bindable(defaultValue = "512m") String heap,
        @Bindable(defaultValue = "400") int evidenceDays) {}
