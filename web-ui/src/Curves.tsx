import type { Attempt, CurvePoint, Reference, Trial } from './api';
import { valueAxis } from './axis';
import { Chart, type Color, type Option } from './Chart';
import { loss } from './format';

export interface Curve {
  trial: number;
  cell: string;
  points: CurvePoint[];
  /** The epochs after which it went on from a checkpoint. */
  from: number[];
}

/** The epochs after which a trial went on, each once: an attempt that was lost may have begun there before. */
export const resumed = (attempts: Pick<Attempt, 'fromEpoch'>[]): number[] =>
  [...new Set(attempts.map((attempt) => attempt.fromEpoch).filter((epoch) => epoch > 0))];

export const curveOf = ({ trial, cell, curve, attempts }: Trial): Curve => ({ trial, cell, points: curve, from: resumed(attempts) });

/** Curves differ by their marks too, for those who do not tell the colours apart. */
const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];

const named = (curve: Curve) => `trial ${curve.trial} (${curve.cell})`;
const shown = (curve: Curve) => curve.points.flatMap(({ epoch, validationLoss }) =>
  (validationLoss !== null && validationLoss > 0 ? [{ epoch, value: validationLoss }] : []));

/** The chart's description: the curves by epoch, the references as dashed lines; `color` knows the style sheet's colours. */
export function curveOption(curves: Curve[], references: Reference[], color: Color): Option {
  const epochs = curves.flatMap(shown).reduce((most, point) => Math.max(most, point.epoch), 1);
  const axis = valueAxis([...curves.flatMap(shown).map((point) => point.value), ...references.map((one) => one.validationLoss)]);
  const lines = { axisLine: { lineStyle: { color: color('line') } }, splitLine: { lineStyle: { color: color('line') } } };
  const text = { color: color('soft') };
  return {
    animation: false,
    grid: { left: 55, right: 15, top: 40, bottom: 45 },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: color('raised'), borderColor: color('line'), textStyle: { color: color('ink') },
      valueFormatter: (value: unknown) => loss(typeof value === 'number' ? value : null),
    },
    legend: { type: 'scroll', top: 5, left: 'center', textStyle: { color: color('ink') }, pageTextStyle: text, pageIconColor: color('accent') },
    xAxis: {
      ...lines, type: 'category', name: 'epoch', nameLocation: 'middle', nameGap: 28, nameTextStyle: text, boundaryGap: false, splitLine: { show: false },
      data: Array.from({ length: epochs }, (_, index) => `epoch ${index + 1}`),
      axisLabel: { ...text, formatter: (value: string) => value.replace('epoch ', '') },
    },
    yAxis: { ...lines, ...axis, axisLabel: { ...text, ...axis.axisLabel } },
    series: curves.map((curve, index) => ({
      type: 'line',
      name: named(curve),
      color: color(`curve-${index}`),
      symbol: MARKS[index],
      symbolSize: 7,
      data: shown(curve).map((point) => [point.epoch - 1, point.value]),
      markLine: index > 0 ? undefined : {
        symbol: 'none',
        silent: true,
        lineStyle: { type: 'dashed', color: color('soft') },
        label: { formatter: '{b}', position: 'insideEndTop', ...text },
        data: references.map((reference) => ({ name: reference.name, yAxis: reference.validationLoss })),
      },
    })),
  };
}

/** What the chart shows, in words. */
export function described(curves: Curve[], metric: string): string {
  const ends = curves.filter((curve) => shown(curve).length > 0)
    .map((curve) => `${named(curve)} ${loss(shown(curve).at(-1)!.value)} after epoch ${shown(curve).at(-1)!.epoch}`);
  return `${metric} by epoch: ${ends.join(', ')}`;
}

/** Which of the curves are of several pieces, and where these meet; empty where none is. */
export function pieces(curves: Curve[]): string {
  const several = curves.filter((curve) => curve.from.length > 0);
  const told = several.map(({ trial, from }) => `trial ${trial} after epoch${from.length > 1 ? 's' : ''} ${from.join(', ')}`);
  return several.length === 0 ? '' : `Resumed from a checkpoint: ${told.join('; ')}.`;
}

interface Props {
  curves: Curve[];
  loading: boolean;
  metric: string;
  references: Reference[];
}

export function Curves({ curves, loading, metric, references }: Props) {
  const empty = curves.every((curve) => shown(curve).length === 0);
  return (
    <section>
      <h2>Learning curves <small>{metric} by epoch</small></h2>
      {empty && <p class="soft">{loading ? 'Loading…' : 'No curve yet: select trials in the leaderboard that have finished an epoch.'}</p>}
      <Chart kind="chart" option={(color) => curveOption(curves, references, color)} label={described(curves, metric)} hidden={empty} />
      {pieces(curves) && <p class="soft">{pieces(curves)}</p>}
    </section>
  );
}
