"""Compares drift statistics and verdicts with Evidently's and scipy's on the same data.

Equal within 1e-9 relative. A p-value below 1e-6 of the z-test is compared absolutely, because Evidently subtracts it
from 1; see docs/reference-stack/drift.md for what is defined differently.
"""

import json
import math
import os
import pathlib
import subprocess

import numpy as np
import pandas as pd
import pytest
from evidently import DataDefinition, Dataset, Report
from evidently.metrics import ValueDrift
from evidently.presets import DataDriftPreset
from scipy import stats

JAR = pathlib.Path(__file__).resolve().parents[1] / "target" / "reference-stack.jar"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
SIZES = [200, 1000, 5000, 100_000]
NUMERIC = [
    "steady", "shifted", "wider", "skewed", "heavy", "uniform", "mostly_zero", "age", "grade", "flag", "constant",
    "holed",
]
CATEGORICAL = ["switch", "colour", "city", "extended", "holed_colour"]
METHODS = {
    "ks": NUMERIC,
    "wasserstein": NUMERIC,
    "psi": NUMERIC + CATEGORICAL,
    "jensenshannon": NUMERIC + CATEGORICAL,
    "chisquare": CATEGORICAL,
    "z": CATEGORICAL,
}
NAMES = {
    "K-S p_value": "ks",
    "Wasserstein distance (normed)": "wasserstein",
    "PSI": "psi",
    "Jensen-Shannon distance": "jensenshannon",
    "chi-square p_value": "chisquare",
    "Z-test p_value": "z",
}


def frame(seed, rows, moved):
    """Columns of every kind, some of which differ between reference and current data by `moved`."""
    random = np.random.default_rng(seed)
    holes = random.random(rows) < 0.05
    extended = ["x", "y", "z", "new"] if moved else ["x", "y", "z"]
    colours = np.array(["red", "green", "blue", "black", "white"])
    return pd.DataFrame(
        {
            "steady": random.normal(10, 3, rows),
            "shifted": random.normal(moved, 1, rows),
            "wider": random.normal(1e6, 1 + moved, rows),
            "skewed": random.lognormal(moved / 2, 1, rows),
            "heavy": random.standard_t(2, rows),
            "uniform": random.random(rows) * (1 + moved / 10),
            "mostly_zero": np.maximum(0, random.normal(-1, 1, rows)),
            "age": random.integers(18, 90 + round(20 * moved), rows),
            "grade": random.integers(1, 6, rows),
            "flag": (random.random(rows) < 0.3 + moved / 10).astype(int),
            "constant": np.full(rows, 7.5),
            "holed": np.where(holes, np.nan, random.normal(moved, 2, rows)),
            "switch": np.where(random.random(rows) < 0.5 + moved / 10, "on", "off"),
            "colour": random.choice(colours, rows),
            "city": random.choice([f"city {i}" for i in range(30)], rows),
            "extended": random.choice(extended, rows),
            "holed_colour": np.where(holes, None, random.choice(colours, rows)),
        }
    )


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size} rows")
def data(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    frames = {"reference": frame(1, request.param, 0.0), "current": frame(2, request.param * 4 // 5, 0.4)}
    for name, values in frames.items():
        values.to_csv(folder / f"{name}.csv", index=False)
    return folder, frames["reference"], frames["current"]


def ours(folder, *options):
    command = [JAVA, "-jar", str(JAR), "compare", "reference.csv", "current.csv", "--json", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    assert answer["drifted"] == (done.returncode == 1)
    return answer, {column["name"]: column for column in answer["columns"]}


def theirs(reference, current, metrics):
    definition = DataDefinition(numerical_columns=NUMERIC, categorical_columns=CATEGORICAL)
    report = Report(metrics, include_tests=True).run(
        Dataset.from_pandas(current, data_definition=definition),
        Dataset.from_pandas(reference, data_definition=definition),
    )
    return json.loads(report.json())


def score(column):
    return column.get("p_value", column.get("statistic"))


def assert_equal(test, actual, expected):
    if test == "z" and expected < 1e-6:
        assert actual == pytest.approx(expected, abs=1e-15)
    else:
        assert math.isclose(actual, expected, rel_tol=1e-9, abs_tol=1e-300)


def test_each_columns_default_test_score_and_verdict(data):
    folder, reference, current = data
    answer, columns = ours(folder)
    report = theirs(reference, current, [DataDriftPreset()])
    assert set(columns) == set(NUMERIC + CATEGORICAL)
    compared = 0
    for metric, test in zip(report["metrics"][1:], report["tests"][1:]):
        config = metric["config"]
        column = columns[config["column"]]
        assert column["test"] == NAMES[config["method"]], config["column"]
        assert column["threshold"] == config["threshold"]
        assert_equal(column["test"], score(column), metric["value"])
        assert column["drifted"] == (test["status"] == "FAIL"), config["column"]
        compared += 1
    assert compared == len(columns)
    counted = report["metrics"][0]["value"]
    assert answer["drifted_columns"] == counted["count"]
    assert answer["drifted"] == (counted["share"] >= 0.5)


@pytest.mark.parametrize("method", METHODS)
def test_each_test_by_its_name(data, method):
    folder, reference, current = data
    _, columns = ours(folder, "--test", method)
    names = METHODS[method]
    report = theirs(reference, current, [ValueDrift(column=name, method=method) for name in names])
    assert len(report["metrics"]) == len(names)
    for metric, test in zip(report["metrics"], report["tests"]):
        column = columns[metric["config"]["column"]]
        assert column["test"] == method
        assert_equal(method, score(column), metric["value"])
        assert column["drifted"] == (test["status"] == "FAIL")


def test_statistics_are_scipys(data):
    folder, reference, current = data
    _, by_ks = ours(folder, "--test", "ks")
    _, by_wasserstein = ours(folder, "--test", "wasserstein")
    for name in NUMERIC:
        first, second = reference[name].dropna(), current[name].dropna()
        expected = stats.ks_2samp(first, second)
        assert_equal("ks", by_ks[name]["statistic"], expected.statistic)
        assert_equal("ks", by_ks[name]["p_value"], expected.pvalue)
        distance = stats.wasserstein_distance(first, second) / max(np.std(first), 0.001)
        assert_equal("wasserstein", by_wasserstein[name]["statistic"], distance)


def test_missing_values_are_counted(data):
    folder, reference, current = data
    _, columns = ours(folder)
    for name, column in columns.items():
        assert column["missing_in_reference"] == reference[name].isna().sum()
        assert column["missing_in_current"] == current[name].isna().sum()
