package io.cellsearch.training.runner;

import io.cellsearch.core.trial.TrialId;

/** One attempt of a trial. */
record AttemptId(TrialId trial, int attempt) {}
