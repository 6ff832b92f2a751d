import { describe, expect, it } from 'vitest';
import type { Row } from '../src/api';
import { loss, parameters, seconds, varyingPaths } from '../src/format';
import { initialSelection, MAX_SELECTED, toggle } from '../src/selection';

const row = (trial: number, values: Partial<Row> = {}): Row => ({
  rank: trial, trial, cell: 'lstm', epochs: 9, validationLoss: 0.5, testLoss: null, seconds: 1, state: 'COMPLETED', worker: null,
  parameters: { 'model.cell': 'lstm', 'model.units': 24, 'training.learning_rate': 0.0031234 }, ...values,
});

describe('figures', () => {
  it('shows four digits of a loss and a dash where there is none', () => {
    expect(loss(0.54321)).toBe('0.5432');
    expect(loss(8.6)).toBe('8.600');
    expect(loss(0)).toBe('0');
    expect(loss(0.00001234)).toBe('1.234e-5');
    expect(loss(null)).toBe('–');
  });

  it('turns long times into minutes and hours without a sixtieth second', () => {
    expect(seconds(9.96)).toBe('10.0 s');
    expect(seconds(119.7)).toBe('2:00 min');
    expect(seconds(3661)).toBe('1:01 h');
  });

  it('names parameters by the last part of their path and leaves the cell to its column', () => {
    expect(parameters(row(1))).toBe('units 24, learning_rate 0.00312');
  });

  it('gives columns only to parameters that vary', () => {
    const other = row(2, { parameters: { 'model.cell': 'gru', 'model.units': 32, 'training.learning_rate': 0.0031234 } });
    expect(varyingPaths([row(1), other])).toEqual(['model.units']);
  });
});

describe('selection', () => {
  it('starts with the three best that have a loss', () => {
    const rows = [row(5), row(2, { validationLoss: null }), row(7), row(1), row(3)];
    expect(initialSelection(rows)).toEqual([5, 7, 1]);
  });

  it('takes a trial out again and lets the oldest make room', () => {
    expect(toggle([1, 2], 1)).toEqual([2]);
    const full = Array.from({ length: MAX_SELECTED }, (_, index) => index + 1);
    expect(toggle(full, 99)).toEqual([...full.slice(1), 99]);
  });
});
