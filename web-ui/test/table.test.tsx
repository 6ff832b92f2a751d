import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Leaderboard } from '../src/api';
import { LeaderboardTable } from '../src/LeaderboardTable';

const board: Leaderboard = {
  experiment: 'co2', metric: 'validation_loss', goal: 'minimize', winner: 4,
  references: [{ name: 'last value', validationLoss: 1.9, testLoss: 2.02 }],
  rows: [
    { rank: 1, trial: 4, cell: 'gru', parameters: { 'model.cell': 'gru', 'model.units': 24 }, epochs: 27, validationLoss: 0.51, testLoss: 0.56, seconds: 3.2, state: 'COMPLETED', worker: 'w1', waitsFor: null, confirmation: null },
    { rank: null, trial: 9, cell: '<b>x</b>', parameters: { 'model.units': 8 }, epochs: 2, validationLoss: null, testLoss: null, seconds: 0.1, state: 'DIVERGED', worker: 'w1', waitsFor: null, confirmation: null },
  ],
};

const cells = (line: Element) => [...line.querySelectorAll('td, th')].map((cell) => cell.textContent);

afterEach(() => render(null, document.body));

describe('the leaderboard', () => {
  it('shows the winner with its test loss, the diverged trial without a number, and the reference below', () => {
    render(<LeaderboardTable board={board} selected={[4]} onToggle={() => {}} />, document.body);
    const lines = [...document.querySelectorAll('tbody tr, tfoot tr')];
    expect(cells(lines[0]!)).toEqual(['1', '4', 'gru', '0.5100', '0.5600', '27', 'completed', '3.2 s', '24']);
    expect(cells(lines[1]!)).toEqual(['–', '9', '<b>x</b>', '–', '–', '2', 'diverged', '0.1 s', '8']);
    expect(lines[2]!.textContent).toContain('reference: last value');
    expect(lines[2]!.textContent).toContain('2.020');
  });

  it('says why a trial waits although there are workers', () => {
    const waits = { ...board.rows[1]!, state: 'QUEUED', waitsFor: 'needs 4.00 GiB of memory' };
    render(<LeaderboardTable board={{ ...board, rows: [waits] }} selected={[]} onToggle={() => {}} />, document.body);
    expect(cells(document.querySelector('tbody tr')!)[6]).toBe('queuedneeds 4.00 GiB of memory');
  });

  it('shows the mean over fresh seeds with its interval, and who wins by it', () => {
    const [winner, other] = board.rows;
    const confirmed = { ...board, rows: [{ ...winner!, testLoss: 0.5612, confirmation: { repetitions: 5, tested: 5, mean: 0.5612, margin: 0.00417 } }, other!] };
    render(<LeaderboardTable board={confirmed} selected={[]} onToggle={() => {}} />, document.body);
    const line = cells(document.querySelector('tbody tr')!);
    expect(line[4]).toBe('0.5612 ± 0.0042');
    expect(line[6]).toBe('completedwinner');
    expect(document.querySelector('caption')!.textContent).toContain('the best mean wins');
  });

  it('tells which trial was clicked, once', async () => {
    const onToggle = vi.fn();
    render(<LeaderboardTable board={board} selected={[]} onToggle={onToggle} />, document.body);
    await act(() => { document.querySelector<HTMLElement>('tbody tr:nth-child(2)')!.click(); });
    expect(onToggle.mock.calls).toEqual([[9]]);
  });
});
