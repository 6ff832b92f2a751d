-- The file that a trial's next attempt goes on from, and the epoch at whose end it was written.
ALTER TABLE trials ADD COLUMN checkpoint VARCHAR(64);
ALTER TABLE trials ADD COLUMN checkpoint_epoch INTEGER DEFAULT 0 NOT NULL CHECK (checkpoint_epoch >= 0);

-- What the epochs took that the current attempt took over from earlier ones.
ALTER TABLE trials ADD COLUMN kept_seconds DOUBLE PRECISION DEFAULT 0 NOT NULL
  CHECK (kept_seconds BETWEEN 0 AND 1.7976931348623157E308);

-- The epoch that an attempt went on from, 0 for the start.
ALTER TABLE attempts ADD COLUMN from_epoch INTEGER DEFAULT 0 NOT NULL CHECK (from_epoch >= 0);

-- A report counts unless a later attempt has begun before its epoch: so each epoch of a trial counts once.
CREATE VIEW counted_reports AS
SELECT r.experiment, r.trial, r.attempt, r.step, r.epoch, r.training_loss, r.validation_loss, r.diverged,
  r.metrics, r.seconds
FROM reports r
WHERE NOT EXISTS (
  SELECT 1 FROM attempts a
  WHERE a.experiment = r.experiment AND a.trial = r.trial AND a.kind = 'TRAIN'
    AND a.attempt > r.attempt AND a.from_epoch < r.epoch);
