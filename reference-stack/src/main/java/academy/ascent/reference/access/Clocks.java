package academy.ascent.reference.access;

import io.github.bucket4j.TimeMeter;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** The calendar, by which quotas begin anew, and a steady clock for rates, which no set-back of the former touches. */
record Clocks(InstantSource calendar, LongSupplier nanos) implements TimeMeter {
    static final Clocks SYSTEM = new Clocks(InstantSource.system(), System::nanoTime);

    @Override
    public long currentTimeNanos() {
        return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
