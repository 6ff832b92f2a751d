import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Experiment } from '../src/api';
import { Summary } from '../src/Summary';

const experiment: Experiment = {
  id: 'co2', name: 'co2', labels: [], state: 'RUNNING', reason: null, metric: 'validation_loss', goal: 'minimize',
  trials: { planned: 100, total: 40, queued: 0, running: 2, paused: 30, completed: 1, stopped: 7, diverged: 0, failed: 0, cancelled: 0 },
  resumes: 12, repetitions: { total: 0, done: 0 }, bestValidationLoss: 0.5, createdAt: '2026-02-03T12:00:00Z', finishedAt: null,
};

const figures = () => Object.fromEntries([...document.querySelectorAll('dl > div')].map((one) =>
  [one.querySelector('dt')!.textContent, one.querySelector('dd')!.textContent]));

afterEach(() => render(null, document.body));

describe('the summary', () => {
  it('counts trials that pause, and how often one went on', () => {
    render(<Summary experiment={experiment} winner={undefined} />, document.body);
    expect(figures()).toMatchObject({ done: '8 of 100', running: '2', paused: '30', resumes: '12' });
  });

  it('says nothing of pauses where there are none', () => {
    render(<Summary experiment={{ ...experiment, resumes: 0, repetitions: { total: 0, done: 0 }, trials: { ...experiment.trials, paused: 0 } }} winner={undefined} />, document.body);
    expect(Object.keys(figures())).not.toContain('paused');
    expect(Object.keys(figures())).not.toContain('resumes');
  });

  it('names no number of trials where epochs or time are the bound', () => {
    render(<Summary experiment={{ ...experiment, trials: { ...experiment.trials, planned: null } }} winner={undefined} />, document.body);
    expect(figures()).toMatchObject({ done: '8' });
  });
});
