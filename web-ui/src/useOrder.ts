import { useState } from 'preact/hooks';
import { messageOf, type Ordered } from './api';

/** Gives one order at a time, and knows what the last one was answered or why it was refused. */
export function useOrder() {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Ordered | null>(null);
  const [error, setError] = useState<string | null>(null);
  const give = async (order: () => Promise<Ordered>) => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await order());
    } catch (reason) {
      setAnswer(null);
      setError(messageOf(reason));
    }
    setBusy(false);
  };
  return { busy, answer, error, give };
}
