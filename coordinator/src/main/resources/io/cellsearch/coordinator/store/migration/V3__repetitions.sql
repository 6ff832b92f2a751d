-- A trial that repeats another one's configuration with a fresh seed, after the search: of which, and the how-manieth.
ALTER TABLE trials ADD COLUMN repeats INTEGER CHECK (repeats >= 1);
ALTER TABLE trials ADD COLUMN repetition INTEGER CHECK (repetition >= 1);
