package academy.ascent.reference.route;

import academy.ascent.reference.config.RouteConfig;
import academy.ascent.reference.config.RouteConfig.Combination;
import academy.ascent.reference.config.RouteConfig.Ensemble;
import academy.ascent.reference.config.RouteConfig.Rule;
import academy.ascent.reference.config.TargetConfig;
import academy.ascent.reference.protocol.ModelMetadata;
import academy.ascent.reference.protocol.Predictors;
import academy.ascent.reference.protocol.TensorMetadata;
import academy.ascent.reference.protocol.UnknownModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the outputs that a route speaks of are there. */
final class OutputCheck {
    private OutputCheck() {}

    static void check(RouteConfig route, Predictors routed) {
        if (route.kind() instanceof Ensemble ensemble) {
            ensemble.members().forEach(member -> check(ensemble, member, routed));
        }
        Optional<ModelMetadata> metadata = metadata(routed, route.name(), Optional.empty());
        if (metadata.isEmpty()) {
            return;
        }
        List<String> outputs = new ArrayList<>(
                metadata.get().outputs().stream().map(TensorMetadata::name).toList());
        // Once each: what is left is what the targets answer.
        route.rules().stream()
                .flatMap(rule -> rule.set().keySet().stream())
                .distinct()
                .forEach(outputs::remove);
        for (Rule rule : route.rules()) {
            check(rule, outputs);
        }
    }

    private static void check(Rule rule, List<String> outputs) {
        for (String label : rule.set().keySet()) {
            if (outputs.contains(label)) {
                throw rule.source().fault("set", "\"" + label + "\" is an output already; give the label another name");
            }
        }
        rule.when().ifPresent(condition -> {
            if (!outputs.contains(condition.output())) {
                throw rule.source()
                        .fault("when", "the route has no output \"" + condition.output() + "\"; it has " + outputs);
            }
        });
    }

    private static void check(Ensemble ensemble, TargetConfig member, Predictors routed) {
        Optional<ModelMetadata> metadata = metadata(routed, member.name(), member.version());
        if (metadata.isEmpty()) {
            return;
        }
        TensorMetadata output = metadata.get().outputs().stream()
                .filter(each -> each.name().equals(ensemble.output()))
                .findFirst()
                .orElseThrow(() -> member.source()
                        .fault(
                                "model",
                                "\"" + member.name() + "\" has no output \"" + ensemble.output()
                                        + "\", which the ensemble combines"));
        if (ensemble.combination() != Combination.VOTE && !Combiner.isScore(output.datatype())) {
            throw member.source()
                    .fault(
                            "model",
                            "output \"" + output.name() + "\" of \"" + member.name() + "\" is " + output.datatype()
                                    + ", which has no mean; set combine: vote");
        }
    }

    private static Optional<ModelMetadata> metadata(Predictors routed, String name, Optional<String> version) {
        try {
            return Optional.of(routed.find(name, version.orElse(null)).metadata());
        } catch (UnknownModel _) {
            return Optional.empty();
        }
    }
}
