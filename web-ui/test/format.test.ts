import { describe, expect, it } from 'vitest';
import type { Row } from '../src/api';
import { column, loss, parameterColumn, seconds, varyingPaths } from '../src/format';
import { initialSelection, MAX_SELECTED, toggle } from '../src/selection';

const row = (trial: number, values: Partial<Row> = {}): Row => ({
  rank: trial, trial, cell: 'lstm', epochs: 9, validationLoss: 0.5, testLoss: null, seconds: 1, state: 'COMPLETED', worker: null, waitsFor: null, confirmation: null,
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

  it('writes a column with the decimals that its smallest number needs, so that the points stand below each other', () => {
    // 0.5123 has four significant digits at four decimals.
    expect([0.51234, 8.6, 12].map(column([0.51234, null, 8.6, 12], 4))).toEqual(['0.5123', '8.6000', '12.0000']);
    expect([16, 2048].map(column([16, 2048], 3))).toEqual(['16', '2048']);
  });

  it('writes numbers for themselves where they lie too far apart', () => {
    expect([0.003, 1e30].map(column([0.003, 1e30], 3))).toEqual(['0.003', '1e+30']);
    expect([0.5, 3e6].map(column([0.5, 3e6], 4))).toEqual(['0.5000', '3.000e+6']);
  });

  it('names a parameter by the last part of its path, and shows a dash where a trial does not have it', () => {
    const without = row(2, { parameters: { 'model.cell': 'gru' } });
    const rate = parameterColumn('training.learning_rate', [row(1), without]);
    expect([rate.name, rate.number, rate.text(row(1)), rate.text(without)]).toEqual(['learning_rate', true, '0.00312', '–']);
    expect(parameterColumn('model.cell', [row(1)]).number).toBe(false);
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

  it('starts with a failed one where none has a loss', () => {
    const without = { validationLoss: null };
    expect(initialSelection([row(1, without), row(2, { ...without, state: 'FAILED' }), row(3, { ...without, state: 'FAILED' })])).toEqual([2]);
    expect(initialSelection([row(1, without)])).toEqual([]);
    expect(initialSelection([row(1), row(2, { ...without, state: 'FAILED' })])).toEqual([1]);
  });

  it('takes a trial out again and lets the oldest make room', () => {
    expect(toggle([1, 2], 1)).toEqual([2]);
    const full = Array.from({ length: MAX_SELECTED }, (_, index) => index + 1);
    expect(toggle(full, 99)).toEqual([...full.slice(1), 99]);
  });
});
