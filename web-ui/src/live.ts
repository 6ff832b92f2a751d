/** Events come in bursts; the pages ask again at most this often. */
export const REFRESH_MS = 500;

export interface Following {
  /** Something has happened: load again, now or once the last load is through. */
  wake(): void;
  stop(): void;
}

/** Repeats a load, which must not reject, when it is woken: never two at once, so that a slow answer is late but never lost. */
export function follow(load: () => Promise<void>): Following {
  let busy = false;
  let again = false;
  let stopped = false;
  const run = async () => {
    busy = true;
    do {
      again = false;
      await Promise.all([load(), new Promise((resolve) => setTimeout(resolve, REFRESH_MS))]);
    } while (again && !stopped);
    busy = false;
  };
  return {
    wake: () => {
      again = true;
      if (!busy && !stopped) void run();
    },
    stop: () => { stopped = true; },
  };
}
