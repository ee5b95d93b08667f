-- What people say about a line of a handed in file. A deleted comment loses its text; its row stays, so that answers keep their place.
CREATE TABLE line_comment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id bigint NOT NULL,
    path text NOT NULL,
    line integer NOT NULL CHECK (line > 0),
    author_id bigint NOT NULL REFERENCES account,
    text text NOT NULL CHECK (length(text) <= 4000),
    written_at timestamptz NOT NULL,
    edited_at timestamptz,
    deleted_at timestamptz,
    FOREIGN KEY (submission_id, path) REFERENCES submission_file,
    CHECK ((deleted_at IS NULL) = (btrim(text) <> ''))
);

CREATE INDEX line_comment_place ON line_comment (submission_id, path, line, id);
CREATE INDEX line_comment_author ON line_comment (author_id);
