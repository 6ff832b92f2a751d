const server = () => `--server ${location.origin}`;

/** What the page shows before anything was submitted. */
export function Welcome() {
  return (
    <section class="welcome">
      <h2>No experiment yet</h2>
      <p>Submit one from the folder of Cellsearch; it appears here at once:</p>
      <pre><code>scripts/cellsearch submit experiments/co2.yaml {server()}</code></pre>
      <p>Its trials begin as soon as a worker has joined; the coordinator printed the address when it started:</p>
      <pre><code>scripts/cellsearch worker --join HOST:PORT</code></pre>
    </section>
  );
}

/** What stands in place of the leaderboard before the first trial. */
export function NoTrial() {
  return (
    <section class="welcome">
      <p>No trial has begun. They begin as soon as a worker has a free slot; another one joins with</p>
      <pre><code>scripts/cellsearch worker --join HOST:PORT</code></pre>
      <p class="soft">The coordinator printed the address when it started.</p>
    </section>
  );
}
