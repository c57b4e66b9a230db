/** Jest in ESM mode; TypeScript is transformed by esbuild (tools/jest-transform.mjs). */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/tools/jest-transform.mjs" },
  setupFiles: ["<rootDir>/test/setup.mjs"],
  globalSetup: "<rootDir>/test/global-setup.mjs",
  watchman: false,
  // Modules of a finished file are not given back: a worker that has grown is replaced.
  maxWorkers: 2,
  workerIdleMemoryLimit: "1GB",
  testTimeout: 60_000,
};
