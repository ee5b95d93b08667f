package academy.ascent.sandbox.local;

import academy.ascent.sandbox.SandboxName;
import academy.ascent.sandbox.admission.Configuration;
import academy.ascent.sandbox.admission.Configuration.Kind;
import academy.ascent.sandbox.admission.ConfigurationRef;
import academy.ascent.sandbox.admission.ConfiguredVolume;
import academy.ascent.sandbox.admission.DesiredState;
import academy.ascent.sandbox.admission.PodTemplate;
import academy.ascent.sandbox.admission.Variable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** What a pod gets of ConfigMaps, Secrets and Services, by the kubelet's rules and in its words: a pure function. */
final class PodConfiguration {
    private final DesiredState state;
    private final SandboxName namespace;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private PodConfiguration(DesiredState state, SandboxName namespace) {
        this.state = state;
        this.namespace = namespace;
    }

    /** The answer. */
    sealed interface Answer {

        /**
         * @param environment the container's declared variables, and those that tell of Services
         * @param warnings what was left out
         * @param volumes by the volume's name, its files by their paths
         */
        record Ready(
                Map<String, String> environment,
                List<String> warnings,
                Map<String, Map<String, ConfiguredFile>> volumes)
                implements Answer {
            @Override
            public String toString() {
                return environment.keySet() + " " + volumes.keySet();
            }
        }

        /** @param reason what is missing, as a pod's status tells it */
        record Missing(String reason) implements Answer {}
    }

    /** A file of a volume. */
    record ConfiguredFile(ByteBuffer content, int mode) {}

    private static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        MissingException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }
    }

    /**
     * @param state what was admitted
     * @param address the one of a Service, by its name
     */
    static Answer of(PodTemplate template, DesiredState state, SandboxName namespace, UnaryOperator<String> address) {
        PodConfiguration configuration = new PodConfiguration(state, namespace);
        if (template.serviceLinks()) {
            // First, so that what is declared may be made of them and takes their place.
            configuration.environment.putAll(
                    ServiceVariables.of(state.services().values(), address));
        }
        Map<String, Map<String, ConfiguredFile>> volumes = new HashMap<>();
        for (ConfiguredVolume volume : template.volumes()) {
            try {
                volumes.put(volume.name(), configuration.files(volume));
            } catch (MissingException missing) {
                return new Answer.Missing(mountFailed(volume.name(), missing.reason));
            }
        }
        try {
            for (Variable variable : template.container().environment()) {
                configuration.add(variable);
            }
        } catch (MissingException missing) {
            return new Answer.Missing(missing.reason);
        }
        return new Answer.Ready(configuration.environment, configuration.warnings, volumes);
    }

    static String mountFailed(String volume, String reason) {
        return "ContainerCreating: MountVolume.SetUp failed for volume \"" + volume + "\" : " + reason;
    }

    private Map<String, ConfiguredFile> files(ConfiguredVolume volume) throws MissingException {
        Map<String, ConfiguredFile> files = new HashMap<>();
        Optional<Configuration> found = find(volume.source());
        if (found.isEmpty()) {
            return files;
        }
        Map<String, byte[]> values = found.get().files();
        if (volume.items().isEmpty()) {
            values.forEach((key, value) -> files.put(key, new ConfiguredFile(ByteBuffer.wrap(value), volume.mode())));
        }
        for (ConfiguredVolume.Item item : volume.items()) {
            byte[] value = values.get(item.key());
            if (value != null) {
                files.put(item.path(), new ConfiguredFile(ByteBuffer.wrap(value), item.mode()));
            } else if (!volume.source().optional()) {
                throw new MissingException(
                        volume.source().kind() == Kind.CONFIG_MAP
                                ? "configmap references non-existent config key: " + item.key()
                                : "references non-existent secret key: " + item.key());
            }
        }
        return files;
    }

    private void add(Variable variable) throws MissingException {
        switch (variable) {
            case Variable.Text text -> put(text.name(), Bubble.expanded(text.value(), environment));
            case Variable.OfKey one -> addOne(one);
            case Variable.OfAll all -> addAll(all);
        }
    }

    private void addOne(Variable.OfKey variable) throws MissingException {
        ConfigurationRef source = variable.source();
        Optional<Configuration> found = findForVariables(source);
        Optional<byte[]> value = found.flatMap(there -> there.variable(variable.key()));
        if (value.isPresent()) {
            put(variable.name(), text(variable.name(), value.get()));
        } else if (!source.optional()) {
            throw configError("couldn't find key " + variable.key() + " in "
                    + source.kind().title() + " " + namespace + "/" + source.name());
        }
    }

    private void addAll(Variable.OfAll variables) throws MissingException {
        ConfigurationRef source = variables.source();
        Optional<Configuration> found = findForVariables(source);
        if (found.isEmpty()) {
            return;
        }
        List<String> skipped = new ArrayList<>();
        for (String key : new TreeSet<>(found.get().data().keySet())) {
            String name = variables.prefix() + key;
            if (Variable.isKept(name)) {
                put(name, text(name, found.get().variable(key).orElseThrow()));
            } else {
                skipped.add(key);
            }
        }
        if (!skipped.isEmpty()) {
            warnings.add("Keys " + skipped + " from the EnvFrom "
                    + (source.kind() == Kind.CONFIG_MAP ? "configMap " : "secret ") + namespace + "/" + source.name()
                    + " were skipped since they are considered invalid environment variable names.");
        }
    }

    private void put(String name, String value) throws MissingException {
        if (value.indexOf('\0') >= 0) {
            throw new MissingException("CreateContainerError: the value of the variable " + name + " has a zero byte");
        }
        environment.put(name, value);
    }

    private static String text(String name, byte[] value) throws MissingException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new MissingException("CreateContainerError: the value of the variable " + name + " is not UTF-8");
        }
    }

    private Optional<Configuration> findForVariables(ConfigurationRef source) throws MissingException {
        try {
            return find(source);
        } catch (MissingException missing) {
            throw configError(missing.reason);
        }
    }

    /** Empty if there is none and the pod does without it. */
    private Optional<Configuration> find(ConfigurationRef source) throws MissingException {
        Optional<Configuration> found = state.configuration(source.kind(), source.name());
        if (found.isEmpty() && !source.optional()) {
            throw new MissingException(source.kind().resource() + " \"" + source.name() + "\" not found");
        }
        return found;
    }

    private static MissingException configError(String reason) {
        return new MissingException("CreateContainerConfigError: " + reason);
    }
}
