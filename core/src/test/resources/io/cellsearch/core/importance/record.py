"""Records what Optuna makes of the importance of parameters, as the expected figures of our tests.

    pip install optuna==5.0.0 scikit-learn
    python record.py

writes mixed.csv (observations of a mixed, conditional space), numbers.csv (of a numeric one) and expected.csv (the shares).
"""
import csv
import math
import random

import optuna
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.importance import FanovaImportanceEvaluator, PedAnovaImportanceEvaluator, get_param_importances

optuna.logging.set_verbosity(optuna.logging.ERROR)
FORESTS = 20


def mixed(rng):
    """Six parameters on five kinds of scales; momentum is there for one of the optimizers alone."""
    params = {
        'rate': math.exp(rng.uniform(math.log(1e-4), math.log(1e-1))),
        'units': round(math.exp(rng.uniform(math.log(16), math.log(200)))),
        'layers': rng.randint(1, 4),
        'dropout': rng.randrange(11) * 0.05,
        'optimizer': rng.choice(['adam', 'rmsprop', 'sgd']),
    }
    if params['optimizer'] == 'sgd':
        params['momentum'] = rng.uniform(0, 0.99)
    loss = ((math.log10(params['rate']) + 2.5) ** 2 + 0.3 * abs(params['layers'] - 2) + params['dropout']
            + {'adam': 0, 'rmsprop': 0.2, 'sgd': 0.8}[params['optimizer']] - 0.7 * params.get('momentum', 0) + 0.05 * rng.gauss(0, 1))
    return params, loss


MIXED = {
    'rate': FloatDistribution(1e-4, 1e-1, log=True),
    'units': IntDistribution(16, 200, log=True),
    'layers': IntDistribution(1, 4),
    'dropout': FloatDistribution(0, 0.5, step=0.05),
    'optimizer': CategoricalDistribution(['adam', 'rmsprop', 'sgd']),
    'momentum': FloatDistribution(0, 0.99),
}


def numbers(rng):
    """Two main effects and an interaction; the fourth parameter does nothing."""
    params = {name: rng.uniform(0, 1) for name in 'abcd'}
    loss = 2 * params['a'] + 1.5 * (params['b'] - 0.5) ** 2 + 3 * (params['a'] - 0.5) * (params['c'] - 0.5) + 0.05 * rng.gauss(0, 1)
    return params, loss


NUMBERS = {name: FloatDistribution(0, 1) for name in 'abcd'}


def study(draw, distributions, n):
    rng = random.Random(7)
    made = optuna.create_study()
    rows = []
    for _ in range(n):
        params, loss = draw(rng)
        rows.append([*(params.get(name, '') for name in distributions), loss])
        made.add_trial(optuna.trial.create_trial(params=params, distributions={name: distributions[name] for name in params}, value=loss))
    return made, rows


def write(file, header, rows):
    with open(file, 'w', newline='') as out:
        csv.writer(out, lineterminator='\n').writerows([header, *rows])


def main():
    expected = []
    of_mixed, rows = study(mixed, MIXED, 200)
    write('mixed.csv', [*MIXED, 'loss'], rows)
    expected += [['ped-anova', 'mixed', *item] for item in get_param_importances(of_mixed, evaluator=PedAnovaImportanceEvaluator()).items()]
    of_numbers, rows = study(numbers, NUMBERS, 300)
    write('numbers.csv', [*NUMBERS, 'loss'], rows)
    forests = [FanovaImportanceEvaluator(seed=seed).evaluate(of_numbers) for seed in range(FORESTS)]
    expected += [['fanova', 'numbers', name, sum(each[name] for each in forests) / FORESTS] for name in NUMBERS]
    write('expected.csv', ['method', 'observations', 'parameter', 'share'], expected)


if __name__ == '__main__':
    main()
