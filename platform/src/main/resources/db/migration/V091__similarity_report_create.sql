-- How alike the work of a cohort's learners for a lab is. A report is made off the request path and kept by what it compared, so that
-- the same work is compared once; nothing follows from it by itself.
CREATE TABLE similarity_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cohort_id bigint NOT NULL REFERENCES cohort ON DELETE CASCADE,
    lab text NOT NULL,
    -- Of what is compared and of how.
    digest text NOT NULL,
    pairs integer NOT NULL CHECK (pairs >= 0),
    done integer NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND pairs),
    asked_by bigint NOT NULL REFERENCES account,
    asked_at timestamptz NOT NULL,
    -- A process that works on it says so again and again; one that fell silent is replaced.
    claimed_at timestamptz,
    finished_at timestamptz,
    problem text NOT NULL DEFAULT '',
    UNIQUE (cohort_id, lab, digest),
    CHECK (finished_at IS NOT NULL OR problem = '')
);

CREATE INDEX similarity_report_open ON similarity_report (id) WHERE finished_at IS NULL;
CREATE INDEX similarity_report_asker ON similarity_report (asked_by);

CREATE TABLE similarity_work (
    report_id bigint NOT NULL REFERENCES similarity_report ON DELETE CASCADE,
    submission_id bigint NOT NULL REFERENCES submission ON DELETE CASCADE,
    PRIMARY KEY (report_id, submission_id)
);

CREATE INDEX similarity_work_submission ON similarity_work (submission_id);

-- The most alike pairs of a report, written when it is finished.
CREATE TABLE similarity_pair (
    report_id bigint NOT NULL,
    one bigint NOT NULL,
    other bigint NOT NULL,
    share double precision NOT NULL CHECK (share BETWEEN 0 AND 1),
    -- False where the works are too long or too repetitive to compare all of them.
    whole boolean NOT NULL,
    PRIMARY KEY (report_id, one, other),
    FOREIGN KEY (report_id, one) REFERENCES similarity_work ON DELETE CASCADE,
    FOREIGN KEY (report_id, other) REFERENCES similarity_work ON DELETE CASCADE,
    CHECK (one < other)
);

CREATE INDEX similarity_pair_other ON similarity_pair (report_id, other);
