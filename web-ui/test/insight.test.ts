import { describe, expect, it } from 'vitest';
import type { Effect, Importance, Test } from '../src/api';
import { described } from '../src/ComparisonPanel';
import { marginalDescribed, marginalOption, percent } from '../src/marginal';

const effect: Effect = {
  path: 'training.learning_rate', share: 0.6218, deviation: 0.05, scale: 'log',
  curve: [{ value: 0.001, height: 0.8, deviation: 0.1 }, { value: 0.01, height: 0.5, deviation: 0.1 }],
};
const choice: Effect = { path: 'model.cell', share: 0.1, deviation: 0, scale: 'choice', curve: [{ value: 'gru', height: 2, deviation: 0 }] };
const importance: Importance = { method: 'fanova', metric: 'validation_loss', height: 'expected loss', trials: 20, needed: 4, parameters: [effect], interactions: [] };
const test: Test = {
  name: 'paired t-test', assumption: 'the differences are normal', firstRuns: 5, secondRuns: 5,
  difference: -0.0123, margin: 0.0051, statistic: -6.7, degreesOfFreedom: 4, p: 0.00257,
};

describe('a marginal curve', () => {
  it('has a logarithmic axis where the parameter has one, and a line for one deviation to each side', () => {
    const option = marginalOption(effect, importance, () => '#000') as { xAxis: { type: string }; series: { data: number[][] }[] };
    expect(option.xAxis.type).toBe('log');
    expect(option.series.map((line) => line.data[1]![1])).toEqual([0.5, 0.4, 0.6]);
  });

  it('has a category for each choice, and one line where nothing deviates', () => {
    const option = marginalOption(choice, importance, () => '#000') as { xAxis: { type: string; data: string[] }; series: unknown[] };
    expect(option.xAxis).toMatchObject({ type: 'category', data: ['gru'] });
    expect(option.series).toHaveLength(1);
  });

  it('is told in words', () => {
    expect(marginalDescribed(effect, importance)).toBe('expected loss by learning_rate: from 0.5000 at 0.01 to 0.8000 at 0.001');
    expect(percent(effect.share)).toBe('62.2 %');
  });
});

describe('a comparison', () => {
  it('names its test, the difference and how sure it is', () => {
    expect(described(test)).toBe('paired t-test of 5 and 5 runs: difference -0.01230 ± 0.005100 (95 %), t = -6.70, 4 degrees of freedom, p = 0.0026.');
  });

  it('has no finite statistic where nothing varies', () => {
    expect(described({ ...test, statistic: null, p: 0 })).toContain('t = ∞, 4 degrees of freedom, p < 0.0001.');
  });
});
