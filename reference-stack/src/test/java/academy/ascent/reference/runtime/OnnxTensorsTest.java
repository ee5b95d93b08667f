package academy.ascent.reference.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import academy.ascent.reference.config.InvalidConfig;
import academy.ascent.reference.config.KeepLoaded;
import academy.ascent.reference.protocol.Datatype;
import academy.ascent.reference.protocol.Elements;
import academy.ascent.reference.protocol.RejectedRequest;
import academy.ascent.reference.protocol.Tensor;
import academy.ascent.reference.protocol.TensorMetadata;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxTensorsTest {
    private final OrtEnvironment environment = SessionOpener.environment();

    @Test
    void readsUnsignedIntegers() throws OrtException {
        Tensor x = new Tensor("x", Datatype.FP32, new long[] {1}, new Elements.Floats(new float[] {65535}));

        assertThat(outputs("unsigned.onnx", x))
                .extracting(Tensor::datatype)
                .containsExactly(Datatype.UINT16, Datatype.UINT32, Datatype.UINT64);
        assertThat(outputs("unsigned.onnx", x))
                .allSatisfy(output -> assertThat(output.number(0)).isEqualTo(65535));
    }

    @Test
    void refusesToServeAModelThatTakesUnsignedIntegersOfMoreThanEightBits() throws OrtException {
        try (OrtSession session = open("unsent.onnx")) {
            assertThatExceptionOfType(InvalidConfig.class)
                    .isThrownBy(() -> signature(session))
                    .withMessageContaining("the model's input \"x\" is of a type that this server does not serve")
                    .withMessageContaining("export the model with INT64 instead");
        }
    }

    @Test
    void aScalarHasNoDimensions() throws OrtException {
        Tensor x = new Tensor("x", Datatype.FP32, new long[0], new Elements.Floats(new float[] {2}));

        Tensor y = outputs("scalar.onnx", x).getFirst();

        assertThat(y.shape()).isEmpty();
        assertThat(y.number(0)).isEqualTo(-2);
    }

    @Test
    void aTensorMayHaveNoElements() throws OrtException {
        Tensor x = new Tensor("x", Datatype.FP32, new long[] {0}, new Elements.Floats(new float[0]));

        assertThat(outputs("unsigned.onnx", x)).allSatisfy(output -> {
            assertThat(output.shape()).containsExactly(0);
            assertThat(output.elements().count()).isZero();
        });
    }

    @Test
    void aModelsTextsAndTheClientsAreTheSameBeyondTheBasicPlaneToo() throws OrtException {
        List<Tensor> outputs = outputs("labels.onnx", texts("é", "😀", "", "x"));

        assertThat(outputs.getFirst().elements().array()).isEqualTo(new long[] {1, 2, -1, -1});
        assertThat(outputs.getLast().elements().array()).isEqualTo(new String[] {"é", "😀", ""});
    }

    @Test
    void noTextsAreCarriedToo() throws OrtException {
        assertThat(outputs("labels.onnx", texts()).getFirst().shape()).containsExactly(0);
        assertThat(outputs("text.onnx", texts("")).getFirst().elements().array())
                .isEqualTo(new String[] {""});
    }

    @Test
    void refusesANulThatWouldCutAText() {
        assertThatExceptionOfType(RejectedRequest.class)
                .isThrownBy(() -> outputs("labels.onnx", texts("a\0b")))
                .withMessageContaining("input \"text\" holds a NUL character");
    }

    private static Tensor texts(String... texts) {
        return new Tensor("text", Datatype.BYTES, new long[] {texts.length}, new Elements.Texts(texts));
    }

    private List<Tensor> outputs(String file, Tensor input) throws OrtException {
        try (OrtSession session = open(file);
                OnnxTensor tensor = OnnxTensors.of(environment, input);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            List<Tensor> outputs = new ArrayList<>();
            for (TensorMetadata output : signature(session).outputs().values()) {
                OnnxTensor value = (OnnxTensor) result.get(output.name()).orElseThrow();
                outputs.add(OnnxTensors.read(output.name(), output.datatype(), value));
            }
            return outputs;
        }
    }

    private OrtSession open(String file) throws OrtException {
        return environment.createSession(TestModels.FOLDER.resolve(file).toString());
    }

    private static Signature signature(OrtSession session) throws OrtException {
        return Signature.of(TestModels.config("unsent.onnx", List.of(), List.of(), new KeepLoaded.Always()), session);
    }
}
