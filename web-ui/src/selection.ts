import type { Row } from './api';

/** The most curves that one chart keeps readable. */
export const MAX_SELECTED = 8;

/** What is shown before anybody chooses: the three best, and a failed one where there is nothing better, for it says why. */
export function initialSelection(rows: Row[]): number[] {
  const best = rows.filter((row) => row.validationLoss !== null).slice(0, 3);
  const failed = rows.filter((row) => row.state === 'FAILED').slice(0, 1);
  return (best.length > 0 ? best : failed).map((row) => row.trial);
}

/** Adds or removes a trial; the oldest choice makes room when the chart is full. */
export function toggle(selected: number[], trial: number): number[] {
  if (selected.includes(trial)) return selected.filter((other) => other !== trial);
  return [...selected, trial].slice(-MAX_SELECTED);
}
