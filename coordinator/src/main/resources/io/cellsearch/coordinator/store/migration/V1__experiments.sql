-- Portable SQL only: H2 and PostgreSQL run the same migrations. A file here is never changed once released.

CREATE TABLE terms (
  term       BIGINT PRIMARY KEY,
  started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);

-- One row, locked by every write: a new term waits for the older term's last commit, and that is its last.
CREATE TABLE current_term (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  term BIGINT NOT NULL
);
INSERT INTO current_term (id, term) VALUES (1, 0);

CREATE TABLE experiments (
  id              VARCHAR(80) PRIMARY KEY,
  arrival         BIGINT NOT NULL UNIQUE,
  name            VARCHAR(80) NOT NULL,
  number          INTEGER NOT NULL CHECK (number >= 1),
  loss_sign       INTEGER NOT NULL CHECK (loss_sign IN (-1, 1)), -- 1 where a small validation loss is good
  spec            VARCHAR(1048576) NOT NULL,
  submitted       VARCHAR(1048576) NOT NULL,
  resolved        VARCHAR(1048576) NOT NULL,
  resolved_sha256 VARCHAR(64) NOT NULL,
  reference_list  VARCHAR(1048576) NOT NULL,
  state           VARCHAR(16) NOT NULL,
  reason          VARCHAR(4000),
  created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  finished_at     TIMESTAMP(6) WITH TIME ZONE,
  UNIQUE (name, number)
);

CREATE TABLE search_events (
  experiment VARCHAR(80) NOT NULL REFERENCES experiments (id),
  sequence   BIGINT NOT NULL CHECK (sequence >= 1),
  event      VARCHAR(1048576) NOT NULL,
  PRIMARY KEY (experiment, sequence)
);

-- NaN and the infinities lie outside of every range of doubles on both databases.
CREATE TABLE trials (
  experiment           VARCHAR(80) NOT NULL REFERENCES experiments (id),
  number               INTEGER NOT NULL CHECK (number >= 1),
  configuration        VARCHAR(1048576) NOT NULL,
  seed                 BIGINT NOT NULL,
  state                VARCHAR(16) NOT NULL,
  attempt              INTEGER NOT NULL,
  failures             INTEGER NOT NULL,
  worker_losses        INTEGER NOT NULL,
  lone_crashes         INTEGER NOT NULL,
  epochs               INTEGER NOT NULL,
  best_epoch           INTEGER NOT NULL,
  best_validation_loss DOUBLE PRECISION
    CHECK (best_validation_loss BETWEEN -1.7976931348623157E308 AND 1.7976931348623157E308),
  test_loss            DOUBLE PRECISION
    CHECK (test_loss BETWEEN -1.7976931348623157E308 AND 1.7976931348623157E308),
  test_metrics         VARCHAR(100000),
  model                VARCHAR(64),
  seconds              DOUBLE PRECISION NOT NULL
    CHECK (seconds BETWEEN 0 AND 1.7976931348623157E308),
  worker               VARCHAR(400),
  PRIMARY KEY (experiment, number)
);

CREATE TABLE attempts (
  experiment VARCHAR(80) NOT NULL,
  trial      INTEGER NOT NULL,
  attempt    INTEGER NOT NULL CHECK (attempt >= 1),
  kind       VARCHAR(16) NOT NULL,
  worker     VARCHAR(400) NOT NULL,
  term       BIGINT NOT NULL,
  started_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  ended_at   TIMESTAMP(6) WITH TIME ZONE,
  ending     VARCHAR(16),
  cause      VARCHAR(4000),
  outcome    VARCHAR(1048576),
  PRIMARY KEY (experiment, trial, attempt),
  FOREIGN KEY (experiment, trial) REFERENCES trials (experiment, number)
);

CREATE TABLE leases (
  experiment VARCHAR(80) NOT NULL,
  trial      INTEGER NOT NULL,
  attempt    INTEGER NOT NULL,
  worker     VARCHAR(400) NOT NULL,
  batches    BIGINT NOT NULL,
  renewed_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (experiment, trial, attempt),
  FOREIGN KEY (experiment, trial, attempt) REFERENCES attempts (experiment, trial, attempt)
);

-- A loss that was not finite is null, and the report says so.
CREATE TABLE reports (
  experiment      VARCHAR(80) NOT NULL,
  trial           INTEGER NOT NULL,
  attempt         INTEGER NOT NULL,
  step            INTEGER NOT NULL CHECK (step >= 1),
  epoch           INTEGER NOT NULL CHECK (epoch >= 1),
  training_loss   DOUBLE PRECISION
    CHECK (training_loss BETWEEN -1.7976931348623157E308 AND 1.7976931348623157E308),
  validation_loss DOUBLE PRECISION
    CHECK (validation_loss BETWEEN -1.7976931348623157E308 AND 1.7976931348623157E308),
  diverged        BOOLEAN NOT NULL,
  metrics         VARCHAR(100000) NOT NULL,
  seconds         DOUBLE PRECISION NOT NULL
    CHECK (seconds BETWEEN 0 AND 1.7976931348623157E308),
  CHECK (diverged OR (training_loss IS NOT NULL AND validation_loss IS NOT NULL)),
  PRIMARY KEY (experiment, trial, attempt, step),
  FOREIGN KEY (experiment, trial, attempt) REFERENCES attempts (experiment, trial, attempt)
);
