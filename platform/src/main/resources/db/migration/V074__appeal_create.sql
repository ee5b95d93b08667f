-- A learner asks for a person to look at a submission. An appeal ends by an answer or by being withdrawn; a learner has one open.
CREATE TABLE appeal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id bigint NOT NULL REFERENCES submission,
    account_id bigint NOT NULL REFERENCES account,
    reason text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    asked_at timestamptz NOT NULL,
    withdrawn_at timestamptz,
    answered_by bigint REFERENCES account,
    answered_at timestamptz,
    answer text CHECK (length(btrim(answer)) BETWEEN 1 AND 2000),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer IS NULL)),
    CHECK (withdrawn_at IS NULL OR answered_at IS NULL),
    CHECK (account_id <> answered_by)
);

CREATE UNIQUE INDEX appeal_open ON appeal (account_id) WHERE withdrawn_at IS NULL AND answered_at IS NULL;
CREATE INDEX appeal_submission ON appeal (submission_id, id);
CREATE INDEX appeal_account ON appeal (account_id, id);
CREATE INDEX appeal_answerer ON appeal (answered_by);
