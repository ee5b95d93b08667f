"""BentoML around ONNX Runtime, with the fields of the Open Inference Protocol's JSON; its own batching is off."""

import os

import bentoml
import numpy
import onnxruntime


@bentoml.service(workers=1, traffic={"timeout": 60}, logging={"access": {"enabled": False}})
class Mlp:
    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(os.environ["MODEL"], options)

    @bentoml.api(route="/v2/models/mlp/infer")
    async def infer(self, inputs: list[dict], id: str = "") -> dict:
        tensor = inputs[0]
        features = numpy.array(tensor["data"], dtype=numpy.float32).reshape(tensor["shape"])
        probabilities = self.session.run(None, {"features": features})[0]
        output = {
            "name": "probabilities",
            "datatype": "FP32",
            "shape": list(probabilities.shape),
            "data": probabilities.ravel().tolist(),
        }
        return {"model_name": "mlp", "model_version": "1", "id": id, "outputs": [output]}
