-- What an experiment's data adds to its trials' need of memory; 0 steps where nobody looked.
ALTER TABLE experiments ADD COLUMN data_longest INTEGER DEFAULT 0 NOT NULL CHECK (data_longest >= 0);
ALTER TABLE experiments ADD COLUMN data_bytes BIGINT DEFAULT 0 NOT NULL CHECK (data_bytes >= 0);

-- Why a queued trial is on no slot although there are workers.
ALTER TABLE trials ADD COLUMN waits_for VARCHAR(400);
