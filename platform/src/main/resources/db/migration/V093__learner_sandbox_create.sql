-- A learner's own sandbox. A row says what should be; the machine is brought to it, again after a restart. A learner has one.
CREATE TABLE learner_sandbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    lab text NOT NULL,
    sandbox_class text NOT NULL,
    opened_at timestamptz NOT NULL,
    used_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    extensions integer NOT NULL DEFAULT 0 CHECK (extensions >= 0),
    deployment integer NOT NULL DEFAULT 1 CHECK (deployment > 0),
    suspended_at timestamptz,
    suspended_why text,
    closed_at timestamptz,
    closed_why text,
    CHECK ((suspended_at IS NULL) = (suspended_why IS NULL)),
    CHECK ((closed_at IS NULL) = (closed_why IS NULL)),
    CHECK (expires_at > opened_at)
);

CREATE UNIQUE INDEX learner_sandbox_open ON learner_sandbox (account_id) WHERE closed_at IS NULL;
CREATE INDEX learner_sandbox_account ON learner_sandbox (account_id, id);
