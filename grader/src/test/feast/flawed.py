"""Training sets as they are built by hand, each with one mistake: python flawed.py (pandas 2) after feast_repository.py."""

from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
TTL = pd.Timedelta(hours=2)


def times(frame, *columns):
    for column in columns:
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame


def cards():
    frame = times(pd.read_csv(HERE / "cards.csv"), "seen_at", "written_at")
    return frame.rename(columns={"card": "card_id", "n_payments": "payments"})


def holders():
    return times(pd.read_csv(HERE / "holders.csv"), "event_timestamp").rename(columns={"event_timestamp": "known_at"})


def labels():
    return times(pd.read_csv(HERE / "labels.csv"), "event_timestamp").sort_values("event_timestamp")


def latest(rows, keep="last"):
    return rows.sort_values(["seen_at", "written_at"]).drop_duplicates(["card_id", "seen_at"], keep=keep)


def join(asked, rows, tolerance=TTL, **how):
    joined = pd.merge_asof(
        asked, rows, left_on="event_timestamp", right_on="seen_at", by="card_id", tolerance=tolerance, **how
    )
    return pd.merge_asof(
        joined, holders().sort_values("known_at"), left_on="event_timestamp", right_on="known_at", by="holder_id"
    )


def write(frame, name):
    columns = ["card_id", "holder_id", "event_timestamp", "fraud", "payments", "mean_amount", "risk"]
    (HERE / "flawed").mkdir(exist_ok=True)
    frame[columns].to_csv(HERE / name, index=False)


def in_zone(rows, zone):
    """A time that is in UTC, read as if it were in another zone."""
    moved = rows.copy()
    moved["seen_at"] = moved["seen_at"].dt.tz_localize(None).dt.tz_localize(zone).dt.tz_convert("UTC")
    return moved


def main():
    asked, rows = labels(), latest(cards())
    write(join(asked, rows), "by-hand.csv")
    write(join(asked, rows, tolerance=None), "flawed/no-ttl.csv")
    write(join(asked, rows, tolerance=TTL * 24), "flawed/ttl-in-days.csv")
    write(join(asked, rows[rows["seen_at"] >= asked["event_timestamp"].max() - TTL]), "flawed/ttl-from-now.csv")
    write(join(asked, rows, direction="nearest", tolerance=None), "flawed/nearest.csv")
    write(join(asked, rows, allow_exact_matches=False), "flawed/strictly-before.csv")
    write(join(asked, latest(cards(), keep="first")), "flawed/first-writing.csv")
    write(join(asked, in_zone(rows, "Europe/Berlin")), "flawed/read-in-berlin.csv")
    write(join(asked, in_zone(rows, "America/New_York")), "flawed/read-in-new-york.csv")
    newest = rows.drop_duplicates("card_id", keep="last")
    write(join(asked, newest.assign(seen_at=rows["seen_at"].min()), tolerance=None), "flawed/newest.csv")
    right = join(asked, rows)
    write(right.fillna({"payments": 0, "mean_amount": 0.0}), "flawed/filled.csv")
    write(right.assign(mean_amount=right["mean_amount"].fillna(right["mean_amount"].mean())), "flawed/mean-filled.csv")
    write(right.assign(mean_amount=right["mean_amount"] * 100), "flawed/in-cents.csv")
    local = right.copy()
    local["event_timestamp"] = local["event_timestamp"].dt.tz_convert("Europe/Berlin").dt.tz_localize(None)
    write(local, "flawed/written-in-berlin.csv")


if __name__ == "__main__":
    main()
