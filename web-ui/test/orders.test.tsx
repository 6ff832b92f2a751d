import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../src/api';
import { Orders } from '../src/Orders';

const experiment = (state: string): Experiment => ({
  id: 'co2', name: 'co2', labels: [], state, reason: null, metric: 'validation_loss', goal: 'minimize',
  trials: { planned: 9, total: 3, queued: 0, running: 2, paused: 0, completed: 1, stopped: 0, diverged: 0, failed: 0, cancelled: 0 },
  resumes: 0, repetitions: { total: 0, done: 0 }, bestValidationLoss: 0.5, createdAt: '2026-02-03T12:00:00Z', finishedAt: null,
});

const PATIENCE = { timeout: 10_000 };
const fetched = vi.fn<typeof fetch>();
const buttons = () => [...document.querySelectorAll('button')].map((one) => one.textContent);
const said = (role: string) => document.querySelector(`[role=${role}]`)?.textContent;
const show = (state: string, planned: number | null = 9) => act(() => {
  const one = experiment(state);
  render(<Orders experiment={{ ...one, trials: { ...one.trials, planned } }} />, document.body);
});
const press = (name: string) => act(async () => {
  [...document.querySelectorAll('button')].find((one) => one.textContent === name)!.click();
});
const answers = (status: number, body: object) =>
  fetched.mockResolvedValue(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));

describe('orders', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', fetched);
    answers(200, { state: 'PAUSED', message: 'co2 is paused: 2 run to their next checkpoint' });
  });
  afterEach(() => {
    render(null, document.body);
    fetched.mockReset();
    vi.unstubAllGlobals();
  });

  it('are those that make sense where the experiment stands', async () => {
    await show('RUNNING');
    expect(buttons()).toEqual(['Pause', 'Stop', 'Cancel…', 'Extend…']);
    await show('PAUSED');
    expect(buttons()).toEqual(['Resume', 'Stop', 'Cancel…', 'Extend…']);
    await show('STOPPING');
    expect(buttons()).toEqual(['Pause', 'Cancel…']);
    await show('COMPLETED');
    expect(buttons()).toEqual(['Extend…']);
    await show('CANCELLED');
    expect(buttons()).toEqual([]);
  });

  it('are given as JSON, and the answer is shown', async () => {
    await show('RUNNING');
    await press('Pause');
    expect(fetched).toHaveBeenCalledWith('./api/experiments/co2/pause', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    await vi.waitFor(() => expect(said('status')).toBe('co2 is paused: 2 run to their next checkpoint'), PATIENCE);
  });

  it('show an answer as long as it holds', async () => {
    await show('RUNNING');
    await press('Pause');
    await vi.waitFor(() => expect(said('status')).toBeDefined(), PATIENCE);
    await show('PAUSED');
    expect(said('status')).toBeDefined();
    await show('COMPLETED');
    expect(said('status')).toBeUndefined();
  });

  it('ask before a cancel, which can be thought better of', async () => {
    await show('RUNNING');
    await press('Cancel…');
    expect(fetched).not.toHaveBeenCalled();
    expect(document.querySelector('[role=alertdialog]')!.textContent).toContain('Cancel co2?');
    await press('Let it run');
    expect(fetched).not.toHaveBeenCalled();
    await press('Cancel…');
    await press('Cancel the experiment');
    expect(fetched.mock.calls.map(([path]) => path)).toEqual(['./api/experiments/co2/cancel']);
  });

  it('forget the question where the experiment has ended meanwhile', async () => {
    await show('RUNNING');
    await press('Cancel…');
    await show('COMPLETED');
    expect(document.querySelector('[role=alertdialog]')).toBeNull();
  });

  it('extend a search by as many trials as one says, twice as many if one says nothing', async () => {
    await show('COMPLETED');
    await press('Extend…');
    const input = document.querySelector('input')!;
    expect([input.value, input.min]).toEqual(['18', '10']);
    await act(() => {
      input.value = '12';
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press('Extend the search');
    expect(fetched.mock.calls.map(([path, request]) => [path, request!.body])).toEqual([['./api/experiments/co2/extend', '{"maxTrials":12}']]);
    expect(document.querySelector('form')).toBeNull();
  });

  it('extend nothing where one leaves it, nor where trials are not what is limited', async () => {
    await show('RUNNING');
    await press('Extend…');
    await press('Leave it');
    expect(buttons()).toContain('Extend…');
    await show('RUNNING', null);
    expect(buttons()).toEqual(['Pause', 'Stop', 'Cancel…']);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('that are refused say why', async () => {
    answers(409, { error: 'order-refused', message: 'co2 has ended' });
    await show('RUNNING');
    await press('Stop');
    await vi.waitFor(() => expect(said('alert')).toBe('co2 has ended'), PATIENCE);
    expect(said('status')).toBeUndefined();
  });
});
