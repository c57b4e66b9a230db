// A sandbox in a process of its own, so that its work is not the scan's, with pages as long as those of AWS Organizations: the
// command `rootproof sandbox` makes them short, and some empty, which costs a call each.
// Usage: node tools/run.mjs bench/serve.ts ACCOUNTS LATENCY_MS
import { startSandbox } from "../src/sandbox/index.ts";

const PAGE = 20;

const [accounts, latencyMs] = process.argv.slice(2).map(Number);
const sandbox = await startSandbox({
  accounts: accounts ?? 1,
  latencyMs: latencyMs ?? 0,
  pageSize: PAGE,
  emptyPages: 0,
});
console.log(JSON.stringify(sandbox.environment));
