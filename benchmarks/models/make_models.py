"""Makes the models that the benches serve, and the answers that they check.

    python -m venv venv && venv/bin/pip install -r requirements.txt && venv/bin/python make_models.py

mlp.onnx     a small neural network of five nodes, an inference of a few microseconds: the headline
forest.onnx  500 fully grown trees, the usual model of tables
golden.json  64 rows and each model's answers by scikit-learn itself

Both take features FP32 [n,30] (scikit-learn's bundled breast-cancer data) and give probabilities FP32 [n,2].
Everything is seeded: the versions of requirements.txt give the same files again.
"""

import json
from pathlib import Path

import numpy
from onnx import TensorProto, checker, helper, numpy_helper
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
SEED = 20260
OPSETS = {"": 17, "ai.onnx.ml": 3}
IR_VERSION = 8
ROWS = 64
TREES = 500


def layers(pipeline):
    """The network's weights and biases, the scaling folded into the first and one logit made two in the last."""
    scaler, network = pipeline[0], pipeline[-1]
    weights, biases = list(network.coefs_), list(network.intercepts_)
    biases[0] = biases[0] - (scaler.mean_ / scaler.scale_) @ weights[0]
    weights[0] = weights[0] / scaler.scale_[:, None]
    weights[-1] = numpy.hstack([numpy.zeros_like(weights[-1]), weights[-1]])
    biases[-1] = numpy.hstack([numpy.zeros_like(biases[-1]), biases[-1]])
    return list(zip(weights, biases))


def network_nodes(pipeline):
    nodes, initializers, last = [], [], "features"
    parts = layers(pipeline)
    for i, (weight, bias) in enumerate(parts):
        for name, values in ((f"w{i}", weight), (f"b{i}", bias)):
            initializers.append(numpy_helper.from_array(values.astype(numpy.float32), name))
        nodes.append(helper.make_node("Gemm", [last, f"w{i}", f"b{i}"], [f"sum{i}"]))
        is_last = i == len(parts) - 1
        last = "probabilities" if is_last else f"hidden{i}"
        nodes.append(helper.make_node("Softmax" if is_last else "Relu", [f"sum{i}"], [last]))
    return nodes, initializers


def forest_nodes(forest):
    inputs = [("features", FloatTensorType([None, 30]))]
    options = {id(forest): {"zipmap": False}}
    graph = convert_sklearn(forest, "forest", inputs, options=options, target_opset=OPSETS).graph
    return [node for node in graph.node if node.op_type == "TreeEnsembleClassifier"], []


def save(nodes, initializers, name):
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", 30])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", 2])],
        initializers,
    )
    opsets = [helper.make_opsetid(domain, version) for domain, version in OPSETS.items()]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)
    checker.check_model(model)
    (HERE / f"{name}.onnx").write_bytes(model.SerializeToString())


def main():
    data = load_breast_cancer()
    features = data.data.astype(numpy.float32)
    network = make_pipeline(StandardScaler(), MLPClassifier((64, 32), max_iter=2000, alpha=1.0, random_state=SEED))
    network.fit(features, data.target)
    forest = RandomForestClassifier(n_estimators=TREES, random_state=SEED).fit(features, data.target)
    save(*network_nodes(network), "mlp")
    save(*forest_nodes(forest), "forest")
    rows = features[:: len(features) // ROWS][:ROWS]
    golden = {
        "rows": [[float(str(value)) for value in row] for row in rows],
        "mlp": network.predict_proba(rows).tolist(),
        "forest": forest.predict_proba(rows).tolist(),
    }
    (HERE / "golden.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
