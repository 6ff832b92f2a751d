import type { Experiment } from './api';
import { terminalTrials } from './format';

export function ExperimentList({ experiments, current }: { experiments: Experiment[] | null; current: string }) {
  return (
    <nav aria-label="experiments">
      <h2>Experiments</h2>
      {experiments?.length === 0 && <p class="soft">None yet.</p>}
      <ul>
        {experiments?.map((item) => (
          <li key={item.id} class={item.id === current ? 'current' : ''}>
            <a href={`#/${encodeURIComponent(item.id)}`} aria-current={item.id === current ? 'page' : undefined}>
              {item.id}
              <small>{item.state.toLowerCase()}, {terminalTrials(item)}/{item.trials.planned ?? item.trials.total} trials</small>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
