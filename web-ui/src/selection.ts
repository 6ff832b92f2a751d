import type { Row } from './api';

/** The most curves that one chart keeps readable. */
export const MAX_SELECTED = 8;

/** What is charted before anybody chooses: the three best. */
export function initialSelection(rows: Row[]): number[] {
  return rows.filter((row) => row.validationLoss !== null).slice(0, 3).map((row) => row.trial);
}

/** Adds or removes a trial; the oldest choice makes room when the chart is full. */
export function toggle(selected: number[], trial: number): number[] {
  if (selected.includes(trial)) return selected.filter((other) => other !== trial);
  return [...selected, trial].slice(-MAX_SELECTED);
}
