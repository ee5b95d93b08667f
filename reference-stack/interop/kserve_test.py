"""KServe's clients, over HTTP and gRPC."""

import asyncio

import numpy as np
import pytest
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from kserve.inference_client import InferenceGRPCClient


def request(iris, *, raw):
    rows = np.array(iris[0], np.float32).reshape(-1, 4)
    if raw:
        features = InferInput("features", list(rows.shape), "FP32")
        features.set_data_from_numpy(rows, binary_data=True)
    else:
        features = InferInput("features", list(rows.shape), "FP32", rows.flatten().tolist())
    return InferRequest("iris", [features], request_id="seven")


def check(response, iris):
    outputs = {output.name: output for output in response.outputs}
    expected = np.array(iris[1]).reshape(-1, 3)
    assert response.id == "seven"
    assert outputs["probabilities"].as_numpy().reshape(-1, 3) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("raw", [False, True])
def test_http(server, iris, raw):
    async def run():
        client = InferenceRESTClient(RESTConfig(protocol="v2"))
        url = f"http://{server.http}"
        assert await client.is_server_live(url)
        assert await client.is_server_ready(url)
        assert await client.is_model_ready(url, "iris")
        check(await client.infer(url, request(iris, raw=raw), model_name="iris"), iris)
        await client.close()

    asyncio.run(run())


@pytest.mark.parametrize("raw", [False, True])
def test_grpc(server, iris, raw):
    async def run():
        client = InferenceGRPCClient(server.grpc)
        assert await client.is_server_live()
        assert await client.is_server_ready()
        assert await client.is_model_ready("iris")
        check(await client.infer(request(iris, raw=raw)), iris)
        await client.close()

    asyncio.run(run())
