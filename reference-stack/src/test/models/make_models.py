"""Makes the small models that this module's tests serve.

    python -m venv venv && venv/bin/pip install scikit-learn==1.9.1 skl2onnx==1.20.0 onnx==1.23.2
    venv/bin/python make_models.py

iris.onnx     logistic regression on scikit-learn's bundled Iris data: features [n,4] FP32 to label INT64 [n]
              and probabilities FP32 [n,3]; iris-expected.json holds its answers by scikit-learn itself
iris-map.onnx the same with its probabilities as a sequence of maps, which the protocol cannot carry
echo.onnx     gives back one tensor of every datatype that ONNX Runtime for Java can make, whatever its number of
              rows, two columns each
unsigned.onnx turns x, FP32 [n], into UINT16, UINT32 and UINT64, which ONNX Runtime for Java can read but not make
unsent.onnx   takes such a UINT32
mlflow        a product of four columns and twelve weights, laid out as MLflow does: a folder with MLmodel, and the
              weights in a file of their own
text.onnx     gives back one text, [1]
labels.onnx   numbers the texts "é" 1, "😀" 2 and all others -1, and answers "é", "😀" and "" besides
scalar.onnx   turns x, an FP32 without dimensions, into its negative
squeeze.onnx  takes the dimensions of size 1 from x, FP32 [n,m,4]; what is left is declared without a shape
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
    (HERE / name).write_bytes(model.SerializeToString())
    onnx.checker.check_model(str(HERE / name))


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
        "fp16": TensorProto.FLOAT16,
        "bf16": TensorProto.BFLOAT16,
        "fp64": TensorProto.DOUBLE,
        "int64": TensorProto.INT64,
        "int32": TensorProto.INT32,
        "int16": TensorProto.INT16,
        "int8": TensorProto.INT8,
        "uint8": TensorProto.UINT8,
        "bool": TensorProto.BOOL,
        "text": TensorProto.STRING,
    }
    graph(
        "echo",
        [helper.make_node("Identity", [name], [name + "_out"]) for name in types],
        [helper.make_tensor_value_info(name, kind, ["n", 2]) for name, kind in types.items()],
        [helper.make_tensor_value_info(name + "_out", kind, ["n", 2]) for name, kind in types.items()],
    )


def graph(name, nodes, inputs, outputs, weights=()):
    made = helper.make_graph(nodes, name, inputs, outputs, weights)
    save(helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)]), name + ".onnx")


def unsigned():
    types = {"uint16": TensorProto.UINT16, "uint32": TensorProto.UINT32, "uint64": TensorProto.UINT64}
    graph(
        "unsigned",
        [helper.make_node("Cast", ["x"], [name], to=kind) for name, kind in types.items()],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n"])],
        [helper.make_tensor_value_info(name, kind, ["n"]) for name, kind in types.items()],
    )
    graph(
        "unsent",
        [helper.make_node("Cast", ["x"], ["y"], to=TensorProto.FLOAT)],
        [helper.make_tensor_value_info("x", TensorProto.UINT32, ["n"])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n"])],
    )


MLMODEL = """\
flavors:
  onnx:
    data: model.onnx
    onnx_version: 1.23.2
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    loader_module: mlflow.onnx
signature:
  inputs: '%s'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
  params: null
"""


def mlflow():
    folder = HERE / "mlflow"
    folder.mkdir(exist_ok=True)
    columns = ["sepal length", "sepal width", "petal length", "petal width"]
    schema = json.dumps([{"type": "double", "name": name, "required": True} for name in columns])
    (folder / "MLmodel").write_text(MLMODEL % schema)
    weights = numpy.arange(12, dtype=numpy.float32)
    (folder / "weights.data").write_bytes(weights.tobytes())
    initializer = onnx.TensorProto(
        name="weights", data_type=TensorProto.FLOAT, dims=[4, 3], data_location=onnx.TensorProto.EXTERNAL
    )
    for key, value in (("location", "weights.data"), ("length", str(weights.nbytes))):
        entry = initializer.external_data.add()
        entry.key, entry.value = key, value
    graph(
        "mlflow/model",
        [helper.make_node("MatMul", ["features", "weights"], ["scores"])],
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", 4])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["n", 3])],
        [initializer],
    )


def text():
    graph(
        "text",
        [helper.make_node("Identity", ["text"], ["text_out"])],
        [helper.make_tensor_value_info("text", TensorProto.STRING, [1])],
        [helper.make_tensor_value_info("text_out", TensorProto.STRING, [1])],
    )


def labels():
    names = helper.make_tensor("names", TensorProto.STRING, [3], ["é".encode(), "😀".encode(), b""])
    made = helper.make_graph(
        [
            helper.make_node(
                "LabelEncoder",
                ["text"],
                ["number"],
                domain="ai.onnx.ml",
                keys_strings=["é", "😀"],
                values_int64s=[1, 2],
                default_int64=-1,
            ),
            helper.make_node("Constant", [], ["names"], value=names),
        ],
        "labels",
        [helper.make_tensor_value_info("text", TensorProto.STRING, ["n"])],
        [
            helper.make_tensor_value_info("number", TensorProto.INT64, ["n"]),
            helper.make_tensor_value_info("names", TensorProto.STRING, [3]),
        ],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 3)]
    save(helper.make_model(made, opset_imports=opsets), "labels.onnx")


def scalar():
    graph(
        "scalar",
        [helper.make_node("Neg", ["x"], ["y"])],
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [])],
    )


def squeeze():
    made = helper.make_graph(
        [helper.make_node("Squeeze", ["x"], ["y"])],
        "squeeze",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", "m", 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    # Not saved as the others are: ONNX's checker wants a shape of every output, ONNX Runtime does not.
    (HERE / "squeeze.onnx").write_bytes(model.SerializeToString())


if __name__ == "__main__":
    iris()
    echo()
    unsigned()
    scalar()
    text()
    mlflow()
    labels()
    squeeze()
