"""Trains the lab's model and draws the pool of grading cases.

Writes starter/model/tumour.onnx and grading/cases.csv below the lab's folder, then prints the figures
that the model card, starter/model/MODEL_CARD.md, quotes. Everything is seeded: the versions of requirements.txt
give the same bytes again.
"""

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import brier_score_loss, confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

SEED = 20260
HELD_OUT = 200

# A power of two, with every tree grown to pure leaves: each leaf then weighs exactly 1/4096, and float32 adds
# such weights without rounding. Answers are equal to scikit-learn's, whatever the batch or the thread count.
TREES = 4096

MALIGNANT = 0


def train(features, labels):
    """Returns a fully grown forest, checked to have pure leaves only."""
    forest = RandomForestClassifier(n_estimators=TREES, random_state=SEED, n_jobs=1).fit(features, labels)
    for tree in forest.estimators_:
        leaves = tree.tree_.children_left == -1
        assert tree.tree_.impurity[leaves].max() == 0.0, "a leaf is not pure"
    return forest


def to_onnx(forest):
    """Returns the forest as one ONNX tree ensemble: features [n,10] to label [n] and probabilities [n,2]."""
    model = convert_sklearn(
        forest,
        name="tumour",
        initial_types=[("features", FloatTensorType([None, 10]))],
        options={id(forest): {"zipmap": False}},
        target_opset={"": 21, "ai.onnx.ml": 3},
    )
    graph = model.graph
    ensemble = next(node for node in graph.node if node.op_type == "TreeEnsembleClassifier")
    keep_only(ensemble)
    del graph.node[:]
    ensemble.output[:] = ["label", "probabilities"]
    graph.node.append(ensemble)
    tensor = onnx.helper.make_tensor_value_info
    del graph.input[:], graph.output[:]
    graph.input.append(tensor("features", onnx.TensorProto.FLOAT, ["n", 10]))
    graph.output.append(tensor("label", onnx.TensorProto.INT64, ["n"]))
    graph.output.append(tensor("probabilities", onnx.TensorProto.FLOAT, ["n", 2]))
    del model.opset_import[:]
    model.opset_import.extend([onnx.helper.make_opsetid("", 21), onnx.helper.make_opsetid("ai.onnx.ml", 1)])
    onnx.checker.check_model(model)
    return model


def keep_only(ensemble):
    """Leaves out the two optional attributes that repeat their default for every node: a fifth of the file."""
    optional = {"nodes_hitrates", "nodes_missing_value_tracks_true"}
    kept = [attribute for attribute in ensemble.attribute if attribute.name not in optional]
    del ensemble.attribute[:]
    ensemble.attribute.extend(kept)


def write_cases(path, names, rows):
    """Writes rows in training order; repr keeps every digit of a float64."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([repr(float(value)) for value in row] for row in rows)


def figures(forest, path, features, labels):
    """Returns the held-out metrics, computed from what ONNX Runtime answers for the written file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    label, probabilities = session.run(None, {"features": features.astype(np.float32)})
    malignant = probabilities[:, MALIGNANT]
    hit, missed, alarm, clear = confusion_matrix(labels == MALIGNANT, label == MALIGNANT, labels=[True, False]).ravel()
    return {
        "rows": len(labels),
        "malignant": int((labels == MALIGNANT).sum()),
        "confusion": {"hit": int(hit), "missed": int(missed), "alarm": int(alarm), "clear": int(clear)},
        "accuracy": float((label == labels).mean()),
        "sensitivity": float(hit / (hit + missed)),
        "specificity": float(clear / (clear + alarm)),
        "roc_auc": float(roc_auc_score(labels == MALIGNANT, malignant)),
        "brier": float(brier_score_loss(labels == MALIGNANT, malignant)),
        "largest_difference_to_scikit_learn": float(np.abs(probabilities - forest.predict_proba(features)).max()),
        "nodes": sum(tree.tree_.node_count for tree in forest.estimators_),
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, default=Path(__file__).resolve().parent.parent, help="the lab's folder")
    lab = parser.parse_args().lab

    data = load_breast_cancer()
    names = [str(name) for name in data.feature_names[:10]]
    assert all(name.startswith("mean ") for name in names)
    known, held_out, known_labels, held_out_labels = train_test_split(
        data.data[:, :10], data.target, test_size=HELD_OUT, stratify=data.target, random_state=SEED
    )
    forest = train(known, known_labels)

    model = lab / "starter" / "model" / "tumour.onnx"
    model.parent.mkdir(parents=True, exist_ok=True)
    model.write_bytes(to_onnx(forest).SerializeToString(deterministic=True))
    cases = lab / "grading" / "cases.csv"
    cases.parent.mkdir(parents=True, exist_ok=True)
    write_cases(cases, names, held_out)
    print(json.dumps(figures(forest, model, held_out, held_out_labels), indent=2))


if __name__ == "__main__":
    main()
