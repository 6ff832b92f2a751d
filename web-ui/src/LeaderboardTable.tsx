import type { Leaderboard } from './api';
import { loss, parameter, seconds, varyingPaths } from './format';

interface Props {
  board: Leaderboard;
  selected: number[];
  onToggle: (trial: number) => void;
}

export function LeaderboardTable({ board, selected, onToggle }: Props) {
  const paths = varyingPaths(board.rows);
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th><span class="hidden">show curve</span></th>
            <th class="number">rank</th>
            <th class="number">trial</th>
            <th>cell</th>
            {paths.map((path) => <th key={path} class="number" title={path}>{path.slice(path.lastIndexOf('.') + 1)}</th>)}
            <th class="number">epochs</th>
            <th class="number">{board.metric.replaceAll('_', ' ')}</th>
            <th class="number" title="Evaluated once, for the winner">test loss</th>
            <th class="number">time</th>
            <th>state</th>
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <tr key={row.trial} class={selected.includes(row.trial) ? 'selected' : ''} onClick={() => onToggle(row.trial)}>
              <td>
                <input type="checkbox" checked={selected.includes(row.trial)} aria-label={`curve of trial ${row.trial}`}
                  onClick={(event) => event.stopPropagation()} onChange={() => onToggle(row.trial)} />
              </td>
              <td class="number">{row.rank ?? '–'}</td>
              <td class="number">{row.trial}</td>
              <td>{row.cell}</td>
              {paths.map((path) => {
                const value = row.parameters[path];
                return <td key={path} class="number">{value === undefined ? '' : parameter(value)}</td>;
              })}
              <td class="number">{row.epochs}</td>
              <td class="number strong">{loss(row.validationLoss)}</td>
              <td class="number">{loss(row.testLoss)}</td>
              <td class="number">{seconds(row.seconds)}</td>
              <td><span class={`state ${row.state.toLowerCase()}`}>{row.state.toLowerCase()}</span></td>
            </tr>
          ))}
        </tbody>
        {board.references.length > 0 && (
          <tfoot>
            {board.references.map((reference) => (
              <tr key={reference.name}>
                <td /><td /><td />
                <td colSpan={paths.length + 2}>reference: {reference.name}</td>
                <td class="number">{loss(reference.validationLoss)}</td>
                <td class="number">{loss(reference.testLoss)}</td>
                <td /><td />
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </div>
  );
}
