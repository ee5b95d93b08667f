"""The packaged server on a small folder of models, as a user starts it, for the tests of public clients."""

import json
import os
import pathlib
import shutil
import subprocess
from typing import NamedTuple

import pytest

STACK = pathlib.Path(__file__).resolve().parents[1]
MODELS = STACK / "src" / "test" / "models"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
SERVING = """\
server: {host: 127.0.0.1, port: 0, grpc-port: 0}
models:
  - {name: iris, path: iris.onnx}
  - {name: echo, path: echo.onnx}
"""


class Addresses(NamedTuple):
    http: str
    grpc: str


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    for model in ("iris", "echo"):
        shutil.copy(MODELS / f"{model}.onnx", folder)
    (folder / "serving.yaml").write_text(SERVING)
    command = [JAVA, f"@{STACK}/target/lib/jvm.options", "-jar", STACK / "target" / "reference-stack.jar", "serve", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline()
        assert '"event":"ready"' in line, f"the server said {line!r}"
        ready = json.loads(line)
        yield Addresses(f"127.0.0.1:{ready['port']}", f"127.0.0.1:{ready['grpc-port']}")
    finally:
        process.terminate()
        assert process.wait(30) == 0
        process.stdout.close()


@pytest.fixture(scope="session")
def iris():
    """Rows of Iris, and the probabilities that scikit-learn has for them."""
    expected = json.loads((MODELS / "iris-expected.json").read_text())
    return expected["rows"], expected["probabilities"]
