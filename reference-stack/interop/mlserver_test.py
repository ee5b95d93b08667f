"""MLServer's types: they parse every answer, and what they write is taken."""

import urllib.error
import urllib.request

import pytest
from mlserver.types import (
    InferenceErrorResponse,
    InferenceRequest,
    InferenceResponse,
    MetadataModelResponse,
    MetadataServerResponse,
    RepositoryIndexRequest,
    RepositoryIndexResponse,
    RequestInput,
    RequestOutput,
)


def call(server, path, message=None):
    body = None if message is None else message.model_dump_json(exclude_none=True).encode()
    with urllib.request.urlopen(urllib.request.Request(f"http://{server.http}{path}", data=body), timeout=20) as answer:
        return answer.read()


def request(iris, name="features"):
    values = iris[0]
    flat = [value for row in values for value in row] if isinstance(values[0], list) else values
    features = RequestInput(name=name, shape=[len(flat) // 4, 4], datatype="FP32", data=flat)
    return InferenceRequest(id="seven", inputs=[features], outputs=[RequestOutput(name="probabilities")])


def test_metadata(server):
    assert MetadataServerResponse.model_validate_json(call(server, "/v2")).name == "ascent-reference-stack"
    iris = MetadataModelResponse.model_validate_json(call(server, "/v2/models/iris"))
    assert [tensor.datatype for tensor in iris.inputs] == ["FP32"]


def test_inference(server, iris):
    response = InferenceResponse.model_validate_json(call(server, "/v2/models/iris/infer", request(iris)))
    assert response.id == "seven"
    assert [output.name for output in response.outputs] == ["probabilities"]
    flat = [value for row in iris[1] for value in (row if isinstance(row, list) else [row])]
    assert response.outputs[0].data.root == pytest.approx(flat, abs=1e-5)


def test_errors(server, iris):
    with pytest.raises(urllib.error.HTTPError) as refused:
        call(server, "/v2/models/iris/infer", request(iris, name="wrong"))
    assert refused.value.code == 400
    assert "wrong" in InferenceErrorResponse.model_validate_json(refused.value.read()).error


def test_repository_index(server):
    index = call(server, "/v2/repository/index", RepositoryIndexRequest(ready=True))
    assert {model.name for model in RepositoryIndexResponse.model_validate_json(index).root} == {"iris", "echo"}
