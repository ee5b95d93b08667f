-- What a person decided about a submission's points. The measured verdict stays where it is; a decision stands beside it until
-- it is withdrawn or another one takes its place. No decision is ever changed or deleted.
CREATE TABLE grade_override (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    submission_id bigint NOT NULL REFERENCES submission,
    points integer NOT NULL CHECK (points >= 0),
    reason text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    decided_by bigint NOT NULL REFERENCES account,
    decided_at timestamptz NOT NULL,
    ended_by bigint REFERENCES account,
    ended_at timestamptz CHECK (ended_at >= decided_at),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);

CREATE INDEX grade_override_submission ON grade_override (submission_id, id);
CREATE UNIQUE INDEX grade_override_standing ON grade_override (submission_id) WHERE ended_at IS NULL;
CREATE INDEX grade_override_decider ON grade_override (decided_by);
CREATE INDEX grade_override_ender ON grade_override (ended_by);

CREATE FUNCTION grade_override_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NOT EXISTS (SELECT 1 FROM submission s WHERE s.id = NEW.submission_id
                AND s.concluded_at IS NOT NULL AND NEW.points <= s.points) THEN
            RAISE EXCEPTION 'A decision needs a submission that is concluded, and at most the points that it is worth'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL
        AND (NEW.id, NEW.submission_id, NEW.points, NEW.reason, NEW.decided_by, NEW.decided_at)
            = (OLD.id, OLD.submission_id, OLD.points, OLD.reason, OLD.decided_by, OLD.decided_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A decision is never changed or deleted; it can only be ended, once'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER grade_override_guard BEFORE INSERT OR UPDATE OR DELETE ON grade_override
    FOR EACH ROW EXECUTE FUNCTION grade_override_guard();
