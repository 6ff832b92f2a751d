import { defineConfig } from 'vite';

// Relative addresses, so that the pages also work below a path of a reverse proxy.
export default defineConfig({
  base: './',
  build: { outDir: 'target/classes/web-ui', emptyOutDir: true, chunkSizeWarningLimit: 900 },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
