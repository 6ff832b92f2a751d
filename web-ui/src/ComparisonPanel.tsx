import { useEffect, useState } from 'preact/hooks';
import { fetchTest, type Leaderboard, messageOf, type Row, type Test } from './api';
import { loss } from './format';

/** A probability with two significant digits. */
export const probability = (p: number): string => (p < 1e-4 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`);

/** The test in words. */
export function described(test: Test): string {
  const t = test.statistic === null ? '∞' : test.statistic.toFixed(2);
  return `${test.name} of ${test.firstRuns} and ${test.secondRuns} runs: difference ${loss(test.difference)} ± ${loss(test.margin)} (95 %), `
    + `t = ${t}, ${Number(test.degreesOfFreedom.toFixed(1))} ${test.degreesOfFreedom === 1 ? 'degree' : 'degrees'} of freedom, ${probability(test.p)}.`;
}

interface ChoiceProps {
  label: string;
  rows: Row[];
  value: number;
  onChoice: (trial: number) => void;
}

function Choice({ label, rows, value, onChoice }: ChoiceProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChoice(Number(event.currentTarget.value))}>
        {rows.map((row) => <option key={row.trial} value={row.trial}>trial {row.trial} ({row.cell})</option>)}
      </select>
    </label>
  );
}

/** Whether two confirmed trials differ on the test part. */
export function ComparisonPanel({ board }: { board: Leaderboard }) {
  const rows = board.rows.filter((row) => row.confirmation !== null);
  const [pair, setPair] = useState<[number, number] | null>(null);
  const [answer, setAnswer] = useState<{ test: Test | null } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const best = rows.find((row) => row.trial === board.winner) ?? rows[0];
  const other = rows.find((row) => row !== best);
  const [first, second] = pair ?? [best?.trial ?? 0, other?.trial ?? 0];
  const tested = rows.reduce((sum, row) => sum + (row.confirmation?.tested ?? 0), 0);

  useEffect(() => {
    if (!first || !second) return undefined;
    let alive = true;
    fetchTest(board.experiment, first, second).then(
      (test) => { if (alive) { setAnswer({ test }); setError(null); } },
      (reason: unknown) => { if (alive) setError(messageOf(reason)); },
    );
    return () => { alive = false; };
  }, [board.experiment, first, second, tested]);

  if (rows.length < 2) return null;
  return (
    <section class="panel">
      <h2>Comparison <small>of confirmed trials on the test part</small></h2>
      <p class="choices">
        <Choice label="first" rows={rows} value={first} onChoice={(trial) => setPair([trial, second])} />
        <Choice label="second" rows={rows} value={second} onChoice={(trial) => setPair([first, trial])} />
      </p>
      {error && <p class="error" role="alert">{error}</p>}
      {answer?.test && (
        <>
          <p>{described(answer.test)}</p>
          <p class="soft">It assumes that {answer.test.assumption}.</p>
        </>
      )}
      {answer && !answer.test && <p class="soft">No test yet: each needs two test losses.</p>}
    </section>
  );
}
