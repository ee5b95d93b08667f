"""Trains the lab's dear model, distils a small one from it, quantises that one, and draws the pool of grading cases.

Writes starter/model/smoothed.onnx, starter/model/student.onnx, starter/model/student-int8.onnx and grading/cases.csv
below the lab's folder, then prints the figures that the model card, starter/model/MODEL_CARD.md, quotes. Everything is
seeded: the versions of requirements.txt give the same bytes again on the same machine.
"""

import argparse
import csv
import hashlib
import json
import logging
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from sklearn.datasets import load_diabetes
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

SEED = 20264
HELD_OUT = 142
OUTPUT = "progression"

# The dear model answers the mean over this many noisy copies of a row, in antithetic pairs; the noise is in standard
# deviations of each column.
COPIES = 1000
NOISE = 0.35

# The student learns what the dear model says of so many rows, each an observed one with every column moved by up to
# this share of its range.
LESSONS = 20_000
MOVED = 0.08

# Errors of measurement that the card tries, in standard deviations of each column.
MEASURED = 0.1


def layers(model, scaler=None, target=(0.0, 1.0)):
    """Returns a network's weights as float64, with the scalers of its inputs and its target folded into them."""
    weights = [weight.astype(np.float64) for weight in model.coefs_]
    biases = [bias.astype(np.float64) for bias in model.intercepts_]
    if scaler is not None:
        biases[0] = biases[0] - (scaler.mean_ / scaler.scale_) @ weights[0]
        weights[0] = weights[0] / scaler.scale_[:, None]
    mean, deviation = target
    weights[-1] = weights[-1] * deviation
    biases[-1] = biases[-1] * deviation + mean
    return weights, biases


def network(weights, biases, entry, exit_):
    """Returns the nodes and constants of a network of rectified linear units."""
    nodes, constants, name = [], [], entry
    for i, (weight, bias) in enumerate(zip(weights, biases)):
        constants += [
            numpy_helper.from_array(weight.astype(np.float32), f"weight_{i}"),
            numpy_helper.from_array(bias.astype(np.float32), f"bias_{i}"),
        ]
        last = i == len(weights) - 1
        nodes += [
            helper.make_node("MatMul", [name, f"weight_{i}"], [f"product_{i}"]),
            helper.make_node("Add", [f"product_{i}", f"bias_{i}"], [exit_ if last else f"sum_{i}"]),
        ]
        if not last:
            nodes.append(helper.make_node("Relu", [f"sum_{i}"], [f"unit_{i}"]))
        name = f"unit_{i}"
    return nodes, constants


def to_onnx(nodes, constants, columns):
    """Returns a model from features [n,columns] to progression [n,1]."""
    graph = helper.make_graph(
        nodes,
        "progression",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["n", columns])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["n", 1])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def smoothed(model, scaler, target, noise):
    """Returns the mean of the network over noisy copies of each row."""
    weights, biases = layers(model, scaler, target)
    nodes, constants = network(weights, biases, "copies", "each")
    constants += [
        numpy_helper.from_array(np.array([1], dtype=np.int64), "copy_axis"),
        numpy_helper.from_array((noise * scaler.scale_).astype(np.float32)[None], "noise"),
    ]
    before = [
        helper.make_node("Unsqueeze", ["features", "copy_axis"], ["row"]),
        helper.make_node("Add", ["row", "noise"], ["copies"]),
    ]
    after = [helper.make_node("ReduceMean", ["each", "copy_axis"], [OUTPUT], keepdims=0)]
    return to_onnx(before + nodes + after, constants, len(scaler.scale_))


def quantised(model):
    """Returns a copy whose matrices are eight-bit integers, and whose activations become so when it runs."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        onnx.save(model, whole)
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8)
        return onnx.load(small)


def write_cases(path, names, rows):
    """Writes rows in training order; repr keeps every digit of a float64."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([repr(float(value)) for value in row] for row in rows)


def session(path):
    """Opens a written file on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def answers(path, features):
    """Returns what ONNX Runtime answers for the written file, row by row as the service is asked."""
    opened = session(path)
    rows = features.astype(np.float32)
    return np.array([opened.run([OUTPUT], {"features": row[None, :]})[0][0, 0] for row in rows], dtype=np.float64)


def micros(path, features):
    """Returns the median time of one row."""
    opened, times = session(path), []
    for row in features[:100].astype(np.float32):
        start = time.perf_counter()
        opened.run([OUTPUT], {"features": row[None, :]})
        times.append(time.perf_counter() - start)
    return 1e6 * float(np.median(times))


def moved(rows, count, random):
    """Returns observed rows with every column moved, within what was observed."""
    least, most = rows.min(axis=0), rows.max(axis=0)
    drawn = rows[random.integers(len(rows), size=count)]
    return np.clip(drawn + random.uniform(-MOVED, MOVED, drawn.shape) * (most - least), least, most)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, default=Path(__file__).resolve().parent.parent, help="the lab's folder")
    lab = parser.parse_args().lab
    random = np.random.default_rng(SEED)
    # The number of passes is chosen; the networks are not meant to converge.
    warnings.filterwarnings("ignore", category=ConvergenceWarning)

    data = load_diabetes(scaled=False)
    names = [str(name) for name in data.feature_names]
    known, held_out, known_target, held_out_target = train_test_split(
        data.data, data.target, test_size=HELD_OUT, random_state=SEED
    )
    scaler = StandardScaler().fit(known)
    target = (float(known_target.mean()), float(known_target.std()))
    folder = lab / "starter" / "model"
    folder.mkdir(parents=True, exist_ok=True)

    one = MLPRegressor(hidden_layer_sizes=(256, 256), alpha=10.0, learning_rate_init=1e-3, max_iter=60, random_state=SEED)
    one.fit(scaler.transform(known), (known_target - target[0]) / target[1])
    half = random.normal(scale=NOISE, size=(COPIES // 2, len(names)))
    dear = smoothed(one, scaler, target, np.concatenate([half, -half]))
    (folder / "smoothed.onnx").write_bytes(dear.SerializeToString(deterministic=True))

    lessons = moved(known, LESSONS, random)
    heard = (answers(folder / "smoothed.onnx", lessons) - target[0]) / target[1]
    student = MLPRegressor(hidden_layer_sizes=(48, 48), alpha=1e-6, learning_rate_init=2e-3, max_iter=150, tol=0, random_state=SEED)
    student.fit(scaler.transform(lessons), heard)
    small = to_onnx(*network(*layers(student, scaler, target), "features", OUTPUT), len(names))
    (folder / "student.onnx").write_bytes(small.SerializeToString(deterministic=True))
    (folder / "student-int8.onnx").write_bytes(quantised(small).SerializeToString(deterministic=True))
    write_cases(lab / "grading" / "cases.csv", names, held_out)

    fresh = moved(held_out, 2000, random)
    truth = answers(folder / "smoothed.onnx", fresh)
    told = {"columns": names, "worked row": [float(value) for value in data.data[0]], "its target": data.target[0]}
    def network_alone(rows):
        return one.predict(scaler.transform(rows)) * target[1] + target[0]

    erring = held_out + random.normal(scale=MEASURED, size=held_out.shape) * scaler.scale_
    told["one copy"] = {
        "mean absolute error": float(mean_absolute_error(held_out_target, network_alone(held_out))),
        "median change by errors of measurement": float(
            np.median(np.abs(network_alone(erring) - network_alone(held_out)))
        ),
    }
    for name in ["smoothed", "student", "student-int8"]:
        path = folder / f"{name}.onnx"
        apart = np.abs(answers(path, fresh) - truth)
        told[name] = {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "mean absolute error": float(mean_absolute_error(held_out_target, answers(path, held_out))),
            "median change by errors of measurement": float(
                np.median(np.abs(answers(path, erring) - answers(path, held_out)))
            ),
            "apart from smoothed: median, p99, most": [float(q) for q in np.quantile(apart, [0.5, 0.99, 1])],
            "share more than 6 apart": float((apart > 6).mean()),
            "worked answer": float(answers(path, data.data[:1])[0]),
            "median microseconds of one row here": micros(path, held_out),
        }
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
