-- What the reports of a training attempt add up to, with what it took over from earlier ones. Each message of reports
-- writes it anew, so it has a narrow row of its own beside the wide ones of trials (ADR 27).
CREATE TABLE report_sums (
  attempt              BIGINT PRIMARY KEY REFERENCES attempts (id),
  kept_seconds         DOUBLE PRECISION NOT NULL
    CHECK (kept_seconds BETWEEN CAST(0 AS DOUBLE PRECISION) AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION)),
  epochs               INTEGER NOT NULL,
  seconds              DOUBLE PRECISION NOT NULL
    CHECK (seconds BETWEEN CAST(0 AS DOUBLE PRECISION) AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION)),
  best_epoch           INTEGER NOT NULL,
  best_validation_loss DOUBLE PRECISION
    CHECK (best_validation_loss BETWEEN CAST(-1.7976931348623157E308 AS DOUBLE PRECISION)
      AND CAST(1.7976931348623157E308 AS DOUBLE PRECISION))
);

-- A trial's last training attempt, whose number it has already; null before the first.
ALTER TABLE trials ADD COLUMN training BIGINT;
UPDATE trials SET training = (
  SELECT a.id FROM attempts a
  WHERE a.experiment = trials.experiment AND a.trial = trials.number AND a.attempt = trials.attempt);

INSERT INTO report_sums (attempt, kept_seconds, epochs, seconds, best_epoch, best_validation_loss)
SELECT training, kept_seconds, epochs, seconds, best_epoch, best_validation_loss
FROM trials WHERE training IS NOT NULL;

ALTER TABLE trials DROP COLUMN kept_seconds;
ALTER TABLE trials DROP COLUMN epochs;
ALTER TABLE trials DROP COLUMN seconds;
ALTER TABLE trials DROP COLUMN best_epoch;
ALTER TABLE trials DROP COLUMN best_validation_loss;

-- As before, but saying only once what a report's attempt is.
DROP VIEW counted_reports;
CREATE VIEW counted_reports AS
SELECT r.experiment, r.trial, r.attempt, r.step, r.epoch, r.training_loss, r.validation_loss, r.diverged, r.metrics,
  r.seconds
FROM all_reports r
WHERE NOT EXISTS (
  SELECT 1 FROM attempts l
  WHERE l.experiment = r.experiment AND l.trial = r.trial AND l.kind = 'TRAIN'
    AND l.attempt > r.attempt AND l.from_epoch < r.epoch);
