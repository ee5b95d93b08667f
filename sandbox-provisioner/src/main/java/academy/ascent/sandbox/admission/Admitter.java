package academy.ascent.sandbox.admission;

import academy.ascent.sandbox.Admission;
import academy.ascent.sandbox.Admission.Refusal;
import academy.ascent.sandbox.ManifestFile;
import academy.ascent.sandbox.SandboxException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Admits or refuses manifests as a whole; it reads and decides and changes nothing. */
public final class Admitter {
    private static final Map<String, String> API_VERSIONS = new TreeMap<>(Map.of(
            "ConfigMap", "v1",
            "CronJob", "batch/v1",
            "Deployment", "apps/v1",
            "HorizontalPodAutoscaler", "autoscaling/v2",
            "Job", "batch/v1",
            "Secret", "v1",
            "Service", "v1",
            "StatefulSet", "apps/v1"));

    private static final String PAUSED =
            "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again";

    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Admissions admissions;
    private final ObjectAdmission objects;

    private Admitter(Policy policy, DesiredState before) {
        this.admissions = new Admissions(before);
        this.objects = new ObjectAdmission(policy, admissions);
    }

    /**
     * Judges manifests against what the place already runs.
     *
     * @param before everything admitted so far; quota counts it, and a selector may not change
     */
    public static Decision decide(List<ManifestFile> manifests, Policy policy, DesiredState before) {
        Admitter admitter = new Admitter(policy, before);
        manifests.forEach(admitter::file);
        if (admitter.refusals.isEmpty() && admitter.admissions.objects().isEmpty()) {
            admitter.refusals.add(new Refusal("", "", "no objects passed to apply"));
        }
        return admitter.decision();
    }

    /**
     * Judges a Deployment's return to an earlier revision as {@code kubectl rollout undo} and the API server do.
     *
     * @param revision one of its history, or 0 for the one before the newest
     * @throws SandboxException with code {@code NOT_FOUND}, in kubectl's words, if there is no such revision
     */
    public static Decision undo(
            DeploymentWorkload deployment, RolloutHistory history, int revision, Policy policy, DesiredState before) {
        DeploymentWorkload restored = history.restored(deployment, revision);
        return deployment.paused()
                ? new Decision.Denied(new Admission.Refused(
                        List.of(new Refusal("", deployment.kind() + "/" + deployment.name(), PAUSED))))
                : decide(restored, policy, before);
    }

    /** Judges a Deployment's return to an earlier template against what the place already runs. */
    static Decision decide(DeploymentWorkload restored, Policy policy, DesiredState before) {
        Admitter admitter = new Admitter(policy, before);
        Findings findings = new Findings("", restored.kind() + "/" + restored.name());
        new WorkloadAdmission(policy, admitter.admissions).admit("", restored, findings);
        admitter.refusals.addAll(findings.reasons());
        return admitter.decision();
    }

    private Decision decision() {
        return refusals.isEmpty()
                ? new Decision.Accepted(new Admission.Admitted(admissions.objects()), admissions.state())
                : new Decision.Denied(new Admission.Refused(refusals));
    }

    private void file(ManifestFile file) {
        try {
            for (JsonNode document : ManifestYaml.documents(file)) {
                object(file.path(), document);
            }
        } catch (ManifestYaml.Malformed malformed) {
            refusals.add(new Refusal(
                    file.path(),
                    "",
                    "error parsing " + file.path() + ": error converting YAML to JSON: yaml: "
                            + malformed.getMessage()));
        }
    }

    private void object(String path, JsonNode document) {
        if (document instanceof ObjectNode object && !object.has("metadata")) {
            object.putObject("metadata");
        }
        String kind = document.path("kind").asText("");
        String name = document.path("metadata").path("name").asText("");
        Findings findings = new Findings(path, name.isEmpty() ? kind : kind + "/" + name);
        if (!document.isObject() || kind.isEmpty()) {
            findings.add("Object 'Kind' is missing in '" + shortened(document) + "'");
        } else if (!API_VERSIONS.containsKey(kind)) {
            findings.add("kind \"" + kind + "\" is not offered in this sandbox; use one of: "
                    + String.join(", ", API_VERSIONS.keySet()));
        } else if (!API_VERSIONS
                .getOrDefault(kind, "")
                .equals(document.path("apiVersion").asText(""))) {
            findings.add("no matches for kind \"" + kind + "\" in version \""
                    + document.path("apiVersion").asText("") + "\"; use \"" + API_VERSIONS.get(kind) + "\"");
        } else if (!seen.add(kind + "/" + name)) {
            findings.add(kind + " \"" + name + "\" is given twice");
        } else {
            objects.judge(kind, path, document, findings);
        }
        refusals.addAll(findings.reasons());
    }

    private static String shortened(JsonNode document) {
        String json = document.toString();
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }
}
