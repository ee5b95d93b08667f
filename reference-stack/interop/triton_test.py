"""Triton's client, over HTTP with binary tensors and without, and over gRPC."""

import queue

import ml_dtypes
import numpy as np
import pytest
import tritonclient.grpc
import tritonclient.http
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

TENSORS = {
    "fp32": np.array([[1.5, -2.25]], np.float32),
    "fp16": np.array([[0.5, -65504]], np.float16),
    "bf16": np.array([[1.5, -2]], ml_dtypes.bfloat16),
    "fp64": np.array([[1e300, -0.1]], np.float64),
    "int64": np.array([[2**63 - 1, -(2**63)]], np.int64),
    "int32": np.array([[2**31 - 1, -(2**31)]], np.int32),
    "int16": np.array([[32767, -32768]], np.int16),
    "int8": np.array([[127, -128]], np.int8),
    "uint8": np.array([[255, 0]], np.uint8),
    "bool": np.array([[True, False]], np.bool_),
    "text": np.array([["größer".encode(), b""]], np.object_),
}
WAYS = ["http-json", "http-binary", "grpc"]


class Way:
    """One client, so that a test reads the same whatever the transport."""

    def __init__(self, name, server):
        self.binary = {} if name == "grpc" else {"binary_data": name == "http-binary"}
        self.library = tritonclient.grpc if name == "grpc" else tritonclient.http
        self.client = self.library.InferenceServerClient(server.grpc if name == "grpc" else server.http)

    def tensor(self, name, values):
        datatype = np_to_triton_dtype(values.dtype)
        tensor = self.library.InferInput(name, values.shape, datatype)
        # The client has no JSON for these: beside JSON tensors they make a mixed request.
        binary = {"binary_data": True} if self.binary and datatype in ("FP16", "BF16") else self.binary
        tensor.set_data_from_numpy(values, **binary)
        return tensor

    def output(self, name):
        return self.library.InferRequestedOutput(name, **self.binary)

    def index(self):
        index = self.client.get_model_repository_index()
        if not isinstance(index, list):
            return {model.name: model.state for model in index.models}
        return {model["name"]: model["state"] for model in index}

    def inputs(self, model):
        metadata = self.client.get_model_metadata(model)
        if not isinstance(metadata, dict):
            return {tensor.name: tensor.datatype for tensor in metadata.inputs}
        return {tensor["name"]: tensor["datatype"] for tensor in metadata["inputs"]}


@pytest.fixture(params=WAYS)
def way(request, server):
    way = Way(request.param, server)
    yield way
    way.client.close()


def test_server_and_models_are_live_and_ready(way):
    assert way.client.is_server_live()
    assert way.client.is_server_ready()
    assert way.client.is_model_ready("iris")
    assert way.client.is_model_ready("iris", "1")


def test_metadata_names_datatypes_and_shapes(way):
    server = way.client.get_server_metadata()
    assert (server["name"] if isinstance(server, dict) else server.name) == "ascent-reference-stack"
    assert way.inputs("iris") == {"features": "FP32"}
    assert way.inputs("echo") | {"fp16": "FP16", "bf16": "BF16", "text": "BYTES"} == way.inputs("echo")


def test_iris_is_answered_as_scikit_learn_does(way, iris):
    rows, probabilities = iris
    features = np.array(rows, np.float32).reshape(-1, 4)
    result = way.client.infer("iris", [way.tensor("features", features)], request_id="seven")
    assert result.as_numpy("probabilities") == pytest.approx(np.array(probabilities).reshape(-1, 3), abs=1e-5)
    response = result.get_response()
    assert (response["id"] if isinstance(response, dict) else response.id) == "seven"


def test_many_inputs_and_outputs_of_all_datatypes_come_back_as_they_were(way):
    inputs = [way.tensor(name, values) for name, values in TENSORS.items()]
    result = way.client.infer("echo", inputs)
    for name, values in TENSORS.items():
        np.testing.assert_array_equal(result.as_numpy(name + "_out"), values)


def test_only_wanted_outputs_are_answered(way):
    features = way.tensor("features", np.zeros((2, 4), np.float32))
    result = way.client.infer("iris", [features], outputs=[way.output("label")])
    assert result.as_numpy("label").shape == (2,)
    assert result.as_numpy("probabilities") is None


def test_errors_say_what_was_wrong(way):
    features = way.tensor("features", np.zeros((1, 4), np.float32))
    with pytest.raises(InferenceServerException, match="nobody"):
        way.client.infer("nobody", [features])
    with pytest.raises(InferenceServerException, match='version "9"|version and action'):
        way.client.infer("iris", [features], model_version="9")
    with pytest.raises(InferenceServerException, match="wrong"):
        way.client.infer("iris", [way.tensor("wrong", np.zeros((1, 4), np.float32))])
    with pytest.raises(InferenceServerException, match="features"):
        way.client.infer("iris", [way.tensor("features", np.zeros((1, 5), np.float32))])


def test_models_are_unloaded_and_loaded(way):
    assert way.index() == {"iris": "READY", "echo": "READY"}
    way.client.unload_model("echo")
    try:
        assert way.index() == {"iris": "READY", "echo": "UNAVAILABLE"}
        assert not way.client.is_model_ready("echo")
    finally:
        way.client.load_model("echo")
    assert way.client.is_model_ready("echo")
    with pytest.raises(InferenceServerException, match="nobody"):
        way.client.load_model("nobody")


def test_a_stream_answers_in_order_with_errors_in_their_places(server):
    answers = queue.Queue()
    with tritonclient.grpc.InferenceServerClient(server.grpc) as client:
        client.start_stream(callback=lambda result, error: answers.put((result, error)))
        for i in range(50):
            features = tritonclient.grpc.InferInput("features", [1, 4], "FP32")
            features.set_data_from_numpy(np.full((1, 4), i, np.float32))
            client.async_stream_infer("nobody" if i == 20 else "iris", [features], request_id=str(i))
        for i in range(50):
            result, error = answers.get(timeout=20)
            if i == 20:
                assert "nobody" in str(error)
            else:
                assert error is None
                assert result.get_response().id == str(i)
        client.stop_stream()
