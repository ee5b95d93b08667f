CREATE TABLE submission (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    lab text NOT NULL,
    lab_digest text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    state text NOT NULL CHECK (state IN ('QUEUED', 'PREPARING', 'DEPLOYING', 'MEASURING',
        'PASSED', 'FAILED', 'REFUSED', 'INCONCLUSIVE', 'FAULTED')),
    -- The number of the run that may write; a process of an older run can write nothing.
    epoch integer NOT NULL DEFAULT 0,
    event_count bigint NOT NULL DEFAULT 0,
    handed_in_at timestamptz NOT NULL,
    concluded_at timestamptz,
    reason text NOT NULL DEFAULT '',
    earned integer,
    points integer NOT NULL,
    pass integer NOT NULL,
    p95_millis double precision,
    availability_percent double precision,
    measuring_millis bigint,
    total_millis bigint,
    UNIQUE (account_id, lab, number),
    CHECK ((concluded_at IS NULL) = (state IN ('QUEUED', 'PREPARING', 'DEPLOYING', 'MEASURING')))
);

CREATE UNIQUE INDEX submission_open ON submission (account_id, lab)
    WHERE state IN ('QUEUED', 'PREPARING', 'DEPLOYING', 'MEASURING');
CREATE INDEX submission_state ON submission (state, handed_in_at);
CREATE INDEX submission_lab ON submission (lab, concluded_at);

CREATE TABLE submission_file (
    submission_id bigint NOT NULL REFERENCES submission,
    path text NOT NULL,
    digest bytea NOT NULL REFERENCES file_content,
    PRIMARY KEY (submission_id, path)
);

CREATE INDEX submission_file_digest ON submission_file (digest);

CREATE TABLE grading_run (
    submission_id bigint NOT NULL REFERENCES submission,
    epoch integer NOT NULL,
    seed bigint NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    outcome text CHECK (outcome IN ('PASSED', 'FAILED', 'REFUSED', 'INCONCLUSIVE', 'FAULTED', 'INTERRUPTED')),
    reason text NOT NULL DEFAULT '',
    -- The grader's last line, with the host's witnesses and durations.
    conclusion jsonb,
    PRIMARY KEY (submission_id, epoch),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

-- What each check found, as the grader wrote it, with its evidence whole.
CREATE TABLE check_finding (
    submission_id bigint NOT NULL,
    epoch integer NOT NULL,
    position integer NOT NULL,
    finding jsonb NOT NULL,
    PRIMARY KEY (submission_id, epoch, position),
    FOREIGN KEY (submission_id, epoch) REFERENCES grading_run
);

CREATE TABLE submission_event (
    submission_id bigint NOT NULL REFERENCES submission,
    number bigint NOT NULL,
    epoch integer NOT NULL,
    kind text NOT NULL,
    data jsonb NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (submission_id, number)
);

-- No transaction covers a process or a folder: a row says what is about to be done, and later how it went.
CREATE TABLE grading_effect (
    submission_id bigint NOT NULL,
    epoch integer NOT NULL,
    effect text NOT NULL,
    subject text NOT NULL,
    intended_at timestamptz NOT NULL,
    outcome text,
    outcome_at timestamptz,
    PRIMARY KEY (submission_id, epoch, effect),
    FOREIGN KEY (submission_id, epoch) REFERENCES grading_run
);
