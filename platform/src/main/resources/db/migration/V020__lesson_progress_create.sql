CREATE TABLE lesson_progress (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account,
    level integer NOT NULL CHECK (level BETWEEN 1 AND 4),
    module text NOT NULL,
    lesson text NOT NULL,
    completed_at timestamptz NOT NULL,
    UNIQUE (account_id, level, module, lesson)
);
