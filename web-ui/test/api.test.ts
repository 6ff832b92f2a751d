import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen, RECONNECT_MS } from '../src/api';

/** The browser's event source as far as the page uses it; the test says what happens to it. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  readyState = 0;
  onopen = () => {};
  onerror = () => {};

  constructor() {
    super();
    Source.opened.push(this);
  }

  close() {
    this.readyState = Source.CLOSED;
  }
}

describe('listening', () => {
  beforeEach(() => {
    Source.opened = [];
    vi.stubGlobal('EventSource', Source);
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('leaves it to the browser to come back where the connection broke', () => {
    listen(() => {}, () => {});
    Source.opened[0]!.onerror();
    vi.advanceTimersByTime(RECONNECT_MS);
    expect(Source.opened).toHaveLength(1);
  });

  it('comes back by itself where the server answered with an error, which browsers take for final', () => {
    const onConnection = vi.fn();
    listen(() => {}, onConnection);
    Source.opened[0]!.close();
    Source.opened[0]!.onerror();
    vi.advanceTimersByTime(RECONNECT_MS);
    Source.opened[1]!.onopen();
    expect(onConnection.mock.calls).toEqual([[false], [true]]);
  });

  it('stops, also while it waits to come back', () => {
    const stop = listen(() => {}, () => {});
    Source.opened[0]!.close();
    Source.opened[0]!.onerror();
    stop();
    vi.advanceTimersByTime(RECONNECT_MS);
    expect(Source.opened).toHaveLength(1);
  });
});
