import type { Effect, Importance } from './api';
import { valueAxis } from './axis';
import type { Color, Option } from './Chart';
import { loss } from './format';

/** A parameter by the last part of its path. */
export const short = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A place on the axis: three significant digits. */
const figure = (value: number): string => String(Number(value.toPrecision(3)));

/** The chart of a marginal curve: heights over the range, and one deviation to both sides where the method knows one. */
export function marginalOption(effect: Effect, importance: Importance, color: Color): Option {
  const text = { color: color('soft') };
  const lines = { axisLine: { lineStyle: { color: color('line') } }, splitLine: { lineStyle: { color: color('line') } } };
  const choice = effect.scale === 'choice';
  const band = effect.curve.some((point) => point.deviation > 0) ? [-1, 1] : [];
  const heights = effect.curve.flatMap((point) => [0, ...band].map((side) => point.height + side * point.deviation));
  const axis = heights.every((height) => height > 0) ? valueAxis(heights) : { type: 'value' as const };
  const at = (side: number) => effect.curve.map((point) => [choice ? String(point.value) : point.value, point.height + side * point.deviation]);
  const line = (side: number) => ({
    type: 'line', name: side === 0 ? importance.height : `${side > 0 ? 'plus' : 'minus'} one deviation`, color: color('curve-0'), data: at(side),
    symbol: 'circle', symbolSize: choice ? 9 : 0, showSymbol: choice,
    lineStyle: { width: side === 0 ? 2 : 1, type: side === 0 ? 'solid' : 'dashed', opacity: choice ? 0 : side === 0 ? 1 : 0.6 },
    itemStyle: { opacity: side === 0 ? 1 : 0.4 },
  });
  return {
    animation: false,
    grid: { left: 60, right: 20, top: 15, bottom: 45 },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: color('raised'), borderColor: color('line'), textStyle: { color: color('ink') },
      valueFormatter: (value: unknown) => loss(typeof value === 'number' ? value : null),
    },
    xAxis: {
      ...lines, splitLine: { show: false }, nameLocation: 'middle', nameGap: 28, nameTextStyle: text, name: short(effect.path), axisLabel: text,
      ...(choice ? { type: 'category', data: effect.curve.map((point) => String(point.value)) }
        : { type: effect.scale === 'log' ? 'log' : 'value', min: 'dataMin', max: 'dataMax', axisLabel: { ...text, formatter: figure } }),
    },
    yAxis: { ...lines, ...axis, axisLabel: { ...text, ...('axisLabel' in axis ? axis.axisLabel : {}) } },
    series: [0, ...band].map(line),
  };
}

/** What the chart shows, in words. */
export function marginalDescribed(effect: Effect, importance: Importance): string {
  const low = effect.curve.reduce((best, point) => (point.height < best.height ? point : best), effect.curve[0]!);
  const high = effect.curve.reduce((best, point) => (point.height > best.height ? point : best), effect.curve[0]!);
  const end = (point: typeof low) => `${loss(point.height)} at ${typeof point.value === 'number' ? figure(point.value) : point.value}`;
  return `${importance.height} by ${short(effect.path)}: from ${end(low)} to ${end(high)}`;
}
