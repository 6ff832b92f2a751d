import type { Experiment, Row, Value } from './api';

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

export function parameter(value: Value): string {
  return typeof value === 'number' && !Number.isInteger(value) ? String(Number(value.toPrecision(3))) : String(value);
}

/** `units 24, learning_rate 0.0031`: the paths' last parts; the cell has a column of its own. */
export function parameters(row: Row): string {
  return Object.entries(row.parameters)
    .filter(([path]) => path !== 'model.cell')
    .map(([path, value]) => `${path.slice(path.lastIndexOf('.') + 1)} ${parameter(value)}`)
    .join(', ');
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
