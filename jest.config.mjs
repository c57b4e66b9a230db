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
  testTimeout: 60_000,
};
