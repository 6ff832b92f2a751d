import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type Experiment, fetchCurve, fetchExperiments, fetchLeaderboard, type Leaderboard, listen } from './api';
import { type Curve, Curves } from './Curves';
import { loss, terminalTrials } from './format';
import { LeaderboardTable } from './LeaderboardTable';
import { initialSelection, toggle } from './selection';

/** Events come in bursts; the page asks again at most this often. */
const REFRESH_MS = 500;

const named = () => decodeURIComponent(location.hash.replace(/^#\/?/, ''));

export function App() {
  const [experiments, setExperiments] = useState<Experiment[] | null>(null);
  const [chosen, setChosen] = useState(named());
  const [board, setBoard] = useState<Leaderboard | null>(null);
  const [selection, setSelection] = useState<number[] | null>(null);
  const [curves, setCurves] = useState<Curve[]>([]);
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [version, setVersion] = useState(0);
  const timer = useRef<number | undefined>(undefined);

  const refresh = useCallback(() => {
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined;
      setVersion((old) => old + 1);
    }, REFRESH_MS);
  }, []);

  useEffect(() => listen(refresh, setConnected), [refresh]);
  useEffect(() => {
    const follow = () => setChosen(named());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);

  const current = chosen || experiments?.at(0)?.id || '';
  useEffect(() => setSelection(null), [current]);
  useEffect(() => {
    let alive = true;
    Promise.all([fetchExperiments(), current ? fetchLeaderboard(current) : Promise.resolve(null)])
      .then(([list, rows]) => {
        if (!alive) return;
        setExperiments(list);
        setBoard(rows);
        setError(null);
      })
      .catch((reason: unknown) => alive && setError(reason instanceof Error ? reason.message : String(reason)));
    return () => { alive = false; };
  }, [current, version]);

  const selected = selection ?? (board ? initialSelection(board.rows) : []);
  const key = selected.join();
  useEffect(() => {
    if (!board) return;
    let alive = true;
    const cells = new Map(board.rows.map((row) => [row.trial, row.cell]));
    Promise.all(selected.map(async (trial) => ({ trial, cell: cells.get(trial) ?? '', points: await fetchCurve(board.experiment, trial) })))
      .then((loaded) => alive && setCurves(loaded))
      .catch((reason: unknown) => alive && setError(reason instanceof Error ? reason.message : String(reason)));
    return () => { alive = false; };
  }, [board, key]);

  const experiment = experiments?.find((candidate) => candidate.id === current);
  return (
    <>
      <header>
        <h1>Cellsearch</h1>
        <span class={connected ? 'live' : 'live off'} role="status">{connected ? 'live' : 'reconnecting…'}</span>
      </header>
      {error && <p class="error" role="alert">{error}</p>}
      <div class="columns">
        <nav aria-label="experiments">
          <h2>Experiments</h2>
          {experiments?.length === 0 && <p>None yet. Start one:<br /><code>scripts/cellsearch run experiments/co2.yaml</code></p>}
          <ul>
            {experiments?.map((item) => (
              <li key={item.id} class={item.id === current ? 'current' : ''}>
                <a href={`#/${encodeURIComponent(item.id)}`}>{item.id}</a>
                <small>{item.state.toLowerCase()}, {terminalTrials(item)}/{item.trials.planned} trials</small>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {experiment && <Summary experiment={experiment} />}
          {board && board.experiment === current && (
            <>
              <h2>Learning curves</h2>
              <Curves curves={curves} metric={board.metric.replaceAll('_', ' ')} references={board.references} />
              <h2>Leaderboard</h2>
              <LeaderboardTable board={board} selected={selected} onToggle={(trial) => setSelection(toggle(selected, trial))} />
            </>
          )}
        </main>
      </div>
    </>
  );
}

function Summary({ experiment }: { experiment: Experiment }) {
  const t = experiment.trials;
  const done = terminalTrials(experiment);
  return (
    <section class="summary">
      <h2>{experiment.id} <span class={`state ${experiment.state.toLowerCase()}`}>{experiment.state.toLowerCase()}</span></h2>
      {experiment.reason && <p>{experiment.reason}</p>}
      <progress max={Math.max(1, t.planned)} value={done} aria-label="trials done" />
      <dl>
        <div><dt>done</dt><dd>{done} of {t.planned}</dd></div>
        <div><dt>running</dt><dd>{t.running}</dd></div>
        <div><dt>stopped early</dt><dd>{t.stopped}</dd></div>
        <div><dt>diverged</dt><dd>{t.diverged}</dd></div>
        <div><dt>failed</dt><dd>{t.failed}</dd></div>
        <div><dt>best {experiment.metric.replaceAll('_', ' ')}</dt><dd>{loss(experiment.bestValidationLoss)}</dd></div>
      </dl>
    </section>
  );
}
