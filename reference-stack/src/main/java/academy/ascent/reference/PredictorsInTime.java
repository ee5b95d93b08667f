package academy.ascent.reference;

import academy.ascent.reference.protocol.Predictor;
import academy.ascent.reference.protocol.Predictors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The predictors that are to be, and then those that are in force. */
final class PredictorsInTime implements Predictors {
    private volatile Predictors now;

    PredictorsInTime(Predictors first) {
        this.now = first;
    }

    void become(Predictors next) {
        now = next;
    }

    @Override
    public Predictor find(String name, @Nullable String version) {
        return now.find(name, version);
    }

    @Override
    public List<String> names() {
        return now.names();
    }

    @Override
    public List<String> versions(String name) {
        return now.versions(name);
    }
}
