import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { follow, REFRESH_MS } from '../src/live';

describe('following', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('loads at once, and once more for all that happens in the meantime', async () => {
    const load = vi.fn(() => Promise.resolve());
    const following = follow(load);
    following.wake();
    following.wake();
    following.wake();
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect(load).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(10 * REFRESH_MS);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('waits for a slow answer instead of asking again', async () => {
    const load = vi.fn(() => new Promise<void>((resolve) => { setTimeout(resolve, 5 * REFRESH_MS); }));
    const following = follow(load);
    following.wake();
    following.wake();
    await vi.advanceTimersByTimeAsync(4 * REFRESH_MS);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(REFRESH_MS);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('ends when it is told to', async () => {
    const load = vi.fn(() => Promise.resolve());
    const following = follow(load);
    following.wake();
    following.wake();
    following.stop();
    await vi.advanceTimersByTimeAsync(10 * REFRESH_MS);
    following.wake();
    expect(load).toHaveBeenCalledTimes(1);
  });
});
