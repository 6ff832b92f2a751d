import type { Leaderboard } from './api';
import { column, loss, parameterColumn, seconds, varyingPaths, words } from './format';
import { State } from './State';

interface Props {
  board: Leaderboard;
  selected: number[];
  onToggle: (trial: number) => void;
}

/** Results first, then the parameters that differ, however many: the trial stays in sight when the table is scrolled. */
export function LeaderboardTable({ board, selected, onToggle }: Props) {
  const columns = varyingPaths(board.rows).map((path) => parameterColumn(path, board.rows));
  const digits = column([...board.rows, ...board.references].flatMap((row) => [row.validationLoss, row.testLoss]), 4);
  const figure = (value: number | null) => (value === null ? loss(value) : digits(value));
  const confirmed = board.rows.some((row) => row.confirmation !== null);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="leaderboard, scrolls sideways">
      <table>
        <caption>
          <h2>Leaderboard</h2>
          Completed trials first, then those stopped early, by their best {words(board.metric)}.{' '}
          {confirmed
            ? 'Test losses are means over fresh seeds with their 95 % intervals; the best mean wins.'
            : 'The test part is evaluated once, for the winner.'}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">rank</th>
            <th scope="col" class="number pinned">trial</th>
            <th scope="col">cell</th>
            <th scope="col" class="number">{words(board.metric)}</th>
            <th scope="col" class="number">test loss</th>
            <th scope="col" class="number">epochs</th>
            <th scope="col">state</th>
            <th scope="col" class="number">time</th>
            {columns.map((one) => <th key={one.path} scope="col" class={one.number ? 'number' : ''} title={one.path}>{one.name}</th>)}
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => {
            const curve = selected.indexOf(row.trial);
            return (
              <tr key={row.trial} class={curve >= 0 ? 'selected' : ''} onClick={() => onToggle(row.trial)}>
                <td class="number">{row.rank ?? '–'}</td>
                <th scope="row" class="number pinned">
                  <input type="checkbox" checked={curve >= 0} aria-label={`curve of trial ${row.trial}`}
                    style={curve >= 0 ? { accentColor: `var(--curve-${curve})` } : {}}
                    onClick={(event) => event.stopPropagation()} onChange={() => onToggle(row.trial)} />
                  <span>{row.trial}</span>
                </th>
                <td>{row.cell}</td>
                <td class="number strong">{figure(row.validationLoss)}</td>
                <td class="number" title={row.confirmation ? `${row.confirmation.tested} of ${row.confirmation.repetitions} runs` : undefined}>
                  {figure(row.testLoss)}{row.confirmation?.margin != null && ` ± ${digits(row.confirmation.margin)}`}
                </td>
                <td class="number">{row.epochs}</td>
                <td>
                  <State state={row.state} />
                  {confirmed && row.trial === board.winner && <span class="state winner">winner</span>}
                  {row.waitsFor !== null && <small class="waits">{row.waitsFor}</small>}
                </td>
                <td class="number">{seconds(row.seconds)}</td>
                {columns.map((one) => <td key={one.path} class={one.number ? 'number' : ''}>{one.text(row)}</td>)}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          {board.references.map((reference) => (
            <tr key={reference.name}>
              <td colSpan={3}>reference: {reference.name}</td>
              <td class="number">{figure(reference.validationLoss)}</td>
              <td class="number">{figure(reference.testLoss)}</td>
              <td colSpan={3 + columns.length} />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
