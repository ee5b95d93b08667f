"""Makes the small models that this module's tests serve.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 skl2onnx==1.20.0 onnx==1.23.2
    venv/bin/python make_models.py

iris.onnx     logistic regression on scikit-learn's bundled Iris data: features [n,4] FP32 to label INT64 [n]
              and probabilities FP32 [n,3]; iris-expected.json holds its answers by scikit-learn itself
iris-map.onnx the same with its probabilities as a sequence of maps, which the protocol cannot carry
echo.onnx     gives back one tensor of every datatype, whatever its number of rows, two columns each
"""

import json
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

HERE = Path(__file__).parent
OPSET = 17
IR_VERSION = 8


def save(model, name):
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model)
    (HERE / name).write_bytes(model.SerializeToString())


def iris():
    data = load_iris()
    features = data.data.astype(numpy.float32)
    classifier = LogisticRegression(max_iter=500).fit(features, data.target)
    inputs = [("features", FloatTensorType([None, 4]))]
    for name, zipmap in (("iris.onnx", False), ("iris-map.onnx", True)):
        options = {id(classifier): {"zipmap": zipmap}}
        save(convert_sklearn(classifier, "iris", inputs, options=options, target_opset={"": OPSET, "ai.onnx.ml": 3}), name)
    rows = features[::30]
    expected = {
        "columns": ["sepal length", "sepal width", "petal length", "petal width"],
        "rows": [[float(str(value)) for value in row] for row in rows],
        "label": classifier.predict(rows).tolist(),
        "probabilities": classifier.predict_proba(rows).tolist(),
    }
    (HERE / "iris-expected.json").write_text(json.dumps(expected, indent=1) + "\n")


def echo():
    types = {
        "fp32": TensorProto.FLOAT,
        "fp64": TensorProto.DOUBLE,
        "int64": TensorProto.INT64,
        "int32": TensorProto.INT32,
        "int16": TensorProto.INT16,
        "int8": TensorProto.INT8,
        "uint8": TensorProto.UINT8,
        "bool": TensorProto.BOOL,
        "text": TensorProto.STRING,
    }
    graph = helper.make_graph(
        [helper.make_node("Identity", [name], [name + "_out"]) for name in types],
        "echo",
        [helper.make_tensor_value_info(name, kind, ["n", 2]) for name, kind in types.items()],
        [helper.make_tensor_value_info(name + "_out", kind, ["n", 2]) for name, kind in types.items()],
    )
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)]), "echo.onnx")


if __name__ == "__main__":
    iris()
    echo()
