// The page is there for everyone: by keyboard, in the dark, on a phone, with many parameters.
import assert from 'node:assert/strict';
import { contrasts, eventually, leaderboard, overflow, reach, TOUR, WIDE } from './eyes.mjs';

export async function theKeyboardReachesAll({ page }) {
  await page.reload();
  const rows = page.getByRole('table').locator('tbody tr');
  await rows.first().waitFor();
  const reached = await reach(page, 10 + (await rows.count()));
  for (const wanted of ['Cellsearch', TOUR, WIDE, 'leaderboard, scrolls sideways', `curve of trial ${(await leaderboard(page)).at(-1).trial}`]) {
    assert.ok(reached.some((one) => one.name.startsWith(wanted)), `Tab reaches "${wanted}"; it reached ${reached.map((one) => one.name)}`);
  }
  assert.deepEqual(reached.filter((one) => !one.outlined), [], 'where the keyboard is can be seen');
  const box = page.getByRole('checkbox').last();
  await box.focus();
  await page.keyboard.press('Space');
  await eventually(async () => assert.ok(await box.isChecked()));
}

export async function bothSchemesAreLegible({ page, shoot }) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    // 4.5 to 1 is what WCAG 2.2 asks of text (success criterion 1.4.3).
    await eventually(async () => assert.deepEqual((await contrasts(page)).filter((one) => one.ratio < 4.5), [], colorScheme));
    if (colorScheme === 'dark') await shoot('dark');
  }
}

export async function longListsOfParametersFit({ page, shoot }) {
  await page.getByRole('link', { name: WIDE }).click();
  await page.getByRole('heading', { name: `${WIDE} completed` }).waitFor();
  await page.getByText('test loss of the winner').waitFor();
  for (const name of ['units', 'layers', 'optimizer', 'learning_rate', 'forget_bias']) await page.getByRole('columnheader', { name }).waitFor();
  const diverged = (await leaderboard(page)).filter((row) => row.state === 'diverged');
  assert.ok(diverged.length > 0 && diverged.every((row) => row.rank === '–' && row['validation loss'] === '–'), 'what diverged has no number');
  await eventually(async () => assert.deepEqual(await overflow(page), []));
  await shoot('many-parameters');
}

export async function aPhoneShowsAll({ page, shoot }) {
  await page.setViewportSize({ width: 360, height: 740 });
  await eventually(async () => assert.deepEqual(await overflow(page), []));
  await shoot('phone-many-parameters');
  await page.getByRole('link', { name: TOUR }).click();
  await page.getByRole('heading', { name: `${TOUR} completed` }).waitFor();
  await page.getByRole('img', { name: /^validation loss by epoch: trial/ }).waitFor();
  await eventually(async () => assert.deepEqual(await overflow(page), []));
  const chartBox = await page.getByRole('img', { name: /^validation loss by epoch/ }).boundingBox();
  assert.ok(chartBox.x >= 0 && chartBox.x + chartBox.width <= 360);
  await shoot('phone');
}
