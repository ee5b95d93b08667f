-- When those whom a comment concerns were told of it by mail; null while they are still to be told.
ALTER TABLE line_comment ADD COLUMN told_at timestamptz;
UPDATE line_comment SET told_at = written_at;

CREATE INDEX line_comment_untold ON line_comment (submission_id) WHERE told_at IS NULL;
