"""Trains the lab's two releases, lays out the releases, and draws the pool of grading cases.

Writes iris.onnx below starter/releases/ and grading/, and grading/cases.csv, all in the lab's folder, then prints the
figures that the model card, starter/MODEL_CARD.md, quotes. Everything is seeded: the versions of requirements.txt give
the same bytes again.
"""

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

SEED = 20261
HELD_OUT = 50
COLUMNS = ["sepal length", "sepal width", "petal length", "petal width"]

# The second release holds its weights less close to zero: another model, of the same form, for the same requests.
FIRST = 0.1
SECOND = 1.0

# A release is delivered under its number, and as the latest one too.
PLACES = {
    "first": ["starter/releases/1", "starter/releases/latest"],
    "second": ["grading/release/releases/2", "grading/release/releases/latest"],
    "broken": ["grading/bad/releases/3", "grading/bad/releases/latest"],
}


def train(features, labels, strength):
    """Returns a scaler and a multinomial logistic regression as one pipeline."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000)).fit(features, labels)


def to_onnx(pipeline):
    """Returns the pipeline as the bytes of an ONNX model: features [n,4] to label [n] and probabilities [n,3]."""
    model = convert_sklearn(
        pipeline,
        name="iris",
        initial_types=[("features", FloatTensorType([None, len(COLUMNS)]))],
        options={id(pipeline): {"zipmap": False}},
        target_opset={"": 21, "ai.onnx.ml": 3},
    )
    sets = sorted({(opset.domain, opset.version) for opset in model.opset_import})
    del model.opset_import[:]
    model.opset_import.extend([onnx.helper.make_opsetid(domain, version) for domain, version in sets])
    onnx.checker.check_model(model)
    return model.SerializeToString(deterministic=True)


def write(lab, release, content):
    """Writes a model to each of its release's places and returns the first."""
    for place in PLACES[release]:
        (lab / place).mkdir(parents=True, exist_ok=True)
        (lab / place / "iris.onnx").write_bytes(content)
    return lab / PLACES[release][0] / "iris.onnx"


def write_cases(path, rows):
    """Writes rows in training order; repr keeps every digit of a float64."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
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

    data = load_iris()
    known, held_out, known_labels, held_out_labels = train_test_split(
        data.data, data.target, test_size=HELD_OUT, stratify=data.target, random_state=SEED
    )
    told = {
        "smallest": data.data.min(axis=0).tolist(),
        "largest": data.data.max(axis=0).tolist(),
        "worked row": data.data[50].tolist(),
    }
    files = {}
    for release, strength in {"first": FIRST, "second": SECOND}.items():
        pipeline = train(known, known_labels, strength)
        files[release] = write(lab, release, to_onnx(pipeline))
        told[release] = figures(pipeline, files[release], held_out, held_out_labels)
        told[release]["worked answer"] = answers(files[release], data.data[50:51])[1][0].tolist()
    # A transfer that was cut off: the first half of the second release's file.
    whole = files["second"].read_bytes()
    write(lab, "broken", whole[: len(whole) // 2])
    apart = np.abs(answers(files["first"], held_out)[1] - answers(files["second"], held_out)[1]).max(axis=1)
    told["rows on which the two differ by more than 0.00001"] = int((apart > 1e-5).sum())
    told["smallest difference on a row"] = float(apart.min())
    write_cases(lab / "grading" / "cases.csv", held_out)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
