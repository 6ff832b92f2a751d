// What the page does when a server is slow, has much to tell, knows no answer, or is gone.
import assert from 'node:assert/strict';
import { eventually, leaderboard, STRUCK, TOUR, WIDE } from './eyes.mjs';

export async function aSlowServerIsWaitedFor({ page, shoot }) {
  await page.setViewportSize({ width: 1280, height: 900 });
  let answer;
  const held = new Promise((resolve) => { answer = resolve; });
  const holdBack = (route) => held.then(() => route.continue());
  await page.route('**/leaderboard*', holdBack);
  await page.reload();
  await page.getByText('Loading…').waitFor();
  await shoot('loading');
  answer();
  await page.getByRole('img', { name: /^validation loss by epoch: trial/ }).waitFor();
  assert.equal(await page.getByText('Loading…').count(), 0);
  await page.unroute('**/leaderboard*', holdBack);
}

/** Of a long leaderboard the page shows the top; here the top is made three rows. */
export async function allRowsComeOnRequest({ page }) {
  await page.route('**/leaderboard?top=*', (route) => route.continue({ url: route.request().url().replace(/top=\d+/, 'top=3') }));
  await page.reload();
  const rows = page.getByRole('table').locator('tbody tr');
  const more = page.getByRole('button', { name: 'Show all 12 trials' });
  await more.waitFor();
  assert.equal(await rows.count(), 3);
  await more.click();
  await rows.nth(11).waitFor();
  assert.equal(await more.count(), 0);
  await page.unrouteAll();
}

/** Its runner is killed, and it may not be tried again by itself. */
export async function aFailureSaysWhyAndHasAnotherChance({ page, say, shoot }) {
  say('submit struck.yaml and kill its runner');
  await page.getByRole('link', { name: STRUCK }).click();
  const failure = page.getByRole('region', { name: 'failure of trial 1' });
  await failure.getByText(/killed by signal 9/).waitFor();
  await shoot('failed');
  await failure.getByRole('button', { name: 'Queue it again' }).click();
  await page.getByRole('img', { name: /^validation loss by epoch: trial 1/ }).waitFor();
  await failure.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: `${STRUCK} completed` }).waitFor();
}

export async function aSearchThatHasEndedIsExtended({ page, shoot }) {
  await page.getByRole('button', { name: 'Extend…' }).click();
  const wanted = page.getByRole('spinbutton', { name: 'Trials in all, instead of 1' });
  assert.equal(await wanted.inputValue(), '2');
  await shoot('extend');
  await page.getByRole('button', { name: 'Extend the search' }).click();
  await page.getByText(`${STRUCK} has 2 trials to try instead of 1`).waitFor();
  await eventually(async () => assert.deepEqual((await leaderboard(page)).map((row) => row.state.replace('winner', '')), ['completed', 'completed']));
}

export async function anUnknownNameIsNoDeadEnd({ page, shoot }) {
  await page.goto(`${page.url().split('#')[0]}#/nowhere`);
  await page.getByRole('alert').filter({ hasText: 'no experiment nowhere is known' }).waitFor();
  await shoot('unknown');
  await page.getByRole('link', { name: TOUR }).click();
  await page.getByRole('heading', { name: `${TOUR} completed` }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
}

export async function aLostServerIsFoundAgain({ page, say, shoot }) {
  await page.evaluate(() => { window.sameDocument = true; });
  say('kill the coordinator');
  await page.getByText('reconnecting…', { exact: true }).waitFor();
  await shoot('reconnecting');
  say('start it again');
  await page.getByText('live', { exact: true }).waitFor();
  await page.getByRole('link', { name: WIDE }).click();
  await page.getByRole('heading', { name: `${WIDE} completed` }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true, 'nothing was loaded anew');
}
