/** Beyond this ratio of largest to smallest a linear axis hides the small ones. */
const LOG_RATIO = 20;

/** The step of 1, 2 or 5 times a power of ten that divides a span into at most five parts. */
function step(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 5));
  return power * ([1, 2, 5].find((factor) => factor * power * 5 >= span) ?? 10);
}

/** A value axis that holds these positive values tightly: linear, or logarithmic where they differ by orders of magnitude. */
export function valueAxis(values: number[]) {
  if (values.length === 0) return { type: 'value' as const };
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (high > LOG_RATIO * low) return { type: 'log' as const };
  const interval = step(high > low ? high - low : high);
  const room = high > low ? 0 : interval;
  const decimals = Math.max(0, -Math.floor(Math.log10(interval)));
  return {
    type: 'value' as const,
    interval,
    min: Math.floor(low / interval) * interval - room,
    max: Math.ceil(high / interval) * interval + room,
    axisLabel: { formatter: (value: number) => value.toFixed(decimals) },
  };
}
