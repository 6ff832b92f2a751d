-- How many trials there may be by order; null where the experiment's file still holds.
ALTER TABLE experiments ADD COLUMN max_trials INTEGER CHECK (max_trials >= 1);

-- Since when an experiment is paused, and for how long it was before: that does not count towards its longest duration.
ALTER TABLE experiments ADD COLUMN paused_at TIMESTAMP(6) WITH TIME ZONE;
ALTER TABLE experiments ADD COLUMN paused_micros BIGINT DEFAULT 0 NOT NULL CHECK (paused_micros >= 0);
