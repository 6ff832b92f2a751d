// Uses the pages as a new user would. PageTest starts it, does what it asks for, and reads its exit status.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { open } from './browser.mjs';
import { steps } from './steps.mjs';

const { values: options } = parseArgs({
  options: Object.fromEntries(['server', 'executable', 'profile', 'screenshots'].map((name) => [name, { type: 'string' }])),
});
const server = new URL(options.server).origin;
await mkdir(options.screenshots, { recursive: true });

const { context, page, problems } = await open({ ...options, server });
page.setDefaultTimeout(60_000);
// Playwright's way to hide the caret is a style sheet, which the pages' policy refuses.
const shoot = (name) => page.screenshot({ path: `${options.screenshots}/${name}.png`, fullPage: true, caret: 'initial' });
const say = (word) => console.log(`please: ${word}`);
const tour = { page, problems, server, shoot, say };
try {
  for (const step of steps) {
    const began = Date.now();
    await step(tour);
    console.log(`passed: ${step.name} (${Date.now() - began} ms)`);
  }
  assert.deepEqual(problems, [], 'the pages do nothing wrong');
} catch (error) {
  await shoot('failure').catch(() => {});
  console.error(`${error.stack}\nproblems: ${JSON.stringify(problems, null, 2)}`);
  process.exitCode = 1;
} finally {
  await context.close();
}
