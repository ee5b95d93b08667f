"""The registry and the training set beside this script, made by Feast itself: pip install feast==0.67.0, then
python feast_repository.py. It works in a temporary folder and leaves only registry.json and the CSV files here."""

import contextlib
import io
import json
import random
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
from feast import Entity, FeatureStore, FeatureView, Field, FileSource, RepoConfig
from feast.types import Float64, Int64, String
from feast.value_type import ValueType
from google.protobuf.json_format import MessageToDict

HERE = Path(__file__).parent
START = datetime(2026, 1, 5, tzinfo=timezone.utc)


def card_rows(chance):
    """Every card is seen every half hour or so; one row in ten is written twice, corrected later."""
    rows = []
    for card in range(1, 9):
        at = START + timedelta(minutes=chance.randrange(60))
        while at < START + timedelta(days=3):
            created = at + timedelta(minutes=1)
            row = [card, at, created, chance.randrange(1, 90), round(chance.uniform(5, 300), 2)]
            rows.append(row)
            if chance.random() < 0.1:
                rows.append([card, at, created + timedelta(minutes=5), row[3] + 100, row[4]])
            at += timedelta(minutes=chance.randrange(20, 60) if chance.random() < 0.95 else 300)
    chance.shuffle(rows)
    return pd.DataFrame(rows, columns=["card", "seen_at", "written_at", "n_payments", "mean_amount"])


def holder_rows(chance):
    rows = []
    for holder in range(1, 5):
        for day in range(4):
            rows.append([f"h{holder}", START + timedelta(days=day), chance.choice(["low", "middle", "high"])])
    return pd.DataFrame(rows, columns=["holder_id", "event_timestamp", "risk"])


def label_rows(chance, cards):
    rows = []
    for card in range(1, 9):
        for _ in range(30):
            at = START + timedelta(minutes=chance.randrange(3 * 24 * 60))
            rows.append([card, f"h{(card + 1) // 2}", at, int(chance.random() < 0.2)])
    # At the very time of a row, and at the very end of its time to live.
    for card, seen in cards[["card", "seen_at"]].drop_duplicates().sample(20, random_state=3).itertuples(index=False):
        rows.append([card, f"h{(card + 1) // 2}", seen, 0])
        rows.append([card, f"h{(card + 1) // 2}", seen + timedelta(hours=2), 0])
    return pd.DataFrame(rows, columns=["card_id", "holder_id", "event_timestamp", "fraud"]).drop_duplicates(
        ["card_id", "holder_id", "event_timestamp"]
    )


def write(frame, name):
    text = frame.copy()
    for column in text.columns:
        if str(text[column].dtype).startswith("datetime"):
            text[column] = text[column].dt.strftime("%Y-%m-%d %H:%M:%S")
    text.to_csv(HERE / name, index=False)


def main():
    chance = random.Random(7)
    cards, holders = card_rows(chance), holder_rows(chance)
    labels = label_rows(chance, cards)
    with tempfile.TemporaryDirectory() as folder:
        cards.to_parquet(f"{folder}/cards.parquet")
        holders.to_parquet(f"{folder}/holders.parquet")
        card = Entity(name="card", join_keys=["card_id"], value_type=ValueType.INT64)
        holder = Entity(name="holder", join_keys=["holder_id"], value_type=ValueType.STRING)
        views = [
            FeatureView(
                name="card_activity",
                entities=[card],
                ttl=timedelta(hours=2),
                schema=[
                    Field(name="card_id", dtype=Int64),
                    Field(name="payments", dtype=Int64),
                    Field(name="mean_amount", dtype=Float64),
                ],
                source=FileSource(
                    name="cards",
                    path=f"{folder}/cards.parquet",
                    timestamp_field="seen_at",
                    created_timestamp_column="written_at",
                    field_mapping={"card": "card_id", "n_payments": "payments"},
                ),
            ),
            FeatureView(
                name="holder_risk",
                entities=[holder],
                ttl=timedelta(0),
                schema=[Field(name="holder_id", dtype=String), Field(name="risk", dtype=String)],
                source=FileSource(
                    name="holders", path=f"{folder}/holders.parquet", timestamp_field="event_timestamp"
                ),
            ),
        ]
        store = FeatureStore(
            config=RepoConfig(
                project="fraud",
                provider="local",
                registry=f"{folder}/registry.db",
                online_store={"type": "sqlite", "path": f"{folder}/online.db"},
                offline_store={"type": "file"},
                entity_key_serialization_version=3,
            )
        )
        with contextlib.redirect_stdout(io.StringIO()):
            store.apply([card, holder, *views])
        training = store.get_historical_features(
            entity_df=labels,
            features=["card_activity:payments", "card_activity:mean_amount", "holder_risk:risk"],
        ).to_df()
        # What `feast registry-dump` prints.
        dump = store.registry.to_dict(project="fraud")
        text = json.dumps(dump, indent=2, sort_keys=True).replace(folder, "data")
        (HERE / "registry.json").write_text(text + "\n")
        online = serve(store, training)
    write(cards, "cards.csv")
    write(holders, "holders.csv")
    write(labels, "labels.csv")
    write(training, "training.csv")
    write(online, "online.csv")


def serve(store, training):
    """What the online store answers once everything up to the end is written to it."""
    at = START + timedelta(days=3)
    with contextlib.redirect_stdout(io.StringIO()):
        store.materialize(START - timedelta(days=1), at)
    rows = [{"card_id": card, "holder_id": f"h{(card + 1) // 2}"} for card in range(1, 9)]
    answer = store.get_online_features(
        features=["card_activity:payments", "card_activity:mean_amount", "holder_risk:risk"], entity_rows=rows
    ).to_df()
    answer.insert(0, "event_timestamp", pd.Timestamp(at))
    return answer


if __name__ == "__main__":
    main()
