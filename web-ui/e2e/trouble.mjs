// What the page does when a server is slow, has much to tell, knows no answer, or is gone.
import assert from 'node:assert/strict';
import { TOUR, WIDE } from './eyes.mjs';

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
