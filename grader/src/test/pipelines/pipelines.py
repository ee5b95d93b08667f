"""The pipelines beside this script, before compilation: pip install kfp==2.17.0, then python pipelines.py."""

from kfp import compiler, dsl
from kfp.dsl import Dataset, Input, Metrics, Model, Output
from typing import List


@dsl.component(base_image="python:3.12.4-slim")
def fit(depth: int, model: Output[Model]) -> float:
    model.metadata["depth"] = depth
    return 0.5


@dsl.component(base_image="python:3.12.4-slim")
def choose(models: Input[List[Model]], scores: List[float]) -> str:
    return "best"


@dsl.component(base_image="python:3.12.4-slim")
def publish(name: str, base: Input[Model]):
    print(name)


@dsl.pipeline(name="search")
def search(name: str = "tumour"):
    base = dsl.importer(artifact_uri="s3://models/base", artifact_class=Model, reimport=True)
    with dsl.ParallelFor([2, 4, 8]) as depth:
        fitted = fit(depth=depth)
    chosen = choose(models=dsl.Collected(fitted.outputs["model"]), scores=dsl.Collected(fitted.outputs["Output"]))
    with dsl.If(chosen.output == "best"):
        publish(name=name, base=base.output)


@dsl.component(base_image="python:3.12.4-slim")
def load(rows: int, data: Output[Dataset]):
    open(data.path, "w").write("a,b\n" * rows)


@dsl.component(base_image="python:3.12.4-slim")
def train(data: Input[Dataset], seed: int, model: Output[Model]) -> float:
    open(model.path, "w").write(open(data.path).read())
    return 0.5


@dsl.component(base_image="python:3.12.4-slim")
def evaluate(model: Input[Model], data: Input[Dataset], accuracy: float, metrics: Output[Metrics]):
    metrics.log_metric("accuracy", accuracy)


@dsl.pipeline(name="tumour")
def tumour(rows: int = 100, seed: int = 7):
    loaded = load(rows=rows)
    loaded.set_caching_options(False)
    loaded.set_retry(num_retries=3, backoff_duration="10s", backoff_factor=2.0)
    trained = train(data=loaded.outputs["data"], seed=seed)
    evaluate(model=trained.outputs["model"], data=loaded.outputs["data"], accuracy=trained.outputs["Output"])


if __name__ == "__main__":
    compiler.Compiler().compile(search, "loops.yaml")
    compiler.Compiler().compile(tumour, "tumour.yaml")
