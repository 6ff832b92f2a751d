/** The coordinator's HTTP API as the pages read it. Losses are null where there is none (diverged, not evaluated). */

export interface TrialCounts {
  /** The most that there will be; null where epochs or time are the bound. */
  planned: number | null;
  total: number;
  queued: number;
  running: number;
  paused: number;
  completed: number;
  stopped: number;
  diverged: number;
  failed: number;
  cancelled: number;
}

export interface Experiment {
  id: string;
  name: string;
  labels: string[];
  state: string;
  reason: string | null;
  metric: string;
  goal: string;
  trials: TrialCounts;
  /** How often a trial that had paused went on. */
  resumes: number;
  bestValidationLoss: number | null;
  /** Trainings of the best with fresh seeds, and how many of them are over. */
  repetitions: { total: number; done: number };
  createdAt: string;
  finishedAt: string | null;
}

export interface Reference {
  name: string;
  validationLoss: number;
  testLoss: number;
}

export type Value = string | number | boolean;

/** A trial over fresh seeds: the mean of its test losses, and half the width of its 95 % interval where there are two or more. */
export interface Confirmation {
  repetitions: number;
  tested: number;
  mean: number | null;
  margin: number | null;
}

export interface Row {
  rank: number | null;
  trial: number;
  cell: string;
  parameters: Record<string, Value>;
  epochs: number;
  validationLoss: number | null;
  testLoss: number | null;
  seconds: number;
  state: string;
  worker: string | null;
  /** Why it is queued although there are workers. */
  waitsFor: string | null;
  confirmation: Confirmation | null;
}

export interface Leaderboard {
  experiment: string;
  metric: string;
  goal: string;
  /** The trial that an ended experiment recommends. */
  winner: number | null;
  references: Reference[];
  rows: Row[];
}

export type Method = 'fanova' | 'ped-anova';

/** What a parameter does by itself: its share, and its curve over its range or choices. */
export interface Effect {
  path: string;
  share: number;
  deviation: number;
  scale: 'linear' | 'log' | 'choice';
  curve: { value: Value; height: number; deviation: number }[];
}

export interface Importance {
  method: Method;
  metric: string;
  height: string;
  trials: number;
  needed: number;
  parameters: Effect[];
  interactions: { first: string; second: string; share: number }[];
}

/** A test of the difference of the mean test losses, the first minus the second. */
export interface Test {
  name: string;
  assumption: string;
  firstRuns: number;
  secondRuns: number;
  difference: number;
  margin: number;
  statistic: number | null;
  degreesOfFreedom: number;
  p: number;
}

export interface CurvePoint {
  epoch: number;
  trainingLoss: number | null;
  validationLoss: number | null;
}

/** One try of a trial on a worker. */
export interface Attempt {
  attempt: number;
  /** The epoch that it went on from, 0 for the start. */
  fromEpoch: number;
  worker: string;
  /** Why it failed, and the last that its runner said; null where it did not. */
  cause: string | null;
  log: string | null;
}

export interface Trial {
  trial: number;
  cell: string;
  state: string;
  curve: CurvePoint[];
  attempts: Attempt[];
}

/** What people order of an experiment while it lives. */
export type Order = 'pause' | 'resume' | 'stop' | 'cancel';

const get = <T,>(path: string): Promise<T> => ask<T>(path, { headers: { Accept: 'application/json' } });

async function ask<T>(path: string, request: RequestInit): Promise<T> {
  const response = await fetch(`./api/${path}`, request);
  if (!response.ok) {
    const body = (await response.json().catch(() => ({}))) as { message?: string };
    throw new Error(body.message ?? `The server answered ${response.status}`);
  }
  return (await response.json()) as T;
}

/** What went wrong with a call, in words. */
export const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

const segment = encodeURIComponent;

export const fetchExperiments = (): Promise<Experiment[]> =>
  get<{ experiments: Experiment[] }>('experiments').then((body) => body.experiments);

/** The first rows, or all where `top` is null. */
export const fetchLeaderboard = (experiment: string, top: number | null): Promise<Leaderboard> =>
  get<Leaderboard>(`experiments/${segment(experiment)}/leaderboard${top === null ? '' : `?top=${top}`}`);

export const fetchTrial = (experiment: string, trial: number): Promise<Trial> =>
  get<Trial>(`experiments/${segment(experiment)}/trials/${trial}`);

export const fetchImportance = (experiment: string, method: Method): Promise<Importance> =>
  get<Importance>(`experiments/${segment(experiment)}/importance?method=${method}`);

/** The test of two trials of one experiment, null where they have too few runs. */
export const fetchTest = (experiment: string, first: number, second: number): Promise<Test | null> => {
  const trial = (number: number) => segment(`${experiment}/${number}`);
  return get<{ test: Test | null }>(`compare?first=${trial(first)}&second=${trial(second)}`).then((body) => body.test);
};

/** What became of an order: where the experiment stands now, and a sentence of what happened. */
export interface Ordered {
  state: string;
  message: string;
}

const order = (path: string, body: object = {}): Promise<Ordered> =>
  ask<Ordered>(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Gives an order; where nothing was left to do, that is told. */
export const giveOrder = (experiment: string, word: Order): Promise<Ordered> => order(`experiments/${segment(experiment)}/${word}`);

/** Gives an experiment more trials, so many in all. */
export const extend = (experiment: string, maxTrials: number): Promise<Ordered> => order(`experiments/${segment(experiment)}/extend`, { maxTrials });

/** Gives a failed trial another chance. */
export const requeue = (experiment: string, trial: number): Promise<Ordered> => order(`experiments/${segment(experiment)}/trials/${trial}/requeue`);

/** How long the page waits where the server answered, but with an error: there the browser gives up by itself. */
export const RECONNECT_MS = 3000;

/** Calls back on every event of the server, and when it is there again; returns how to stop. */
export function listen(onEvent: () => void, onConnection: (connected: boolean) => void): () => void {
  const source = new EventSource('./api/events');
  let retry: (() => void) | undefined;
  source.onopen = () => onConnection(true);
  source.onerror = () => {
    onConnection(false);
    if (source.readyState !== EventSource.CLOSED) return;
    const timer = setTimeout(() => { retry = listen(onEvent, onConnection); }, RECONNECT_MS);
    retry = () => clearTimeout(timer);
  };
  for (const type of ['hello', 'trial', 'experiment']) source.addEventListener(type, onEvent);
  return () => {
    source.close();
    retry?.();
  };
}
