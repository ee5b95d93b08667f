package academy.ascent.sandbox.admission;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API server's validation of a container's variables. */
final class EnvironmentRules {
    private final Findings findings;

    EnvironmentRules(Findings findings) {
        this.findings = findings;
    }

    void variables(String field, List<EnvVar> environment) {
        for (int i = 0; i < environment.size(); i++) {
            EnvVar variable = environment.get(i);
            String at = field + "[" + i + "]";
            String name = variable.getName();
            Names.ENVIRONMENT.check(at + ".name", name, findings);
            kept(at + ".name", name);
            if (variable.getValueFrom() != null) {
                source(at + ".valueFrom", variable, variable.getValueFrom());
            }
        }
    }

    private void kept(String field, @Nullable String name) {
        if (name != null && Names.ENVIRONMENT.matches(name) && !Variable.isKept(name)) {
            findings.notOffered(field, "use letters, digits and _, and no digit first");
        }
    }

    private void source(String at, EnvVar variable, EnvVarSource source) {
        boolean ofMap = source.getConfigMapKeyRef() != null;
        boolean ofSecret = source.getSecretKeyRef() != null;
        if (source.getConfigMapKeyRef() != null) {
            name(at + ".configMapKeyRef.name", source.getConfigMapKeyRef().getName());
            key(at + ".configMapKeyRef.key", source.getConfigMapKeyRef().getKey());
        }
        if (source.getSecretKeyRef() != null) {
            name(at + ".secretKeyRef.name", source.getSecretKeyRef().getName());
            key(at + ".secretKeyRef.key", source.getSecretKeyRef().getKey());
        }
        if (!ofMap && !ofSecret && isElsewhere(source)) {
            return;
        }
        if (!ofMap && !ofSecret) {
            findings.invalid(
                    at,
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
                            + " `fileKeyRef`");
        } else if (variable.getValue() != null && !variable.getValue().isEmpty()) {
            findings.invalid(at, "", "may not be specified when `value` is not empty");
        } else if (ofMap && ofSecret) {
            findings.invalid(at, "", "may not have more than one field specified at a time");
        }
    }

    /** Sources that are refused as not offered. */
    private static boolean isElsewhere(EnvVarSource source) {
        return source.getFieldRef() != null || source.getResourceFieldRef() != null || source.getFileKeyRef() != null;
    }

    private void name(String field, @Nullable String name) {
        Names.SUBDOMAIN.checkGiven(field, name == null ? "" : name, findings);
    }

    private void key(String field, @Nullable String key) {
        if (key == null || key.isEmpty()) {
            findings.required(field);
        } else {
            ConfigurationRules.key(field, key, findings);
        }
    }

    void sources(String field, List<EnvFromSource> sources) {
        for (int i = 0; i < sources.size(); i++) {
            EnvFromSource source = sources.get(i);
            String at = field + "[" + i + "]";
            prefix(at + ".prefix", source.getPrefix());
            if (source.getConfigMapRef() != null) {
                Names.SUBDOMAIN.check(
                        at + ".configMapRef.name", source.getConfigMapRef().getName(), findings);
            }
            if (source.getSecretRef() != null) {
                Names.SUBDOMAIN.check(
                        at + ".secretRef.name", source.getSecretRef().getName(), findings);
            }
            if (source.getConfigMapRef() == null && source.getSecretRef() == null) {
                findings.invalid(field, "", "must specify one of: `configMapRef` or `secretRef`");
            } else if (source.getConfigMapRef() != null && source.getSecretRef() != null) {
                findings.invalid(field, "", "may not have more than one field specified at a time");
            }
        }
    }

    private void prefix(String field, @Nullable String prefix) {
        if (prefix != null && !prefix.isEmpty()) {
            Names.ENVIRONMENT.check(field, prefix, findings);
            kept(field, prefix);
        }
    }
}
