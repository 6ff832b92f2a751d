// What a new user does, in order; each step looks at what a person would look at.
import assert from 'node:assert/strict';
import { chart, contrasts, leaderboard, none, overflow, reach } from './eyes.mjs';

const TOUR = 'tour';
const WIDE = 'many-parameters-and-a-long-name-of-an-experiment';

async function nothingYet({ page, server, shoot }) {
  await page.goto(server);
  await page.getByText('live', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'No experiment yet' }).waitFor();
  await page.getByText(`scripts/cellsearch submit experiments/co2.yaml --server ${server}`).waitFor();
  await shoot('empty');
  await page.evaluate(() => { window.sameDocument = true; });
}

/** The page is open all the while: only the server's events can tell it. */
async function experimentsArrive({ page, say, shoot }) {
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

async function rowsComeInLive({ page, say, shoot }) {
  say('start a worker');
  const rows = page.getByRole('table').locator('tbody tr');
  const done = page.getByRole('progressbar', { name: 'trials done' });
  await rows.filter({ hasText: 'stopped' }).first().waitFor();
  const [before, doneBefore] = [await rows.count(), await done.getAttribute('value')];
  await page.getByRole('img', { name: /^validation loss by epoch: trial/ }).waitFor();
  await shoot('running');
  await rows.nth(before).waitFor();
  await page.waitForFunction((old) => document.querySelector('progress').value > old, Number(doneBefore));
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'nothing was loaded anew');
}

async function theEndIsTold({ page, server, shoot }) {
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

async function curvesAreDrawn({ page, server, shoot }) {
  const rows = await leaderboard(page);
  const best = rows.slice(0, 3).map((row) => row.trial);
  assert.deepEqual((await chart(page)).names, best.map((trial) => `trial ${trial}`), 'the three best to begin with');

  const last = rows.at(-1).trial;
  await page.getByRole('checkbox', { name: `curve of trial ${best[0]}`, exact: true }).uncheck();
  await page.getByRole('row').filter({ has: page.getByLabel(`curve of trial ${last}`, { exact: true }) }).click();
  await page.getByRole('img', { name: new RegExp(`trial ${last} `) }).waitFor();
  const chosen = [best[1], best[2], last];
  const drawn = await chart(page);
  assert.deepEqual(drawn.names, chosen.map((trial) => `trial ${trial}`));
  for (const [index, trial] of chosen.entries()) {
    const { curve } = await (await fetch(`${server}/api/experiments/${TOUR}/trials/${trial}`)).json();
    assert.equal(drawn.marks[index], curve.length, `trial ${trial} has a mark for each epoch`);
  }
  assert.ok(drawn.lines.slice(0, 2).every((points) => points > 1), 'lines connect them');

  const box = await page.getByRole('img', { name: /^validation loss by epoch/ }).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByText(/^epoch \d+$/).waitFor();
  await shoot('chosen');
  await page.mouse.move(0, 0);
}

async function theKeyboardReachesAll({ page }) {
  await page.reload();
  const rows = page.getByRole('table').locator('tbody tr');
  await rows.first().waitFor();
  const reached = await reach(page, 9 + (await rows.count()));
  for (const wanted of ['Cellsearch', TOUR, WIDE, 'leaderboard, scrolls sideways', `curve of trial ${(await leaderboard(page)).at(-1).trial}`]) {
    assert.ok(reached.some((one) => one.name.startsWith(wanted)), `Tab reaches "${wanted}"; it reached ${reached.map((one) => one.name)}`);
  }
  assert.deepEqual(reached.filter((one) => !one.outlined), [], 'where the keyboard is can be seen');
  const box = page.getByRole('checkbox').last();
  await box.focus();
  await page.keyboard.press('Space');
  assert.ok(await box.isChecked());
}

async function bothSchemesAreLegible({ page, shoot }) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    // 4.5 to 1 is what WCAG 2.2 asks of text (success criterion 1.4.3).
    await none(async () => (await contrasts(page)).filter((one) => one.ratio < 4.5));
    if (colorScheme === 'dark') await shoot('dark');
  }
}

async function longListsOfParametersFit({ page, shoot }) {
  await page.getByRole('link', { name: WIDE }).click();
  await page.getByRole('heading', { name: `${WIDE} completed` }).waitFor();
  for (const name of ['units', 'layers', 'optimizer', 'learning_rate', 'forget_bias']) await page.getByRole('columnheader', { name }).waitFor();
  const diverged = (await leaderboard(page)).filter((row) => row.state === 'diverged');
  assert.ok(diverged.length > 0 && diverged.every((row) => row.rank === '–' && row['validation loss'] === '–'), 'what diverged has no number');
  await none(() => overflow(page));
  await shoot('many-parameters');
}

async function aPhoneShowsAll({ page, shoot }) {
  await page.setViewportSize({ width: 360, height: 740 });
  await none(() => overflow(page));
  await shoot('phone-many-parameters');
  await page.getByRole('link', { name: TOUR }).click();
  await page.getByRole('heading', { name: `${TOUR} completed` }).waitFor();
  await page.getByRole('img', { name: /^validation loss by epoch: trial/ }).waitFor();
  await none(() => overflow(page));
  const chartBox = await page.getByRole('img', { name: /^validation loss by epoch/ }).boundingBox();
  assert.ok(chartBox.x >= 0 && chartBox.x + chartBox.width <= 360);
  await shoot('phone');
}

async function anUnknownNameIsNoDeadEnd({ page, problems, shoot }) {
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(problems.splice(0), [], 'until here the page has done nothing wrong');
  await page.goto(`${page.url().split('#')[0]}#/nowhere`);
  await page.getByRole('alert').filter({ hasText: 'no experiment nowhere is known' }).waitFor();
  await shoot('unknown');
  await page.getByRole('link', { name: TOUR }).click();
  await page.getByRole('heading', { name: `${TOUR} completed` }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
  // The browser itself tells the console of the answer 404.
  assert.ok(problems.splice(0).every((problem) => problem.includes('404')));
}

export const steps = [
  nothingYet, experimentsArrive, rowsComeInLive, theEndIsTold, curvesAreDrawn, theKeyboardReachesAll, bothSchemesAreLegible,
  longListsOfParametersFit, aPhoneShowsAll, anUnknownNameIsNoDeadEnd,
];
