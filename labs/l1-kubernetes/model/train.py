"""Trains the lab's two models and draws the pool of grading cases.

Writes starter/model/wine.onnx, starter/trial/model/wine.onnx and grading/cases.csv below the lab's folder, then prints
the figures that the model card, starter/model/MODEL_CARD.md, quotes. Everything is seeded: the versions of
requirements.txt give the same bytes again.
"""

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

SEED = 20261
HELD_OUT = 60

# The trial's model holds its weights far closer to zero: another model, of the same form, for the same requests.
RELEASED = 1.0
TRIAL = 0.01


def train(features, labels, strength):
    """Returns a scaler and a multinomial logistic regression as one pipeline."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000)).fit(features, labels)


def to_onnx(pipeline, columns):
    """Returns the pipeline as ONNX: features [n,13] to label [n] and probabilities [n,3]."""
    model = convert_sklearn(
        pipeline,
        name="wine",
        initial_types=[("features", FloatTensorType([None, columns]))],
        options={id(pipeline): {"zipmap": False}},
        target_opset={"": 21, "ai.onnx.ml": 3},
    )
    sets = sorted({(opset.domain, opset.version) for opset in model.opset_import})
    del model.opset_import[:]
    model.opset_import.extend([onnx.helper.make_opsetid(domain, version) for domain, version in sets])
    onnx.checker.check_model(model)
    return model


def write_cases(path, names, rows):
    """Writes rows in training order; repr keeps every digit of a float64."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([repr(float(value)) for value in row] for row in rows)


def answers(path, features):
    """Returns what ONNX Runtime answers for the written file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(["label", "probabilities"], {"features": features.astype(np.float32)})


def figures(pipeline, path, features, labels):
    """Returns the held-out metrics of a written file."""
    label, probabilities = answers(path, features)
    return {
        "rows": len(labels),
        "right": int((label == labels).sum()),
        "largest_difference_to_scikit_learn": float(np.abs(probabilities - pipeline.predict_proba(features)).max()),
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, default=Path(__file__).resolve().parent.parent, help="the lab's folder")
    lab = parser.parse_args().lab

    data = load_wine()
    names = [str(name).replace("_", " ").replace("/", " ") for name in data.feature_names]
    known, held_out, known_labels, held_out_labels = train_test_split(
        data.data, data.target, test_size=HELD_OUT, stratify=data.target, random_state=SEED
    )
    told = {"columns": names, "worked row": [float(value) for value in data.data[0]]}
    files = {"released": lab / "starter/model/wine.onnx", "trial": lab / "starter/trial/model/wine.onnx"}
    for name, strength in {"released": RELEASED, "trial": TRIAL}.items():
        pipeline = train(known, known_labels, strength)
        files[name].parent.mkdir(parents=True, exist_ok=True)
        files[name].write_bytes(to_onnx(pipeline, len(names)).SerializeToString(deterministic=True))
        told[name] = figures(pipeline, files[name], held_out, held_out_labels)
        told[name]["worked answer"] = answers(files[name], data.data[:1])[1][0].tolist()
    apart = np.abs(answers(files["released"], held_out)[1] - answers(files["trial"], held_out)[1]).max(axis=1)
    told["rows on which the two differ by more than 0.00001"] = int((apart > 1e-5).sum())
    told["smallest difference on a row"] = float(apart.min())

    cases = lab / "grading" / "cases.csv"
    cases.parent.mkdir(parents=True, exist_ok=True)
    write_cases(cases, names, held_out)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
