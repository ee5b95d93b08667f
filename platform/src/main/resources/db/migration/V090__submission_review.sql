-- What is left for a person to read is in review: concluded by the machine, without a judgement.
ALTER TABLE submission DROP CONSTRAINT submission_state_check;
ALTER TABLE submission ADD CONSTRAINT submission_state_check CHECK (state IN ('QUEUED', 'PREPARING', 'DEPLOYING', 'MEASURING',
    'PASSED', 'FAILED', 'REFUSED', 'INCONCLUSIVE', 'FAULTED', 'IN_REVIEW'));
ALTER TABLE grading_run DROP CONSTRAINT grading_run_outcome_check;
ALTER TABLE grading_run ADD CONSTRAINT grading_run_outcome_check CHECK (outcome IN ('PASSED', 'FAILED', 'REFUSED',
    'INCONCLUSIVE', 'FAULTED', 'INTERRUPTED', 'IN_REVIEW'));
-- A decision by a rubric has words for each of up to twelve criteria.
ALTER TABLE grade_override DROP CONSTRAINT grade_override_reason_check;
ALTER TABLE grade_override ADD CONSTRAINT grade_override_reason_check CHECK (length(btrim(reason)) BETWEEN 1 AND 8000);
