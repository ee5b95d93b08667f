-- A lab whose queue stands still: what is handed in waits, with the reason shown to who waits.
CREATE TABLE lab_pause (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lab text NOT NULL,
    reason text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 500),
    paused_by bigint NOT NULL REFERENCES account,
    paused_at timestamptz NOT NULL,
    resumed_by bigint REFERENCES account,
    resumed_at timestamptz,
    CHECK ((resumed_at IS NULL) = (resumed_by IS NULL))
);

CREATE UNIQUE INDEX lab_pause_standing ON lab_pause (lab) WHERE resumed_at IS NULL;
CREATE INDEX lab_pause_pauser ON lab_pause (paused_by);
CREATE INDEX lab_pause_resumer ON lab_pause (resumed_by);
