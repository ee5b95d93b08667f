"""Makes the lab's data, trains its model and draws the rows that the grader replays.

Writes starter/model/parcel.onnx, starter/data/last-month.csv, starter/data/training.csv and grading/stream.csv below the
lab's folder, then prints the figures that the model card, starter/model/MODEL_CARD.md, quotes. The parcels are made by
`parcels`, out of nothing but a seed. The versions of requirements.txt give the same bytes again.
"""

import argparse
import csv
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

SEED = 20263
COLUMNS = ["distance", "weight", "temperature", "hour", "depot"]
LABEL = "late"
DEPOTS = [0.4, 0.3, 0.2, 0.1]

TRAINED_ON = 6000
LAST_MONTH = 3000
HELD_OUT = 4000
STREAM = 8000


def parcels(random, rows):
    """Returns features [rows,5] of parcels and whether each came late."""
    distance = random.gamma(4.0, 25.0, rows)
    weight = random.gamma(3.0, 1.5, rows)
    temperature = random.normal(11.0, 7.0, rows)
    hour = random.triangular(6.0, 15.0, 21.0, rows)
    depot = random.choice(len(DEPOTS), size=rows, p=DEPOTS)
    score = (
        -6.4
        + 0.024 * distance
        + 0.16 * weight
        + 0.11 * np.maximum(0.0, 3.0 - temperature)
        + 0.14 * (hour - 12.0)
        + np.array([0.0, 0.3, 0.6, 1.6])[depot]
    )
    late = random.random(rows) < 1 / (1 + np.exp(-score))
    features = np.column_stack([distance, weight, temperature, hour, depot]).round(3)
    return features, late.astype(np.int64)


def balanced(random, rows):
    """Returns as many late parcels as punctual ones: what the model learns from."""
    features, late = parcels(random, 20 * rows)
    chosen = np.concatenate([np.flatnonzero(late == label)[: rows // 2] for label in (0, 1)])
    random.shuffle(chosen)
    return features[chosen], late[chosen]


def to_onnx(model):
    """Returns the model as ONNX: features [n,5] to label [n] and probabilities [n,2]."""
    converted = convert_sklearn(
        model,
        name="parcel",
        initial_types=[("features", FloatTensorType([None, len(COLUMNS)]))],
        options={id(model): {"zipmap": False}},
        target_opset={"": 21, "ai.onnx.ml": 3},
    )
    sets = sorted({(opset.domain, opset.version) for opset in converted.opset_import})
    del converted.opset_import[:]
    converted.opset_import.extend([onnx.helper.make_opsetid(domain, version) for domain, version in sets])
    onnx.checker.check_model(converted)
    return converted


def answers(path, features):
    """Returns what ONNX Runtime answers for the written file."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(["probabilities"], {"features": features.astype(np.float32)})[0]


def write(path, features):
    """Writes rows of features; repr keeps every digit of a float64."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in features:
            writer.writerow([*(repr(float(value)) for value in row[:-1]), int(row[-1])])


def spread(features):
    """Returns mean and standard deviation of the numbers and the share of each depot."""
    told = {
        name: [round(float(features[:, i].mean()), 2), round(float(features[:, i].std()), 2)]
        for i, name in enumerate(COLUMNS[:-1])
    }
    told["depot"] = [round(float((features[:, -1] == depot).mean()), 3) for depot in range(len(DEPOTS))]
    return told


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, default=Path(__file__).resolve().parent.parent, help="the lab's folder")
    lab = parser.parse_args().lab

    random = np.random.default_rng(SEED)
    training, training_late = balanced(random, TRAINED_ON)
    last_month, last_month_late = parcels(random, LAST_MONTH)
    held_out, held_out_late = parcels(random, HELD_OUT)
    stream, _ = parcels(random, STREAM)

    model = GradientBoostingClassifier(n_estimators=60, max_depth=3, random_state=SEED).fit(training, training_late)
    path = lab / "starter/model/parcel.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(to_onnx(model).SerializeToString(deterministic=True))
    write(lab / "starter/data/training.csv", training)
    write(lab / "starter/data/last-month.csv", last_month)
    write(lab / "grading/stream.csv", stream)

    probabilities = answers(path, held_out)[:, 1]
    told = {
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "held out": HELD_OUT,
        "area under the ROC curve": round(float(roc_auc_score(held_out_late, probabilities)), 4),
        "largest difference to scikit-learn": float(
            np.abs(probabilities - model.predict_proba(held_out.astype(np.float32))[:, 1]).max()
        ),
        "late, last month": round(float(last_month_late.mean()), 4),
        "late, training": round(float(training_late.mean()), 4),
        "last month": spread(last_month),
        "training": spread(training),
        "stream": spread(stream),
        "worked row": last_month[0].tolist(),
        "worked answer": answers(path, last_month[:1])[0].tolist(),
    }
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
