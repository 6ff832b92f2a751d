import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'preact/hooks';
import type { CurvePoint, Reference } from './api';
import { loss } from './format';

echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export interface Curve {
  trial: number;
  cell: string;
  points: CurvePoint[];
}

/** The chart's description: validation loss by epoch on a logarithmic axis, the references as dashed lines. */
export function curveOption(curves: Curve[], metric: string, references: Reference[], dark: boolean): echarts.EChartsCoreOption {
  const ink = dark ? '#c9d1d9' : '#333';
  return {
    animation: false,
    textStyle: { color: ink },
    grid: { left: 70, right: 150, top: 40, bottom: 45 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => loss(typeof value === 'number' ? value : null) },
    legend: { top: 5, textStyle: { color: ink } },
    xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', nameGap: 28, minInterval: 1, min: 1, splitLine: { show: false } },
    yAxis: { type: 'log', name: metric, axisLabel: { formatter: (value: number) => loss(value) } },
    series: curves.map((curve, index) => ({
      type: 'line',
      name: `trial ${curve.trial} (${curve.cell})`,
      symbolSize: 5,
      data: curve.points.filter((point) => point.validationLoss !== null && point.validationLoss > 0)
        .map((point) => [point.epoch, point.validationLoss]),
      markLine: index > 0 ? undefined : {
        symbol: 'none',
        lineStyle: { type: 'dashed', color: dark ? '#8b949e' : '#888' },
        label: { formatter: '{b}', color: ink },
        data: references.map((reference) => ({ name: reference.name, yAxis: reference.validationLoss })),
      },
    })),
  };
}

export function Curves({ curves, metric, references }: { curves: Curve[]; metric: string; references: Reference[] }) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  useEffect(() => {
    chart.current = echarts.init(element.current!, undefined, { renderer: 'svg' });
    const resize = () => chart.current?.resize();
    window.addEventListener('resize', resize);
    return () => {
      window.removeEventListener('resize', resize);
      chart.current?.dispose();
    };
  }, []);
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    chart.current?.setOption(curveOption(curves, metric, references, dark), { notMerge: true });
  }, [curves, metric, references]);
  return <div ref={element} class="chart" role="img" aria-label={`${metric} by epoch of the selected trials`} />;
}
