package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a pod's volumes, for the kinds that are offered here. */
final class VolumeRules {
    private static final int ALL_PERMISSIONS = 0777;

    private final Findings findings;

    VolumeRules(Findings findings) {
        this.findings = findings;
    }

    /** Checks the volumes and tells the names of those that nothing is wrong with: no other can be mounted. */
    Set<String> check(String field, List<Volume> volumes) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            Volume volume = volumes.get(i);
            String at = field + "[" + i + "]";
            int before = findings.reasons().size();
            Names.LABEL.check(at + ".name", volume.getName(), findings);
            if (names.contains(volume.getName())) {
                findings.add(at + ".name: Duplicate value: \"" + volume.getName() + "\"");
            }
            sources(at, volume);
            if (findings.reasons().size() == before) {
                names.add(volume.getName());
            }
            claimIsHere(at, volume.getPersistentVolumeClaim());
        }
        return names;
    }

    private void sources(String at, Volume volume) {
        boolean taken = volume.getHostPath() != null;
        if (volume.getEmptyDir() != null) {
            taken = true;
            emptyDir(at + ".emptyDir", volume.getEmptyDir());
        }
        if (volume.getSecret() != null && isFirst(taken, at + ".secret")) {
            taken = true;
            secret(at + ".secret", volume.getSecret());
        }
        if (volume.getPersistentVolumeClaim() != null && isFirst(taken, at + ".persistentVolumeClaim")) {
            taken = true;
            claim(at + ".persistentVolumeClaim", volume.getPersistentVolumeClaim());
        }
        if (volume.getConfigMap() != null && isFirst(taken, at + ".configMap")) {
            configMap(at + ".configMap", volume.getConfigMap());
        }
    }

    private boolean isFirst(boolean taken, String field) {
        if (taken) {
            findings.add(field + ": Forbidden: may not specify more than 1 volume type");
        }
        return !taken;
    }

    private void emptyDir(String at, EmptyDirVolumeSource source) {
        if (source.getSizeLimit() != null
                && Quantities.amount(source.getSizeLimit()).signum() < 0) {
            findings.add(at + ".sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity");
        }
    }

    private void claim(String at, PersistentVolumeClaimVolumeSource source) {
        if (source.getClaimName() == null || source.getClaimName().isEmpty()) {
            findings.required(at + ".claimName");
        }
    }

    /** A cluster would let the pod wait for its claim. */
    private void claimIsHere(String at, @Nullable PersistentVolumeClaimVolumeSource source) {
        String claim = source == null || source.getClaimName() == null ? "" : source.getClaimName();
        if (!claim.isEmpty() && !claim.equals(WorkloadReader.WORKSPACE)) {
            findings.add(at + ": persistentvolumeclaim \"" + claim + "\" not found; this sandbox has one claim, \""
                    + WorkloadReader.WORKSPACE + "\"");
        }
    }

    private void secret(String at, SecretVolumeSource source) {
        if (source.getSecretName() == null || source.getSecretName().isEmpty()) {
            findings.required(at + ".secretName");
        }
        files(at, source.getDefaultMode(), source.getItems());
    }

    private void configMap(String at, ConfigMapVolumeSource source) {
        if (source.getName() == null || source.getName().isEmpty()) {
            findings.required(at + ".name");
        }
        files(at, source.getDefaultMode(), source.getItems());
    }

    private void files(String at, @Nullable Integer defaultMode, List<KeyToPath> items) {
        mode(at + ".defaultMode", defaultMode);
        for (int i = 0; i < items.size(); i++) {
            KeyToPath item = items.get(i);
            String below = at + ".items[" + i + "]";
            if (item.getKey() == null || item.getKey().isEmpty()) {
                findings.required(below + ".key");
            }
            path(below + ".path", item.getPath());
            mode(below + ".mode", item.getMode());
        }
    }

    private void mode(String field, @Nullable Integer mode) {
        if (mode != null && (mode < 0 || mode > ALL_PERMISSIONS)) {
            findings.invalid(field, mode, "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    private void path(String field, @Nullable String path) {
        if (path == null || path.isEmpty()) {
            findings.required(field);
            return;
        }
        if (path.startsWith("/")) {
            findings.invalid(field, path, "must be a relative path");
        }
        if (List.of(path.split("/")).contains("..")) {
            findings.invalid(field, path, "must not contain '..'");
        }
        if (path.startsWith("..") && !path.startsWith("../")) {
            findings.invalid(field, path, "must not start with '..'");
        }
    }
}
