import { requeue, type Trial } from './api';
import { useOrder } from './useOrder';

/** Why the chosen trials failed; nothing where none did. */
export function Failures({ experiment, trials }: { experiment: string; trials: Trial[] }) {
  return (
    <>
      {trials.filter((trial) => trial.state === 'FAILED').map((trial) => <Failure key={trial.trial} experiment={experiment} trial={trial} />)}
    </>
  );
}

/** The cause of a failure, what the runner said last, and another chance. */
function Failure({ experiment, trial }: { experiment: string; trial: Trial }) {
  const { busy, error, give } = useOrder();
  const last = [...trial.attempts].reverse().find((attempt) => attempt.cause !== null);
  return (
    <section class="failure" aria-label={`failure of trial ${trial.trial}`}>
      <h2>Trial {trial.trial} failed {last && <small>{trial.cell}, attempt {last.attempt}, on {last.worker}</small>}</h2>
      {last && <p class="error">{last.cause}</p>}
      {last?.log && (
        <details>
          <summary>The end of the runner's log</summary>
          <pre>{last.log}</pre>
        </details>
      )}
      <button type="button" title="It waits for a slot again, with all of its retries." disabled={busy}
        onClick={() => void give(() => requeue(experiment, trial.trial))}>Queue it again</button>
      {error && <p class="error" role="alert">{error}</p>}
    </section>
  );
}
