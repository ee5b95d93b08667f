CREATE TABLE cohort (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    instructor_id bigint NOT NULL REFERENCES account,
    starts_on date NOT NULL,
    ends_on date,
    created_at timestamptz NOT NULL,
    archived_at timestamptz,
    CHECK (ends_on >= starts_on)
);

CREATE INDEX cohort_instructor ON cohort (instructor_id);

-- places: how many may join by this link; null for no limit. The link itself is never kept, only its hash.
CREATE TABLE cohort_invitation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    cohort_id bigint NOT NULL REFERENCES cohort ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    places integer CHECK (places > 0),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX cohort_invitation_cohort ON cohort_invitation (cohort_id, id);
CREATE UNIQUE INDEX cohort_invitation_one ON cohort_invitation (cohort_id) WHERE revoked_at IS NULL;

-- A row stays when its member goes: who was removed does not come back by the link that they hold.
CREATE TABLE cohort_member (
    cohort_id bigint NOT NULL REFERENCES cohort ON DELETE CASCADE,
    account_id bigint NOT NULL REFERENCES account,
    invitation_id bigint REFERENCES cohort_invitation ON DELETE SET NULL,
    joined_at timestamptz NOT NULL,
    left_at timestamptz,
    removed boolean NOT NULL DEFAULT false,
    PRIMARY KEY (cohort_id, account_id),
    CHECK (NOT removed OR left_at IS NOT NULL)
);

CREATE INDEX cohort_member_account ON cohort_member (account_id);
CREATE INDEX cohort_member_invitation ON cohort_member (invitation_id);
