-- Reports are kept in the order of their arrival (ADR 32): a commit then writes the table's last pages, and not one for
-- each trial that reports. Each report names the one before it of its trial, and the sum of a trial's last training
-- attempt names the last, so a trial's reports are found without an index.
DROP VIEW counted_reports;
DROP VIEW all_reports;
ALTER TABLE reports RENAME TO sorted_reports;

-- A loss that was not finite is null, and the report says so.
CREATE TABLE reports (
  id              BIGINT PRIMARY KEY,
  previous        BIGINT CHECK (previous < id), -- null for a trial's first
  attempt         BIGINT NOT NULL,
  step            INTEGER NOT NULL CHECK (step >= 1),
  epoch           INTEGER NOT NULL CHECK (epoch >= 1),
  training_loss   DOUBLE PRECISION
    CHECK (training_loss BETWEEN CAST(-1.7976931348623157E308 AS DOUBLE PRECISION)
      AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION)),
  validation_loss DOUBLE PRECISION
    CHECK (validation_loss BETWEEN CAST(-1.7976931348623157E308 AS DOUBLE PRECISION)
      AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION)),
  diverged        BOOLEAN NOT NULL,
  metrics         VARCHAR(100000) NOT NULL,
  seconds         DOUBLE PRECISION NOT NULL
    CHECK (seconds BETWEEN CAST(0 AS DOUBLE PRECISION) AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION)),
  CHECK (diverged OR (training_loss IS NOT NULL AND validation_loss IS NOT NULL))
);

-- By trial, attempt and step: the numbers grow along each trial's chain.
INSERT INTO reports (id, previous, attempt, step, epoch, training_loss, validation_loss, diverged, metrics, seconds)
SELECT n.id, LAG(n.id) OVER (PARTITION BY n.experiment, n.trial ORDER BY n.id), n.attempt, n.step, n.epoch,
  n.training_loss, n.validation_loss, n.diverged, n.metrics, n.seconds
FROM (
  SELECT ROW_NUMBER() OVER (ORDER BY a.experiment, a.trial, a.attempt, r.id) AS id, a.experiment, a.trial,
    a.id AS attempt, CAST(MOD(r.id, 4294967296) AS INTEGER) AS step, r.epoch, r.training_loss, r.validation_loss,
    r.diverged, r.metrics, r.seconds
  FROM sorted_reports r JOIN attempts a ON a.id = r.id / 4294967296) n
ORDER BY n.id;

DROP TABLE sorted_reports;

ALTER TABLE report_sums ADD COLUMN steps INTEGER DEFAULT 0 NOT NULL; -- the greatest that the attempt reported
ALTER TABLE report_sums ADD COLUMN last_report BIGINT; -- of the trial, from whichever attempt; null before the first

CREATE INDEX reports_of_attempts ON reports (attempt, step);
UPDATE report_sums SET steps = COALESCE(
  (SELECT MAX(r.step) FROM reports r WHERE r.attempt = report_sums.attempt), 0);
UPDATE report_sums SET last_report = (
  SELECT MAX(r.id) FROM attempts l
  JOIN attempts a ON a.experiment = l.experiment AND a.trial = l.trial
  JOIN reports r ON r.attempt = a.id
  WHERE l.id = report_sums.attempt);
DROP INDEX reports_of_attempts;

-- Every report that arrived, with its attempt.
CREATE VIEW all_reports AS
SELECT r.id, a.experiment, a.trial, a.attempt, r.step, r.epoch, r.training_loss, r.validation_loss, r.diverged,
  r.metrics, r.seconds
FROM reports r JOIN attempts a ON a.id = r.attempt;

-- A report counts unless a later attempt has begun before its epoch: so each epoch of a trial counts once.
CREATE VIEW counted_reports AS
SELECT r.id, r.experiment, r.trial, r.attempt, r.step, r.epoch, r.training_loss, r.validation_loss, r.diverged,
  r.metrics, r.seconds
FROM all_reports r
WHERE NOT EXISTS (
  SELECT 1 FROM attempts l
  WHERE l.experiment = r.experiment AND l.trial = r.trial AND l.kind = 'TRAIN'
    AND l.attempt > r.attempt AND l.from_epoch < r.epoch);
