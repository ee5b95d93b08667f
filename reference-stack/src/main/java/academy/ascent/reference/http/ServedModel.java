package academy.ascent.reference.http;

import academy.ascent.reference.metrics.ModelMetrics;
import academy.ascent.reference.runtime.Model;

/** A model and what is counted for it. */
public record ServedModel(Model model, ModelMetrics metrics) {}
