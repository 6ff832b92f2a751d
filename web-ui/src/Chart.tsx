import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'preact/hooks';

echarts.use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

export type Option = echarts.EChartsCoreOption;

/** The style sheet's colour of a name. */
export type Color = (name: string) => string;

interface Props {
  /** The class that gives its size. */
  kind: string;
  option: (color: Color) => Option;
  /** What it shows, in words. */
  label: string;
  hidden: boolean;
}

/** A chart that follows its size and the colour scheme. */
export function Chart({ kind, option, label, hidden }: Props) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  const draw = () => {
    const style = getComputedStyle(document.documentElement);
    chart.current?.setOption(option((name) => style.getPropertyValue(`--${name}`)), { notMerge: true });
  };
  const redraw = useRef(draw);
  redraw.current = draw;
  useEffect(() => {
    const made = echarts.init(element.current!, undefined, { renderer: 'svg' });
    chart.current = made;
    const sizes = new ResizeObserver(() => made.resize());
    sizes.observe(element.current!);
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => redraw.current();
    scheme.addEventListener('change', follow);
    return () => {
      scheme.removeEventListener('change', follow);
      sizes.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(draw);
  return <div ref={element} class={kind} role="img" aria-label={label} hidden={hidden} />;
}
