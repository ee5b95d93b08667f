"""The usual hand-made service: FastAPI with orjson around ONNX Runtime, speaking the Open Inference Protocol's JSON."""

import os

import numpy
import onnxruntime
import orjson
from fastapi import FastAPI, Request, Response

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(os.environ["MODEL"], options)
app = FastAPI()


@app.post("/v2/models/mlp/infer")
async def infer(request: Request) -> Response:
    asked = orjson.loads(await request.body())
    tensor = asked["inputs"][0]
    features = numpy.array(tensor["data"], dtype=numpy.float32).reshape(tensor["shape"])
    probabilities = session.run(None, {"features": features})[0]
    output = {"name": "probabilities", "datatype": "FP32", "shape": probabilities.shape, "data": probabilities.ravel()}
    answer = {"model_name": "mlp", "model_version": "1", "id": asked.get("id"), "outputs": [output]}
    return Response(orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY), media_type="application/json")
