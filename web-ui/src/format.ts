import type { Experiment, Row } from './api';

/** Four significant digits, as many as a loss is worth reading; a dash where there is none. */
export function loss(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-4 ? value.toExponential(3) : value.toPrecision(4);
}

export function seconds(value: number): string {
  if (value < 60) return `${value.toFixed(1)} s`;
  const whole = Math.round(value);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, '0');
  return minutes < 60 ? `${minutes}:${rest} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
}

/** A number for itself: three significant digits, whole ones in full. */
const parameter = (value: number): string => String(Number.isInteger(value) ? value : Number(value.toPrecision(3)));

/** How a metric's name reads. */
export const words = (metric: string): string => metric.replaceAll('_', ' ');

/**
 * Writes numbers that stand below each other: all with as many decimals as the smallest needs for its significant digits.
 * Where they lie too far apart for that, each is written for itself.
 */
export function column(values: (number | null)[], digits: number): (value: number) => string {
  const sizes = values.filter((value): value is number => value !== null && value !== 0).map(Math.abs);
  if (sizes.every(Number.isInteger)) return parameter;
  const smallest = sizes.reduce((a, b) => Math.min(a, b));
  const largest = sizes.reduce((a, b) => Math.max(a, b));
  if (largest >= 1e5 * smallest || largest >= 1e7 || smallest < 1e-6) return digits === 4 ? loss : parameter;
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(smallest)));
  return (value) => value.toFixed(decimals);
}

export interface ParameterColumn {
  path: string;
  name: string;
  number: boolean;
  text: (row: Row) => string;
}

/** The column of a parameter, named by the last part of its path; a dash where a trial does not have it. */
export function parameterColumn(path: string, rows: Row[]): ParameterColumn {
  const values = rows.flatMap((row) => row.parameters[path] ?? []);
  const numbers = values.filter((value) => typeof value === 'number');
  const digits = column(numbers, 3);
  return {
    path,
    name: path.slice(path.lastIndexOf('.') + 1),
    number: numbers.length === values.length,
    text: (row) => {
      const value = row.parameters[path];
      if (value === undefined) return '–';
      return typeof value === 'number' ? digits(value) : String(value);
    },
  };
}

export function terminalTrials(experiment: Experiment): number {
  const t = experiment.trials;
  return t.completed + t.stopped + t.diverged + t.failed + t.cancelled;
}

/** Parameters whose value differs between rows: the others say nothing about the order. */
export function varyingPaths(rows: Row[]): string[] {
  const paths = new Set(rows.flatMap((row) => Object.keys(row.parameters)));
  paths.delete('model.cell');
  return [...paths].filter((path) => new Set(rows.map((row) => row.parameters[path])).size > 1);
}
