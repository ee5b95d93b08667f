-- Submissions that are measured again, as one set: nothing of it counts before the set is applied, and it is applied, discarded
-- and taken back as a whole, by its state alone.
CREATE TABLE regrade (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text NOT NULL CHECK (scope IN ('SUBMISSION', 'COHORT', 'VERSION')),
    lab text NOT NULL,
    cohort_id bigint REFERENCES cohort ON DELETE SET NULL,
    -- Against the lab as each was handed in for, or as the lab was when the set was started.
    against text NOT NULL CHECK (against IN ('PINNED', 'CURRENT')),
    title text NOT NULL,
    reason text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    state text NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'APPLIED', 'DISCARDED', 'REVERSED')),
    started_by bigint NOT NULL REFERENCES account,
    started_at timestamptz NOT NULL,
    applied_by bigint REFERENCES account,
    applied_at timestamptz,
    ended_by bigint REFERENCES account,
    ended_at timestamptz,
    CHECK ((applied_at IS NULL) = (applied_by IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
    CHECK ((applied_at IS NOT NULL) = (state IN ('APPLIED', 'REVERSED'))),
    CHECK ((ended_at IS NOT NULL) = (state IN ('DISCARDED', 'REVERSED')))
);

CREATE INDEX regrade_starter ON regrade (started_by);
CREATE INDEX regrade_cohort ON regrade (cohort_id);
CREATE INDEX regrade_applier ON regrade (applied_by);
CREATE INDEX regrade_ender ON regrade (ended_by);

-- A state only goes forward: nothing that was discarded or taken back comes to count again unseen.
CREATE FUNCTION regrade_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = NEW.state
        OR OLD.state = 'RUNNING' AND NEW.state IN ('APPLIED', 'DISCARDED')
        OR OLD.state = 'APPLIED' AND NEW.state = 'REVERSED' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A regrade does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER regrade_guard BEFORE UPDATE OF state ON regrade FOR EACH ROW EXECUTE FUNCTION regrade_guard();

-- A regrading is a submission of its own, with runs, findings and events, that points to the one that it measures again.
ALTER TABLE submission
    ADD COLUMN regrade_id bigint REFERENCES regrade,
    ADD COLUMN regrade_of bigint REFERENCES submission,
    ADD CHECK ((regrade_id IS NULL) = (regrade_of IS NULL)),
    ADD UNIQUE (regrade_id, regrade_of),
    DROP CONSTRAINT submission_account_id_lab_number_key;

CREATE INDEX submission_regrade_of ON submission (regrade_of);
CREATE UNIQUE INDEX submission_number ON submission (account_id, lab, number) WHERE regrade_of IS NULL;

DROP INDEX submission_open;
CREATE UNIQUE INDEX submission_open ON submission (account_id, lab)
    WHERE state IN ('QUEUED', 'PREPARING', 'DEPLOYING', 'MEASURING') AND regrade_of IS NULL;
