import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // Real git and real hooks start many processes; the machines that run this have few cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
