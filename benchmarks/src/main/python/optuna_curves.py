"""Optuna's side of the search benchmark: runs on tables of learning curves, in virtual time (see docs/search-quality.md).

Writes one file per run to --cache and leaves runs that are there alone. A run of a larger budget serves a smaller one too, for Optuna
does not know its budget; seeds are the outer loop, so that an interrupted call leaves runs that can be paired.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import argparse
import gzip
import heapq
import json
import math
import warnings
import zlib
from pathlib import Path

import numpy as np
import optuna
from optuna.distributions import FloatDistribution
from optuna.pruners import SuccessiveHalvingPruner
from optuna.samplers import BaseSampler, RandomSampler, TPESampler
from optuna.trial import TrialState

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

# Sampler, least resource and reduction factor of SuccessiveHalving.
METHODS = {
    "optuna-tpe-sha-2-3": (TPESampler, 2, 3),
    "optuna-tpe-sha-1-4": (TPESampler, 1, 4),
    "optuna-random-sha-2-3": (RandomSampler, 2, 3),
    "optuna-random-sha-1-4": (RandomSampler, 1, 4),
}
COMPLEMENT = {"beta1", "beta2"}  # searched as 1 - beta


class Table:
    """Configurations and their validation losses, NaN once diverged; evaluation 0 is left out."""

    def __init__(self, path):
        data = json.loads(gzip.decompress(path.read_bytes()))
        self.name = data["task"]
        stored = np.array(data["hp"], dtype=float)
        self.names = data["hp_names"]
        self.values = np.stack([1 - c if n in COMPLEMENT else c for n, c in zip(self.names, stored.T)], axis=1)
        self.low, self.high = self.values.min(axis=0), self.values.max(axis=0)
        self.unit = self.scaled(self.values)
        self.loss = np.array(data["valid"], dtype=float)[:, 1:]

    def scaled(self, values):
        return (np.log(values) - np.log(self.low)) / (np.log(self.high) - np.log(self.low))

    def nearest(self, unit, free):
        distance = ((self.unit - unit) ** 2).sum(axis=1)
        distance[~free] = np.inf
        return int(np.argmin(distance))


class TableSampler(BaseSampler):
    """Moves a suggestion to the nearest unused configuration, so that Optuna records what was evaluated."""

    def __init__(self, inner, table):
        self.inner, self.table = inner, table
        self.free = np.ones(len(table.values), dtype=bool)
        self.space = {
            n: FloatDistribution(float(lo), float(hi), log=True) for n, lo, hi in zip(table.names, table.low, table.high)
        }
        self.chosen = -1

    def infer_relative_search_space(self, study, trial):
        return self.space

    def sample_relative(self, study, trial, search_space):
        space = self.inner.infer_relative_search_space(study, trial)
        point = self.inner.sample_relative(study, trial, space)
        for name, distribution in search_space.items():
            if name not in point:
                point[name] = self.inner.sample_independent(study, trial, name, distribution)
        unit = self.table.scaled(np.array([point[n] for n in self.table.names]))
        self.chosen = self.table.nearest(unit, self.free)
        self.free[self.chosen] = False
        return dict(zip(self.table.names, self.table.values[self.chosen].tolist()))

    def sample_independent(self, study, trial, param_name, param_distribution):
        raise AssertionError(param_name)

    def before_trial(self, study, trial):
        self.inner.before_trial(study, trial)

    def after_trial(self, study, trial, state, values):
        self.inner.after_trial(study, trial, state, values)


class Run:
    """One study on one table: workers that evaluate one trial each, a unit of time an evaluation."""

    def __init__(self, table, method, seed):
        sampler, least, factor = METHODS[method]
        self.table, self.evaluations = table, table.loss.shape[1]
        self.sampler = TableSampler(sampler(seed=zlib.crc32(f"{table.name}/{seed}".encode())), table)
        pruner = SuccessiveHalvingPruner(min_resource=least, reduction_factor=factor)
        self.study = optuna.create_study(study_name=f"{table.name}/{seed}", sampler=self.sampler, pruner=pruner)
        self.trials = self.completed = self.diverged = 0

    def start(self):
        """A trial as [trial, configuration, evaluations done, lowest loss], or None once the table is used up."""
        if not self.sampler.free.any():
            return None
        trial = self.study.ask(fixed_distributions=self.sampler.space)
        self.trials += 1
        return [trial, self.sampler.chosen, 0, math.inf]

    def evaluate(self, live):
        """One evaluation; True if it was the trial's last."""
        loss = float(self.table.loss[live[1], live[2]])
        live[2] += 1
        if math.isnan(loss):
            self.diverged += 1
            self.study.tell(live[0], state=TrialState.FAIL)
            return True
        live[3] = min(live[3], loss)
        live[0].report(loss, live[2])
        if live[2] == self.evaluations:
            self.completed += 1
            self.study.tell(live[0], live[3])
            return True
        if live[0].should_prune():
            self.study.tell(live[0], state=TrialState.PRUNED)
            return True
        return False

    def simulate(self, workers, budget):
        """The improvements of the lowest loss, as [evaluations spent, loss]; ties in time go to the lower worker."""
        improvements, incumbent, spent = [], math.inf, 0
        live = {w: self.start() for w in range(workers)}
        events = [(1, w) for w in range(workers)]
        while events and spent < budget:
            now, worker = heapq.heappop(events)
            current = live[worker]
            ended = self.evaluate(current)
            spent += 1
            if current[3] < incumbent:
                incumbent = current[3]
                improvements.append([spent, incumbent])
            if ended:
                live[worker] = self.start() if spent < budget else None
            if live[worker] is not None:
                heapq.heappush(events, (now + 1, worker))
        return improvements


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 8])
    parser.add_argument("--budget", type=int, default=2000)
    parser.add_argument("--seeds", type=int, default=30)
    options = parser.parse_args()
    tables = [Table(path) for path in sorted(options.tables.glob("*.json.gz"))]
    options.cache.mkdir(parents=True, exist_ok=True)
    for seed in range(options.seeds):
        for method in options.methods:
            for workers in options.workers:
                for table in tables:
                    file = options.cache / f"{method}.{table.name}.{workers}.{options.budget}.{seed}.json"
                    if file.exists():
                        continue
                    run = Run(table, method, seed)
                    improvements = run.simulate(workers, options.budget)
                    out = {"improvements": improvements, "trials": run.trials, "completed": run.completed, "diverged": run.diverged}
                    part = file.with_suffix(".part")
                    part.write_text(json.dumps({"optuna": optuna.__version__} | out) + "\n")
                    part.rename(file)
        print(f"optuna: seed {seed + 1} of {options.seeds}", flush=True)


if __name__ == "__main__":
    main()
