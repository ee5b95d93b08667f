"""Trains the lab's two models, breaks two copies of the second one, and draws the pool of grading cases.

Writes starter/model/stable.onnx, starter/model/canary.onnx, grading/bad/errors.onnx, grading/bad/slow.onnx and
grading/cases.csv below the lab's folder, then prints the figures that the model card, starter/model/MODEL_CARD.md,
quotes. Everything is seeded: the versions of requirements.txt give the same bytes again.
"""

import argparse
import csv
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType

SEED = 20263
HELD_OUT = 142
OUTPUT = "progression"

# The column and the share of the training rows above which the broken copy fails.
BROKEN_COLUMN = "bmi"
BROKEN_SHARE = 0.6

# The slow copy multiplies a matrix of this size so many times by another one before it answers.
SLOW_SIZE = 64
SLOW_TIMES = 8000


def to_onnx(pipeline, columns):
    """Returns the pipeline as ONNX: features [n,10] to progression [n,1]."""
    model = convert_sklearn(
        pipeline,
        name="progression",
        initial_types=[("features", FloatTensorType([None, columns]))],
        final_types=[(OUTPUT, FloatTensorType([None, 1]))],
        target_opset={"": 21, "ai.onnx.ml": 3},
    )
    sets = sorted({(opset.domain, opset.version) for opset in model.opset_import})
    del model.opset_import[:]
    model.opset_import.extend([helper.make_opsetid(domain, version) for domain, version in sets])
    if not any(domain == "" for domain, _ in sets):
        model.opset_import.append(helper.make_opsetid("", 21))
    onnx.checker.check_model(model)
    return model


def spoilt(model, nodes, constants):
    """Returns a copy whose answer has the scalar `nothing`, always zero, added to it."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    for node in copy.graph.node:
        for i, name in enumerate(node.output):
            if name == OUTPUT:
                node.output[i] = "estimate"
    copy.graph.node.extend(nodes)
    copy.graph.node.append(helper.make_node("Add", ["estimate", "nothing"], [OUTPUT]))
    copy.graph.initializer.extend(constants)
    onnx.checker.check_model(copy)
    return copy


def failing(model, column, above):
    """Returns a copy that breaks on a row whose column is above a bound: it reaches beyond the end of a list."""
    constants = [
        numpy_helper.from_array(np.array(column, dtype=np.int64), "column"),
        numpy_helper.from_array(np.array(above, dtype=np.float32), "above"),
        numpy_helper.from_array(np.array([0], dtype=np.float32), "list"),
    ]
    nodes = [
        helper.make_node("Gather", ["features", "column"], ["looked_at"], axis=1),
        helper.make_node("Greater", ["looked_at", "above"], ["is_above"]),
        helper.make_node("Cast", ["is_above"], ["place_of_each"], to=TensorProto.INT64),
        helper.make_node("ReduceMax", ["place_of_each"], ["place"], keepdims=0),
        helper.make_node("Gather", ["list", "place"], ["nothing"], axis=0),
    ]
    return spoilt(model, nodes, constants)


def slow(model):
    """Returns a copy that turns the rows of a matrix over and over before it answers."""
    turned = np.roll(np.eye(SLOW_SIZE, dtype=np.float32), 1, axis=0)
    constants = [
        numpy_helper.from_array(turned, "turned"),
        numpy_helper.from_array(np.array(SLOW_TIMES, dtype=np.int64), "times"),
        numpy_helper.from_array(np.array(True), "always"),
        numpy_helper.from_array(np.array(0, dtype=np.float32), "zero"),
    ]
    body = helper.make_graph(
        [
            helper.make_node("MatMul", ["before", "turned"], ["after"]),
            helper.make_node("Identity", ["go"], ["go_on"]),
        ],
        "turn",
        [
            helper.make_tensor_value_info("turn_number", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("before", TensorProto.FLOAT, [SLOW_SIZE, SLOW_SIZE]),
        ],
        [
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("after", TensorProto.FLOAT, [SLOW_SIZE, SLOW_SIZE]),
        ],
    )
    nodes = [
        helper.make_node("ReduceMax", ["features"], ["largest"], keepdims=0),
        helper.make_node("Mul", ["largest", "zero"], ["no_change"]),
        helper.make_node("Add", ["turned", "no_change"], ["start"]),
        helper.make_node("Loop", ["times", "always", "start"], ["end"], body=body),
        helper.make_node("ReduceMax", ["end"], ["one"], keepdims=0),
        helper.make_node("Mul", ["one", "zero"], ["nothing"]),
    ]
    return spoilt(model, nodes, constants)


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
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def answers(path, features):
    """Returns what ONNX Runtime answers for the written file."""
    return session(path).run([OUTPUT], {"features": features.astype(np.float32)})[0][:, 0]


def failures(path, features):
    """Counts the rows on which the written file fails."""
    opened, count = session(path), 0
    for row in features.astype(np.float32):
        try:
            opened.run([OUTPUT], {"features": row[None, :]})
        except onnxruntime.capi.onnxruntime_pybind11_state.InvalidArgument:
            count += 1
    return count


def seconds(path, features):
    """Returns the median time of one row."""
    opened, times = session(path), []
    for row in features[:20].astype(np.float32):
        start = time.perf_counter()
        opened.run([OUTPUT], {"features": row[None, :]})
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def figures(model, path, features, target):
    """Returns the held-out metrics of a written file."""
    estimates = answers(path, features)
    return {
        "rows": len(target),
        "mean absolute error": float(mean_absolute_error(target, estimates)),
        "largest difference to scikit-learn": float(np.abs(estimates - model.predict(features)).max()),
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lab", type=Path, default=Path(__file__).resolve().parent.parent, help="the lab's folder")
    lab = parser.parse_args().lab

    data = load_diabetes(scaled=False)
    names = [str(name) for name in data.feature_names]
    known, held_out, known_target, held_out_target = train_test_split(
        data.data, data.target, test_size=HELD_OUT, random_state=SEED
    )
    models = {
        "stable": make_pipeline(StandardScaler(), Ridge(alpha=1.0)),
        "canary": GradientBoostingRegressor(
            n_estimators=120, max_depth=2, learning_rate=0.05, subsample=0.7, random_state=SEED
        ),
    }
    told = {"columns": names, "worked row": [float(value) for value in data.data[0]]}
    written = {}
    for name, model in models.items():
        model.fit(known, known_target)
        path = lab / "starter" / "model" / f"{name}.onnx"
        path.parent.mkdir(parents=True, exist_ok=True)
        written[name] = to_onnx(model, len(names))
        path.write_bytes(written[name].SerializeToString(deterministic=True))
        told[name] = figures(model, path, held_out, held_out_target)
        told[name]["worked answer"] = float(answers(path, data.data[:1])[0])
    both = [answers(lab / "starter" / "model" / f"{name}.onnx", held_out) for name in models]
    told["smallest difference on a row"] = float(np.abs(both[0] - both[1]).min())

    bad = lab / "grading" / "bad"
    bad.mkdir(parents=True, exist_ok=True)
    column = names.index(BROKEN_COLUMN)
    above = float(np.quantile(known[:, column], 1 - BROKEN_SHARE))
    for name, model in {"errors": failing(written["canary"], column, above), "slow": slow(written["canary"])}.items():
        (bad / f"{name}.onnx").write_bytes(model.SerializeToString(deterministic=True))
    told["bad"] = {
        "fails above": above,
        "rows that fail": failures(bad / "errors.onnx", held_out),
        "slow, median ms of one row": 1000 * seconds(bad / "slow.onnx", held_out),
        "slow answers as the canary": bool(np.array_equal(answers(bad / "slow.onnx", held_out[:3]), both[1][:3])),
    }
    write_cases(lab / "grading" / "cases.csv", names, held_out)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
