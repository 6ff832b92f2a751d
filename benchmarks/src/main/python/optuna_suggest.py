"""Optuna's side of the benchmark of suggestions: the time that its TPE takes after so many finished trials.

The space is that of SuggestBenchmark.java. Prints rows of the same table.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import argparse
import random
import time
import warnings

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

SPACE = {
    "a": FloatDistribution(0, 1),
    "b": FloatDistribution(-5, 5),
    "c": FloatDistribution(0, 100),
    "d": FloatDistribution(1e-5, 1e-1, log=True),
    "e": FloatDistribution(1e-3, 10, log=True),
    "f": FloatDistribution(1e-6, 1, log=True),
    "g": IntDistribution(16, 512, log=True),
    "h": IntDistribution(1, 64),
    "i": CategoricalDistribution(["u", "v", "w"]),
    "j": CategoricalDistribution(["x", "y", "z", "t", "s"]),
}


def measure(trials, measured):
    """Own time and time by the clock of each suggestion, in milliseconds."""
    source = random.Random(7)
    study = optuna.create_study(sampler=optuna.samplers.RandomSampler(seed=7))
    for _ in range(trials):
        trial = study.ask(fixed_distributions=SPACE)
        study.tell(trial, source.random())
    study.sampler = optuna.samplers.TPESampler(seed=1)
    own, wall = [], []
    for _ in range(measured):
        own_begin, wall_begin = time.process_time(), time.perf_counter()
        trial = study.ask(fixed_distributions=SPACE)
        own.append(1e3 * (time.process_time() - own_begin))
        wall.append(1e3 * (time.perf_counter() - wall_begin))
        study.tell(trial, source.random())
    return sorted(own), sorted(wall)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", nargs="+", type=int, default=[100, 1000, 10000])
    parser.add_argument("--measured", type=int, default=20)
    options = parser.parse_args()
    for trials in options.trials:
        own, wall = measure(trials, options.measured)
        middle, high = len(own) // 2, int(0.95 * (len(own) - 1))
        print(f"| Optuna TPE | {trials:,} | {own[middle]:.2f} | {own[high]:.2f} | {wall[middle]:.2f} | |", flush=True)


if __name__ == "__main__":
    main()
