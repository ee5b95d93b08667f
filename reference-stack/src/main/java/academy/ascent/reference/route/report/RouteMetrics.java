package academy.ascent.reference.route.report;

import academy.ascent.reference.metrics.Exposition;
import academy.ascent.reference.metrics.MetricsSource;
import academy.ascent.reference.route.RouteReport;
import academy.ascent.reference.route.RouteReport.ArmReport;
import academy.ascent.reference.route.RouteReport.CanaryDetail;
import academy.ascent.reference.route.RouteReport.Detail;
import academy.ascent.reference.route.RouteReport.EnsembleDetail;
import academy.ascent.reference.route.RouteReport.ShadowDetail;
import academy.ascent.reference.route.RouteReport.SplitDetail;
import academy.ascent.reference.route.Routing;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** What the routes in force did, as metrics; no family where there is no route. */
public final class RouteMetrics implements MetricsSource {
    private final Supplier<Routing> routing;

    /** Metrics of the routes in force. */
    public RouteMetrics(Supplier<Routing> routing) {
        this.routing = routing;
    }

    @Override
    public void write(Exposition page) {
        List<RouteReport> reports = routing.get().reports();
        if (reports.isEmpty()) {
            return;
        }
        arms(page, reports);
        family(
                page,
                reports,
                CanaryDetail.class,
                "rolled_back",
                "gauge",
                "1 if the candidate was taken out.",
                (labels, canary) -> page.sample(
                        "ascent_route_rolled_back", labels, canary.rollback().isPresent() ? 1 : 0));
        family(
                page,
                reports,
                CanaryDetail.class,
                "candidate_p_value",
                "gauge",
                "Always-valid p-value of the window.",
                (labels, canary) -> {
                    page.sample(
                            "ascent_route_candidate_p_value",
                            labels + ",cause=\"errors\"",
                            canary.errors().pValue());
                    canary.slow()
                            .ifPresent(slow -> page.sample(
                                    "ascent_route_candidate_p_value", labels + ",cause=\"latency\"", slow.pValue()));
                });
        family(
                page,
                reports,
                SplitDetail.class,
                "outcomes_total",
                "counter",
                "Outcomes reported.",
                (labels, split) -> split.arms().forEach(arm -> {
                    String of = labels + ",arm=\"" + arm.arm() + "\"";
                    long successes = arm.successes().events();
                    page.sample("ascent_route_outcomes_total", of + ",success=\"true\"", successes);
                    page.sample(
                            "ascent_route_outcomes_total",
                            of + ",success=\"false\"",
                            arm.successes().trials() - successes);
                }));
        shadows(page, reports);
        ensembles(page, reports);
    }

    private static void arms(Exposition page, List<RouteReport> reports) {
        page.family("ascent_route_requests_total", "counter", "Requests to a route's arms.");
        eachArm(reports, (labels, arm) -> {
            page.sample(
                    "ascent_route_requests_total", labels + ",result=\"answered\"", arm.requests() - arm.failures());
            page.sample("ascent_route_requests_total", labels + ",result=\"failed\"", arm.failures());
        });
        page.family("ascent_route_duration_seconds", "summary", "Time that arms took to answer or fail.");
        eachArm(reports, (labels, arm) -> {
            page.sample("ascent_route_duration_seconds_sum", labels, arm.seconds());
            page.sample("ascent_route_duration_seconds_count", labels, arm.requests());
        });
    }

    private static void eachArm(List<RouteReport> reports, BiConsumer<String, ArmReport> each) {
        for (RouteReport report : reports) {
            for (ArmReport arm : report.arms()) {
                each.accept(labels(report) + ",arm=\"" + arm.name() + "\"", arm);
            }
        }
    }

    private static void shadows(Exposition page, List<RouteReport> reports) {
        family(
                page,
                reports,
                ShadowDetail.class,
                "shadow_requests_total",
                "counter",
                "Requests that a shadow was meant for.",
                (labels, shadow) -> {
                    long agreed = shadow.agreement().events();
                    page.sample("ascent_route_shadow_requests_total", labels + ",result=\"agreed\"", agreed);
                    page.sample(
                            "ascent_route_shadow_requests_total",
                            labels + ",result=\"differed\"",
                            shadow.agreement().trials() - agreed);
                    page.sample("ascent_route_shadow_requests_total", labels + ",result=\"failed\"", shadow.failed());
                    page.sample("ascent_route_shadow_requests_total", labels + ",result=\"dropped\"", shadow.dropped());
                });
        family(
                page,
                reports,
                ShadowDetail.class,
                "shadow_mean_difference",
                "gauge",
                "Mean absolute difference of numbers.",
                (labels, shadow) ->
                        page.sample("ascent_route_shadow_mean_difference", labels, shadow.meanDifference()));
        family(
                page,
                reports,
                ShadowDetail.class,
                "shadow_greatest_difference",
                "gauge",
                "Greatest absolute difference of numbers.",
                (labels, shadow) ->
                        page.sample("ascent_route_shadow_greatest_difference", labels, shadow.greatestDifference()));
    }

    private static void ensembles(Exposition page, List<RouteReport> reports) {
        family(
                page,
                reports,
                EnsembleDetail.class,
                "ensemble_incomplete_total",
                "counter",
                "Answers that lacked a member.",
                (labels, ensemble) ->
                        page.sample("ascent_route_ensemble_incomplete_total", labels, ensemble.incomplete()));
        family(
                page,
                reports,
                EnsembleDetail.class,
                "ensemble_calibration_error",
                "gauge",
                "Expected calibration error of the confidence.",
                (labels, ensemble) -> ensemble.calibration()
                        .ifPresent(calibration -> page.sample(
                                "ascent_route_ensemble_calibration_error", labels, calibration.errorAfter())));
    }

    /** A family of the routes of one kind; none where there is no such route. */
    private static <D extends Detail> void family(
            Exposition page,
            List<RouteReport> reports,
            Class<D> kind,
            String name,
            String type,
            String help,
            BiConsumer<String, D> samples) {
        List<RouteReport> those = reports.stream()
                .filter(report -> kind.isInstance(report.detail()))
                .toList();
        if (!those.isEmpty()) {
            page.family("ascent_route_" + name, type, help);
            those.forEach(report -> samples.accept(labels(report), kind.cast(report.detail())));
        }
    }

    private static String labels(RouteReport report) {
        return "route=\"" + report.name() + "\"";
    }
}
