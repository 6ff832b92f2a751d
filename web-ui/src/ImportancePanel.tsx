import { useEffect, useState } from 'preact/hooks';
import { fetchImportance, type Importance, messageOf, type Method } from './api';
import { Chart } from './Chart';
import { marginalDescribed, marginalOption, percent, short } from './marginal';

/** Interactions that are worth a line, and how many. */
const LEAST_SHARE = 0.01;
const MOST_PAIRS = 5;

/** Trials that the best tenth should be, as those say who use PED-ANOVA. */
const ENOUGH = 5;

const METHODS: Record<Method, string> = {
  fanova: 'fANOVA: shares of the variance over the whole space',
  'ped-anova': 'PED-ANOVA: what sets the best tenth apart',
};

interface Props {
  experiment: string;
  /** How many have ended: with each it is asked for anew. */
  trials: number;
}

/** Which parameters matter, asked for while it is open: it costs the server a second. */
export function ImportancePanel({ experiment, trials }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details class="panel" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary><h2>Importance <small>which parameters the loss depends on</small></h2></summary>
      {open && <Told experiment={experiment} trials={trials} />}
    </details>
  );
}

function Told({ experiment, trials }: Props) {
  const [method, setMethod] = useState<Method>('fanova');
  const [importance, setImportance] = useState<Importance | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);

  useEffect(() => {
    let alive = true;
    fetchImportance(experiment, method).then(
      (answer) => { if (alive) { setImportance(answer); setError(null); } },
      (reason: unknown) => { if (alive) setError(messageOf(reason)); },
    );
    return () => { alive = false; };
  }, [method, experiment, trials]);

  const effects = importance?.parameters ?? [];
  const effect = effects.find((one) => one.path === chosen) ?? effects[0];
  const pairs = importance?.interactions.filter((pair) => pair.share >= LEAST_SHARE).slice(0, MOST_PAIRS) ?? [];
  return (
    <>
      <label>
        method{' '}
        <select value={method} onChange={(event) => setMethod(event.currentTarget.value as Method)}>
          {(Object.keys(METHODS) as Method[]).map((name) => <option key={name} value={name}>{METHODS[name]}</option>)}
        </select>
      </label>
      {error && <p class="error" role="alert">{error}</p>}
      {!importance && !error && <p class="soft" role="status">Loading…</p>}
      {importance && effects.length === 0 && (
        <p class="soft">It needs at least {importance.needed} trials with a result; there are {importance.trials}.</p>
      )}
      {importance && effect && (
        <div class="importance">
          <div>
            <ul class="bars" aria-label="importance of parameters">
              {effects.map((one) => (
                <li key={one.path}>
                  <button type="button" aria-pressed={one === effect} title={one.path} onClick={() => setChosen(one.path)}>
                    <span>{short(one.path)}</span>
                    <span class="bar"><span style={{ width: `${100 * one.share}%` }} /></span>
                    <span class="number">{percent(one.share)}</span>
                  </button>
                </li>
              ))}
            </ul>
            {pairs.length > 0 && (
              <p class="soft">Together: {pairs.map((pair) => `${short(pair.first)} × ${short(pair.second)} ${percent(pair.share)}`).join(', ')}.</p>
            )}
            <p class="soft">
              Read from {importance.trials} trials, each by its best loss, however early it was stopped.
              {method === 'ped-anova' && importance.trials <= 10 * (ENOUGH - 1) && ` The best tenth are fewer than ${ENOUGH}: too few to rely on.`}
            </p>
          </div>
          {effect.curve.length > 0 && (
            <div>
              <h3>{short(effect.path)} <small>{importance.height}</small></h3>
              <Chart kind="plot" option={(color) => marginalOption(effect, importance, color)} label={marginalDescribed(effect, importance)} hidden={false} />
            </div>
          )}
        </div>
      )}
    </>
  );
}
