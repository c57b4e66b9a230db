// Runs a TypeScript tool: bundles it with esbuild into .cache/tools/ (as deep as src/MODULE/, so that relative paths to rules/ and data/ hold) and imports the result. Usage: node tools/run.mjs FILE [ARGS]
import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const [file, ...args] = process.argv.slice(2);
const outfile = resolve(".cache/tools", `${basename(file, ".ts")}.mjs`);
mkdirSync(".cache/tools", { recursive: true });
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  packages: "external",
  logLevel: "warning",
});
process.argv = [process.argv[0], resolve(file), ...args];
await import(pathToFileURL(outfile).href);
