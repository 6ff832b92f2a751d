import { useEffect, useState } from 'preact/hooks';
import { type Experiment, fetchExperiments, fetchLeaderboard, fetchTrial, type Leaderboard, listen, type Trial } from './api';
import { ComparisonPanel } from './ComparisonPanel';
import { Curves, curveOf } from './Curves';
import { ExperimentList } from './ExperimentList';
import { Failures } from './Failures';
import { terminalTrials, words } from './format';
import { ImportancePanel } from './ImportancePanel';
import { LeaderboardTable } from './LeaderboardTable';
import { Orders } from './Orders';
import { initialSelection, toggle } from './selection';
import { Summary } from './Summary';
import { useFollowing } from './useFollowing';
import { NoTrial, Welcome } from './Welcome';

/** Rows that the page shows before it is asked for all. */
const TOP = 200;

const named = () => decodeURIComponent(location.hash.replace(/^#\/?/, ''));

export function App() {
  const [experiments, setExperiments] = useState<Experiment[] | null>(null);
  const [current, setCurrent] = useState(named());
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<string | null>(null);
  const [version, setVersion] = useState(0);

  useEffect(() => listen(() => setVersion((old) => old + 1), setConnected), []);
  useEffect(() => {
    const go = () => setCurrent(named());
    window.addEventListener('hashchange', go);
    return () => window.removeEventListener('hashchange', go);
  }, []);
  const refresh = useFollowing('', fetchExperiments, setExperiments, setError);
  useEffect(refresh, [version]);

  const newest = experiments?.at(0)?.id;
  useEffect(() => {
    // The address then names it, so that a later experiment does not take its place.
    if (!current && newest) location.replace(`#/${encodeURIComponent(newest)}`);
  }, [current, newest]);
  useEffect(() => { document.title = current ? `${current} – Cellsearch` : 'Cellsearch'; }, [current]);

  const experiment = experiments?.find((candidate) => candidate.id === current);
  return (
    <>
      <header>
        <h1><a href="#/">Cellsearch</a></h1>
        <span class={connected ? 'live' : 'live off'} role="status">{connected ? 'live' : 'reconnecting…'}</span>
      </header>
      {error && <p class="error" role="alert">{error}</p>}
      <div class="columns">
        <ExperimentList experiments={experiments} current={current} />
        <main>
          {experiments?.length === 0 && !current && <Welcome />}
          {current && <Board key={current} id={current} experiment={experiment} version={version} />}
        </main>
      </div>
    </>
  );
}

function Board({ id, experiment, version }: { id: string; experiment: Experiment | undefined; version: number }) {
  const [board, setBoard] = useState<Leaderboard | null>(null);
  const [all, setAll] = useState(false);
  const [selection, setSelection] = useState<number[] | null>(null);
  const [trials, setTrials] = useState<Trial[] | null>(null);
  const [error, setError] = useState<string | null>(null);

  const refresh = useFollowing(String(all), () => fetchLeaderboard(id, all ? null : TOP), setBoard, setError);
  useEffect(refresh, [version]);

  const selected = selection ?? (board ? initialSelection(board.rows) : []);
  const rows = board?.rows ?? [];
  const refreshTrials = useFollowing(selected.join(), () => Promise.all(selected.map((trial) => fetchTrial(id, trial))), setTrials, setError);
  useEffect(refreshTrials, [board]);

  const total = experiment?.trials.total ?? rows.length;
  return (
    <>
      {experiment && <Summary experiment={experiment} winner={rows.find((row) => row.trial === board?.winner)} />}
      {experiment && <Orders experiment={experiment} />}
      {error && <p class="error" role="alert">{error}</p>}
      {!board && !error && <p class="soft" role="status">Loading…</p>}
      {board && rows.length === 0 && experiment?.state === 'RUNNING' && <NoTrial />}
      {board && rows.length > 0 && (
        <>
          <Curves curves={(trials ?? []).map(curveOf)} loading={trials === null} metric={words(board.metric)} references={board.references} />
          <Failures experiment={id} trials={trials ?? []} />
          <LeaderboardTable board={board} selected={selected} onToggle={(trial) => setSelection(toggle(selected, trial))} />
          {rows.length < total && !all && <button type="button" onClick={() => setAll(true)}>Show all {total} trials</button>}
          <ComparisonPanel board={board} />
          <ImportancePanel experiment={id} trials={experiment ? terminalTrials(experiment) : 0} />
        </>
      )}
    </>
  );
}
