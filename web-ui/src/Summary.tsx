import type { Experiment, Row } from './api';
import { loss, seconds, terminalTrials, words } from './format';
import { State } from './State';

/** A trial's test loss, with half the width of its 95 % interval where it is a mean. */
const estimate = (row: Row) => loss(row.testLoss) + (row.confirmation?.margin != null ? ` ± ${loss(row.confirmation.margin)}` : '');

/** How far an experiment is and what it has found. */
export function Summary({ experiment, winner }: { experiment: Experiment; winner: Row | undefined }) {
  const t = experiment.trials;
  const done = terminalTrials(experiment);
  const figures: [string, string | number][] = [
    ['done', t.planned === null ? done : `${done} of ${t.planned}`],
    ['running', t.running],
    ['stopped early', t.stopped],
    ['diverged', t.diverged],
    ['failed', t.failed],
    [`best ${words(experiment.metric)}`, loss(experiment.bestValidationLoss)],
  ];
  if (t.queued > 0) figures.splice(2, 0, ['waiting', t.queued]);
  if (t.cancelled > 0) figures.splice(-1, 0, ['cancelled', t.cancelled]);
  if (t.paused > 0) figures.splice(2, 0, ['paused', t.paused]);
  if (experiment.resumes > 0) figures.push(['resumes', experiment.resumes]);
  if (experiment.repetitions.total > 0) figures.push(['confirmed', `${experiment.repetitions.done} of ${experiment.repetitions.total}`]);
  if (winner) figures.push([`test loss of the winner, trial ${winner.trial}`, estimate(winner)]);
  if (experiment.finishedAt) figures.push(['took', seconds((Date.parse(experiment.finishedAt) - Date.parse(experiment.createdAt)) / 1000)]);
  return (
    <section class="summary" aria-label="summary">
      <h2>{experiment.id} <State state={experiment.state} /></h2>
      {experiment.reason && <p class="soft">{experiment.reason}</p>}
      <progress max={Math.max(1, t.planned ?? t.total)} value={done} aria-label="trials done" />
      <dl>{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}
