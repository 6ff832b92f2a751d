// A user follows a search from the empty page to its end.
import assert from 'node:assert/strict';
import { chart, eventually, leaderboard, overflow, TOUR, WIDE } from './eyes.mjs';

export async function nothingYet({ page, server, shoot }) {
  await page.goto(server);
  await page.getByText('live', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'No experiment yet' }).waitFor();
  await page.getByText(`scripts/cellsearch submit experiments/co2.yaml --server ${server}`).waitFor();
  await shoot('empty');
  await page.evaluate(() => { window.sameDocument = true; });
}

/** The page is open all the while: only the server's events can tell it. */
export async function experimentsArrive({ page, say, shoot }) {
  say('submit tour.yaml');
  const list = page.getByRole('navigation', { name: 'experiments' });
  await list.getByRole('link', { name: TOUR }).waitFor();
  await page.getByRole('heading', { name: `${TOUR} running` }).waitFor();
  say('submit many-parameters.yaml');
  await list.getByRole('link', { name: WIDE }).waitFor();
  assert.ok(await page.getByRole('heading', { name: `${TOUR} running` }).isVisible(), 'a newer experiment does not take the place of what one looks at');
  await page.getByText('No trial has begun').waitFor();
  await shoot('waiting');
  await list.getByRole('link', { name: WIDE }).click();
  await page.getByRole('heading', { name: `${WIDE} running` }).waitFor();
  await list.getByRole('link', { name: TOUR }).click();
  await page.getByRole('heading', { name: `${TOUR} running` }).waitFor();
}

/** No worker is there yet, so nothing is lost by it. */
export async function ordersAreGiven({ page, shoot }) {
  const order = (name) => page.getByRole('group', { name: 'orders' }).getByRole('button', { name });
  await order('Pause').click();
  await page.getByRole('heading', { name: `${TOUR} paused` }).waitFor();
  await page.getByText(`${TOUR} is paused: no trial is under way`).waitFor();
  assert.equal(await order('Pause').count(), 0, 'what is paused is not paused again');
  await shoot('paused');
  await order('Resume').click();
  await page.getByRole('heading', { name: `${TOUR} running` }).waitFor();
  await order('Cancel…').click();
  await page.getByText(`Cancel ${TOUR}?`).waitFor();
  await shoot('cancel');
  await order('Let it run').click();
  await order('Stop').waitFor();
  assert.ok(await page.getByRole('heading', { name: `${TOUR} running` }).isVisible(), 'asking cancels nothing');
}

export async function rowsComeInLive({ page, say, shoot }) {
  say('start a worker');
  const rows = page.getByRole('table').locator('tbody tr');
  const done = page.getByRole('progressbar', { name: 'trials done' });
  await rows.first().waitFor();
  const [before, doneBefore] = [await rows.count(), await done.getAttribute('value')];
  await rows.filter({ hasText: 'stopped' }).first().waitFor();
  await page.getByRole('img', { name: /^validation loss by epoch: trial/ }).waitFor();
  await shoot('running');
  await rows.nth(before).waitFor();
  await page.waitForFunction((old) => document.querySelector('progress').value > old, Number(doneBefore));
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'nothing was loaded anew');
}

export async function theEndIsTold({ page, server, shoot }) {
  await page.getByRole('heading', { name: `${TOUR} completed` }).waitFor();
  await page.getByText('test loss of the winner').waitFor();
  const api = await (await fetch(`${server}/api/experiments/${TOUR}/leaderboard`)).json();
  const rows = await leaderboard(page);
  assert.deepEqual(rows.map((row) => Number(row.trial)), api.rows.map((row) => row.trial), 'the order is the server\'s');
  assert.deepEqual(rows.map((row) => row.rank), rows.map((_, index) => String(index + 1)));
  for (const [index, row] of rows.entries()) assert.ok(Math.abs(Number(row['validation loss']) - api.rows[index].validationLoss) < 1e-3);

  const completed = rows.filter((row) => row.state === 'completed').map((row) => Number(row['validation loss']));
  const stopped = rows.filter((row) => row.state === 'stopped').map((row) => Number(row['validation loss']));
  assert.equal(completed.length + stopped.length, rows.length);
  assert.ok(completed.length > 0 && stopped.length > 0, 'some trials were stopped early, some were not');
  assert.equal(Number(rows[0]['validation loss']), Math.min(...completed), 'rank 1 is the best of the completed trials');
  assert.deepEqual(completed, completed.toSorted((a, b) => a - b));
  assert.deepEqual(stopped, stopped.toSorted((a, b) => a - b));
  assert.deepEqual(rows.filter((row) => row['test loss'] !== '–').map((row) => row.rank), ['1'], 'the test part is the winner\'s alone');
  for (const reference of api.references) await page.getByRole('cell', { name: `reference: ${reference.name}` }).waitFor();
  await shoot('finished');
}

export async function curvesAreDrawn({ page, server, shoot }) {
  const rows = await leaderboard(page);
  const best = rows.slice(0, 3).map((row) => row.trial);
  await eventually(async () => assert.deepEqual((await chart(page)).names, best.map((trial) => `trial ${trial}`), 'the three best to begin with'));

  const last = rows.at(-1).trial;
  await page.getByRole('checkbox', { name: `curve of trial ${best[0]}`, exact: true }).uncheck();
  await page.getByRole('row').filter({ has: page.getByLabel(`curve of trial ${last}`, { exact: true }) }).click();
  const chosen = [best[1], best[2], last];
  const epochs = await Promise.all(chosen.map(async (trial) => {
    const { curve } = await (await fetch(`${server}/api/experiments/${TOUR}/trials/${trial}`)).json();
    return curve.length;
  }));
  await eventually(async () => {
    const drawn = await chart(page);
    assert.deepEqual(drawn.names, chosen.map((trial) => `trial ${trial}`));
    assert.deepEqual(drawn.marks, epochs, 'each curve has a mark for each epoch');
    assert.ok(drawn.lines.slice(0, 2).every((points) => points > 1), 'lines connect them');
  });

  const box = await page.getByRole('img', { name: /^validation loss by epoch/ }).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByText(/^epoch \d+$/).waitFor();
  await shoot('chosen');
  await page.mouse.move(0, 0);
}

export async function importanceIsTold({ page, server, shoot }) {
  await page.getByText('which parameters the loss depends on').click();
  const bars = page.getByRole('list', { name: 'importance of parameters' }).getByRole('button');
  await bars.first().waitFor();
  for (const [method, height] of [['fanova', 'expected loss'], ['ped-anova', 'density of the best']]) {
    await page.getByLabel('method').selectOption(method);
    const { parameters } = await (await fetch(`${server}/api/experiments/${TOUR}/importance?method=${method}`)).json();
    const told = parameters.map((one) => `${one.path.split('.').at(-1)}${(100 * one.share).toFixed(1)} %`);
    await eventually(async () => assert.deepEqual(await bars.allTextContents(), told, 'in the server\'s order'));
    const widths = await bars.locator('.bar').evaluateAll((all) => all.map((bar) => bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width));
    for (const [index, width] of widths.entries()) assert.ok(Math.abs(width - parameters[index].share) < 0.02, 'a bar is as long as its share');
    await bars.filter({ hasText: 'learning_rate' }).click();
    await page.getByRole('img', { name: new RegExp(`^${height}.* by learning_rate: from`) }).waitFor();
    assert.deepEqual(await overflow(page), []);
    await shoot(`importance-${method}`);
  }
}

/** The experiment of many parameters confirms its best two with two seeds. */
export async function confirmedTrialsAreCompared({ page, shoot }) {
  const confirmed = (await leaderboard(page)).filter((row) => row['test loss'].includes('±'));
  assert.equal(confirmed.length, 2, 'two trials are confirmed');
  const mean = (row) => Number(row['test loss'].split(' ± ')[0]);
  const winner = confirmed.find((row) => row.state.endsWith('winner'));
  assert.equal(mean(winner), Math.min(...confirmed.map(mean)), 'the best mean wins');
  await page.getByText(/^paired t-test of 2 and 2 runs: difference .+ ± .+ \(95 %\), t = .+, 1 degree of freedom, p .+\.$/).waitFor();
  await page.getByText('It assumes that the differences between runs of equal seeds').waitFor();
  const first = page.getByLabel('first');
  const second = page.getByLabel('second');
  assert.equal(await first.inputValue(), winner.trial, 'the winner to begin with');
  assert.notEqual(await second.inputValue(), winner.trial);
  await shoot('comparison');
}
