import { useState } from 'preact/hooks';
import { type Experiment, extend, giveOrder, type Order, type Ordered } from './api';
import { useOrder } from './useOrder';

/** What may be ordered where an experiment stands; nothing of one that has ended. */
const POSSIBLE: Record<string, Order[]> = {
  RUNNING: ['pause', 'stop', 'cancel'],
  PAUSED: ['resume', 'stop', 'cancel'],
  STOPPING: ['pause', 'cancel'],
};

/** Where an experiment can be given more trials. */
const EXTENSIBLE = ['RUNNING', 'PAUSED', 'COMPLETED'];

const EXPLAINED: Record<Order, string> = {
  pause: 'Running trials write a checkpoint at the end of their epoch and rest.',
  resume: 'Trials go on from their checkpoints.',
  stop: 'No trial starts any more; those that have begun come to their ends, and the best is evaluated.',
  cancel: 'Running trials are abandoned and nothing is evaluated; what was found stays.',
};

const named = (order: Order) => order[0]!.toUpperCase() + order.slice(1);

/** Buttons that steer an experiment. A cancel cannot be taken back: it asks first; an extension asks how far. */
export function Orders({ experiment }: { experiment: Experiment }) {
  const [asking, setAsking] = useState<'cancel' | 'extend' | null>(null);
  const [before, setBefore] = useState(experiment.state);
  const { busy, answer, error, give } = useOrder();
  const possible = POSSIBLE[experiment.state] ?? [];
  const planned = experiment.trials.planned;
  const extensible = planned !== null && EXTENSIBLE.includes(experiment.state);
  const asked = (asking === 'cancel' && possible.includes('cancel')) || (asking === 'extend' && extensible) ? asking : null;

  const send = (order: () => Promise<Ordered>) => {
    setAsking(null);
    setBefore(experiment.state);
    void give(order);
  };

  return (
    <div class="orders" role="group" aria-label="orders">
      {asked === null && possible.map((order) => (
        <button key={order} type="button" title={EXPLAINED[order]} disabled={busy}
          onClick={() => (order === 'cancel' ? setAsking('cancel') : send(() => giveOrder(experiment.id, order)))}>{named(order)}{order === 'cancel' && '…'}</button>
      ))}
      {asked === null && extensible && (
        <button type="button" title="The search tries more trials than its file says." disabled={busy} onClick={() => setAsking('extend')}>Extend…</button>
      )}
      {asked === 'cancel' && (
        <p role="alertdialog" aria-label="cancel the experiment?">
          Cancel {experiment.id}? {EXPLAINED.cancel}{' '}
          <button type="button" class="grave" onClick={() => send(() => giveOrder(experiment.id, 'cancel'))}>Cancel the experiment</button>{' '}
          <button type="button" onClick={() => setAsking(null)}>Let it run</button>
        </p>
      )}
      {asked === 'extend' && planned !== null && (
        <Extension planned={planned} onExtend={(maxTrials) => send(() => extend(experiment.id, maxTrials))} onLeave={() => setAsking(null)} />
      )}
      {answer && [before, answer.state].includes(experiment.state) && <p class="soft" role="status">{answer.message}</p>}
      {error && <p class="error" role="alert">{error}</p>}
    </div>
  );
}

/** Asks for the number of trials in all; twice as many is what it offers. */
function Extension({ planned, onExtend, onLeave }: { planned: number; onExtend: (maxTrials: number) => void; onLeave: () => void }) {
  const [wanted, setWanted] = useState(2 * planned);
  return (
    <form aria-label="extend the experiment" onSubmit={(event) => { event.preventDefault(); onExtend(wanted); }}>
      <label>
        Trials in all, instead of {planned}:{' '}
        <input type="number" required min={planned + 1} step={1} value={wanted} onInput={(event) => setWanted(event.currentTarget.valueAsNumber)} />
      </label>{' '}
      <button type="submit">Extend the search</button>{' '}
      <button type="button" onClick={onLeave}>Leave it</button>
    </form>
  );
}
