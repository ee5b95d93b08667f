-- Files are kept once by content; workspaces and submissions refer to them by SHA-256.
CREATE TABLE file_content (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    content bytea NOT NULL
);

CREATE TABLE workspace (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    lab text NOT NULL,
    created_at timestamptz NOT NULL,
    UNIQUE (account_id, lab)
);

-- Every save of a file is a row; the highest number is the file as it stands. A version without content is a removal.
CREATE TABLE file_version (
    workspace_id bigint NOT NULL REFERENCES workspace,
    path text NOT NULL,
    number integer NOT NULL CHECK (number > 0),
    digest bytea REFERENCES file_content,
    origin text NOT NULL CHECK (origin IN ('SAVED', 'RESET', 'RESTORED', 'UPLOADED', 'REMOVED')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, path, number),
    CHECK ((digest IS NULL) = (origin = 'REMOVED'))
);

CREATE INDEX file_version_digest ON file_version (digest);
