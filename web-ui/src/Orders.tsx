import { useState } from 'preact/hooks';
import { type Experiment, giveOrder, type Order } from './api';

/** What may be ordered where an experiment stands; nothing of one that has ended. */
const POSSIBLE: Record<string, Order[]> = {
  RUNNING: ['pause', 'stop', 'cancel'],
  PAUSED: ['resume', 'stop', 'cancel'],
  STOPPING: ['pause', 'cancel'],
};

const EXPLAINED: Record<Order, string> = {
  pause: 'Running trials write a checkpoint at the end of their epoch and rest.',
  resume: 'Trials go on from their checkpoints.',
  stop: 'No trial starts any more; those that have begun come to their ends, and the best is evaluated.',
  cancel: 'Running trials are abandoned and nothing is evaluated; what was found stays.',
};

const named = (order: Order) => order[0]!.toUpperCase() + order.slice(1);

/** Buttons that steer an experiment while it lives. Only a cancel cannot be taken back: it asks first. */
export function Orders({ experiment }: { experiment: Experiment }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ message: string; holds: string[] } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const possible = POSSIBLE[experiment.state] ?? [];

  const give = async (order: Order) => {
    setAsking(false);
    setBusy(true);
    setError(null);
    try {
      const before = experiment.state;
      const { state, message } = await giveOrder(experiment.id, order);
      setAnswer({ message, holds: [before, state] });
    } catch (reason) {
      setAnswer(null);
      setError(reason instanceof Error ? reason.message : String(reason));
    }
    setBusy(false);
  };

  return (
    <div class="orders" role="group" aria-label="orders">
      {!asking && possible.map((order) => (
        <button key={order} type="button" title={EXPLAINED[order]} disabled={busy}
          onClick={() => (order === 'cancel' ? setAsking(true) : void give(order))}>{named(order)}{order === 'cancel' && '…'}</button>
      ))}
      {asking && possible.includes('cancel') && (
        <p role="alertdialog" aria-label="cancel the experiment?">
          Cancel {experiment.id}? {EXPLAINED.cancel}{' '}
          <button type="button" class="grave" onClick={() => void give('cancel')}>Cancel the experiment</button>{' '}
          <button type="button" onClick={() => setAsking(false)}>Let it run</button>
        </p>
      )}
      {answer?.holds.includes(experiment.state) && <p class="soft" role="status">{answer.message}</p>}
      {error && <p class="error" role="alert">{error}</p>}
    </div>
  );
}
