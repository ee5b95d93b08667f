package academy.ascent.reference.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** Counts what another exporter sends and fails to send. */
final class CountedExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();

    CountedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> (result.isSuccess() ? sent : failed).add(count));
    }

    long sent() {
        return sent.sum();
    }

    long failed() {
        return failed.sum();
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
