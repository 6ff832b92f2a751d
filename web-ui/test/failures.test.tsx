import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Trial } from '../src/api';
import { Failures } from '../src/Failures';

const PATIENCE = { timeout: 10_000 };
const fetched = vi.fn<typeof fetch>();

const failed = (trial: number): Trial => ({
  trial, cell: 'lstm', state: 'FAILED', curve: [],
  attempts: [
    { attempt: 1, fromEpoch: 0, worker: 'a', cause: 'signal 9', log: null },
    { attempt: 2, fromEpoch: 1, worker: 'b', cause: 'OUT_OF_MEMORY: Java heap space', log: 'what it said last' },
    { attempt: 3, fromEpoch: 1, worker: 'c', cause: null, log: null },
  ],
});

const show = (trials: Trial[]) => act(() => render(<Failures experiment="co2" trials={trials} />, document.body));

describe('failures', () => {
  beforeEach(() => vi.stubGlobal('fetch', fetched));
  afterEach(() => {
    render(null, document.body);
    fetched.mockReset();
    vi.unstubAllGlobals();
  });

  it('are told of the chosen trials that failed, with the last cause and its log', async () => {
    await show([{ ...failed(1), state: 'COMPLETED' }, failed(7)]);
    expect(document.querySelectorAll('section')).toHaveLength(1);
    expect(document.querySelector('h2')!.textContent).toBe('Trial 7 failed lstm, attempt 2, on b');
    expect(document.querySelector('.error')!.textContent).toBe('OUT_OF_MEMORY: Java heap space');
    expect(document.querySelector('pre')!.textContent).toBe('what it said last');
  });

  it('show no log where the runner said nothing', async () => {
    await show([{ ...failed(7), attempts: failed(7).attempts.slice(0, 1) }]);
    expect(document.querySelector('.error')!.textContent).toBe('signal 9');
    expect(document.querySelector('details')).toBeNull();
  });

  it('can have another chance, and say why where they cannot', async () => {
    fetched.mockResolvedValue(new Response(JSON.stringify({ message: 'co2 has ended' }), { status: 409 }));
    await show([failed(7)]);
    await act(async () => document.querySelector('button')!.click());
    expect(fetched.mock.calls.map(([path]) => path)).toEqual(['./api/experiments/co2/trials/7/requeue']);
    await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toBe('co2 has ended'), PATIENCE);
  });
});
