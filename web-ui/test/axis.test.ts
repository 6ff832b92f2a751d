import { describe, expect, it } from 'vitest';
import { valueAxis } from '../src/axis';

describe('the value axis', () => {
  it('holds the values tightly between round numbers', () => {
    // 0.79 to 2.06 is a span of 1.27; in at most five parts: steps of 0.5, from 0.5 to 2.5.
    expect(valueAxis([0.79, 1.4, 2.06])).toMatchObject({ type: 'value', min: 0.5, max: 2.5, interval: 0.5 });
    expect(valueAxis([0.79, 2.06]).axisLabel?.formatter(1)).toBe('1.0');
  });

  it('is logarithmic where values differ by orders of magnitude', () => {
    expect(valueAxis([0.1, 2.1]).type).toBe('log');
  });

  it('stands a lone value and no value', () => {
    expect(valueAxis([2])).toMatchObject({ min: 1.5, max: 2.5, interval: 0.5 });
    expect(valueAxis([])).toEqual({ type: 'value' });
  });
});
