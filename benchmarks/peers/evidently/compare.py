"""Times Evidently on the data that a bench has written: compare.py FOLDER ROUNDS. Prints JSON."""

import importlib.metadata
import json
import pathlib
import sys
import time

import numpy as np
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests import get_stattest
from evidently.presets import DataDriftPreset


def frame(folder, description, side):
    columns = {}
    for column in description["columns"]:
        file = folder / f"{column['name']}.{side}"
        if column["categories"]:
            columns[column["name"]] = np.array(column["categories"], dtype=object)[np.fromfile(file, np.uint8)]
        else:
            columns[column["name"]] = np.fromfile(file, "<f8")
    return pd.DataFrame(columns)


def timed(action):
    wall, cpu = time.perf_counter(), time.process_time()
    result = action()
    return result, {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def main(folder, rounds):
    description = json.loads((folder / "columns.json").read_text())
    types = {column["name"]: "cat" if column["categories"] else "num" for column in description["columns"]}
    reference, current = frame(folder, description, "reference"), frame(folder, description, "current")
    definition = DataDefinition(
        numerical_columns=[name for name, kind in types.items() if kind == "num"],
        categorical_columns=[name for name, kind in types.items() if kind == "cat"],
    )
    datasets = [Dataset.from_pandas(data, data_definition=definition) for data in (current, reference)]

    def tests_only():
        results = {}
        for name, kind in types.items():
            test = get_stattest(reference[name], current[name], kind, None)
            results[name] = (test.name, float(test(reference[name], current[name], kind, None).drift_score))
        return results

    answer = {
        "versions": {name: importlib.metadata.version(name) for name in ("evidently", "scipy", "numpy", "pandas")},
        "run": [],
        "tests": [],
    }
    for _ in range(rounds):
        answer["run"].append(timed(lambda: Report([DataDriftPreset()]).run(*datasets))[1])
        results, seconds = timed(tests_only)
        answer["tests"].append(seconds)
    answer["columns"] = {name: {"test": test, "score": score} for name, (test, score) in results.items()}
    print(json.dumps(answer))


main(pathlib.Path(sys.argv[1]), int(sys.argv[2]))
