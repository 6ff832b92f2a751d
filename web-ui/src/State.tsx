/** A state in its colour; the word says the same without it. */
export function State({ state }: { state: string }) {
  return <span class={`state ${state.toLowerCase()}`}>{state.toLowerCase()}</span>;
}
