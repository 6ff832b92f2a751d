import { useCallback, useEffect, useRef } from 'preact/hooks';
import { messageOf } from './api';
import { follow, type Following } from './live';

/**
 * Loads at once, anew for every key, and again whenever the function that it returns is called. An answer that comes when
 * the key has changed is dropped; an error is told like an answer.
 */
export function useFollowing<T>(key: string, load: () => Promise<T>, onAnswer: (answer: T) => void, onError: (reason: string | null) => void): () => void {
  const following = useRef<Following | null>(null);
  useEffect(() => {
    let alive = true;
    following.current = follow(() =>
      load().then(
        (answer) => {
          if (!alive) return;
          onError(null);
          onAnswer(answer);
        },
        (reason: unknown) => alive && onError(messageOf(reason)),
      ).then(() => {}));
    following.current.wake();
    return () => {
      alive = false;
      following.current?.stop();
    };
  }, [key]);
  return useCallback(() => following.current?.wake(), []);
}
