// Uses the pages as a new user would. PageTest starts it, does what it asks for, and reads its exit status.
import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { open } from './browser.mjs';
import * as everyone from './everyone.mjs';
import * as search from './search.mjs';
import * as trouble from './trouble.mjs';

const STEPS = [
  search.nothingYet, search.experimentsArrive, search.ordersAreGiven, search.rowsComeInLive, search.theEndIsTold, search.curvesAreDrawn, search.importanceIsTold,
  everyone.theKeyboardReachesAll, everyone.bothSchemesAreLegible, everyone.longListsOfParametersFit, search.confirmedTrialsAreCompared, everyone.aPhoneShowsAll,
  trouble.aSlowServerIsWaitedFor, trouble.allRowsComeOnRequest, trouble.aFailureSaysWhyAndHasAnotherChance, trouble.aSearchThatHasEndedIsExtended,
];

/** Of these the browser's console has to tell: an answer 404, a server that is gone. */
const NOT_WITHOUT_PROBLEMS = [trouble.anUnknownNameIsNoDeadEnd, trouble.aLostServerIsFoundAgain];

const { values: options } = parseArgs({
  options: Object.fromEntries(['server', 'executable', 'profile', 'screenshots'].map((name) => [name, { type: 'string' }])),
});
const server = new URL(options.server).origin;
await mkdir(options.screenshots, { recursive: true });
await rm(`${options.screenshots}/failure.png`, { force: true });

const { context, page, problems } = await open({ ...options, server });
page.setDefaultTimeout(180_000);
// Playwright's way to hide the caret is a style sheet, which the pages' policy refuses.
const shoot = (name) => page.screenshot({ path: `${options.screenshots}/${name}.png`, fullPage: true, caret: 'initial' });
const say = (word) => console.log(`please: ${word}`);
const tour = { page, server, shoot, say };
const run = async (steps) => {
  for (const step of steps) {
    const began = Date.now();
    await step(tour);
    console.log(`passed: ${step.name} (${Date.now() - began} ms)`);
  }
};
try {
  await run(STEPS);
  assert.deepEqual(problems, [], 'the page does nothing wrong');
  await run(NOT_WITHOUT_PROBLEMS);
} catch (error) {
  await shoot('failure').catch(() => {});
  console.error(`${error.stack}\nproblems: ${JSON.stringify(problems, null, 2)}`);
  process.exitCode = 1;
} finally {
  await context.close();
}
