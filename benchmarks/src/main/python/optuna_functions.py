"""Optuna's side of the benchmark on functions: its TPE, a function in turn, a run a line (see docs/search-quality.md).

Prints {"function", "seed", "values": the value of each trial in its order}. The functions are those of AnalyticFunction.java.
"""
import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import argparse
import json
import math
import warnings

import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
warnings.simplefilter("ignore")

DEPTHS = [1, 1.2, 3, 3.2]
WIDTHS = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
PLACES = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
]


def branin(trial):
    x, y = trial.suggest_float("x", -5, 10), trial.suggest_float("y", 0, 15)
    bend = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return bend * bend + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


def hartmann(trial):
    x = [trial.suggest_float(f"x{d}", 0, 1) for d in range(6)]
    return -sum(
        depth * math.exp(-sum(w * (v - 1e-4 * p) ** 2 for w, v, p in zip(widths, x, places)))
        for depth, widths, places in zip(DEPTHS, WIDTHS, PLACES)
    )


def mixed(trial):
    cell = trial.suggest_categorical("cell", ["lstm", "gru", "mgu"])
    if cell == "mgu":
        peephole = trial.suggest_categorical("peephole", ["on", "off"])
        scale = trial.suggest_float("scale", 0, 1)
    else:
        width = math.log2(trial.suggest_int("width", 8, 512, log=True))
    rate = math.log10(trial.suggest_float("rate", 1e-5, 1, log=True))
    if cell == "lstm":
        return 0.2 + ((rate + 3) / 2.5) ** 2 + (width - 7) ** 2 / 9
    if cell == "gru":
        return 0.1 + ((rate + 2.5) / 2.5) ** 2 + (width - 5) ** 2 / 9
    return (0 if peephole == "on" else 0.15) + ((rate + 1.5) / 2.5) ** 2 + 2 * (scale - 0.7) ** 2


FUNCTIONS = {"branin": branin, "hartmann-6": hartmann, "mixed-conditional": mixed}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--functions", nargs="+", choices=FUNCTIONS, default=list(FUNCTIONS))
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--group", action="store_true", help="TPE's option for conditional spaces")
    options = parser.parse_args()
    for seed in range(options.seeds):
        for name in options.functions:
            sampler = optuna.samplers.TPESampler(seed=seed, group=options.group)
            study = optuna.create_study(sampler=sampler)
            study.optimize(FUNCTIONS[name], n_trials=options.trials)
            values = [trial.value for trial in study.trials]
            print(json.dumps({"function": name, "seed": seed, "values": values}), flush=True)


if __name__ == "__main__":
    main()
