-- What counts in a cohort: how many late days each of its members has, and for each lab when it is due and which hand-in counts.
ALTER TABLE cohort ADD COLUMN late_days integer NOT NULL DEFAULT 0 CHECK (late_days BETWEEN 0 AND 60);

CREATE TABLE lab_policy (
    cohort_id bigint NOT NULL REFERENCES cohort ON DELETE CASCADE,
    lab text NOT NULL,
    due_at timestamptz,
    counts text NOT NULL CHECK (counts IN ('BEST', 'LAST')),
    PRIMARY KEY (cohort_id, lab)
);
