import { describe, expect, it } from 'vitest';
import { type Curve, curveOption, described, pieces, resumed } from '../src/Curves';

const point = (epoch: number, validationLoss: number | null) => ({ epoch, trainingLoss: null, validationLoss });
const curves: Curve[] = [
  { trial: 4, cell: 'gru', points: [point(1, 1.5), point(2, 0.75)], from: [1] },
  { trial: 9, cell: 'lstm', points: [point(1, 3), point(2, null)], from: [] },
];

describe('learning curves', () => {
  it('leave out epochs without a loss and put the references once', () => {
    const { series } = curveOption(curves, [{ name: 'last value', validationLoss: 2, testLoss: 2 }], (name) => name) as {
      series: { data: number[][]; color: string; markLine?: { data: unknown[] } }[];
    };
    expect(series.map((one) => one.data)).toEqual([[[0, 1.5], [1, 0.75]], [[0, 3]]]);
    expect(series.map((one) => one.color)).toEqual(['curve-0', 'curve-1']);
    expect(series.map((one) => one.markLine?.data)).toEqual([[{ name: 'last value', yAxis: 2 }], undefined]);
  });

  it('are told in words', () => {
    expect(described(curves, 'validation loss'))
      .toBe('validation loss by epoch: trial 4 (gru) 0.7500 after epoch 2, trial 9 (lstm) 3.000 after epoch 1');
  });

  it('tell where trials went on from their checkpoints', () => {
    expect(pieces(curves)).toBe('Resumed from a checkpoint: trial 4 after epoch 1.');
    expect(pieces([{ ...curves[0]!, from: [1, 2, 4] }])).toBe('Resumed from a checkpoint: trial 4 after epochs 1, 2, 4.');
    expect(pieces([curves[1]!])).toBe('');
  });

  it('count the place where a lost attempt had begun once', () => {
    expect(resumed([{ fromEpoch: 0 }, { fromEpoch: 1 }, { fromEpoch: 1 }, { fromEpoch: 4 }])).toEqual([1, 4]);
  });
});
