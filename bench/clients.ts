// How many SDK clients live at the same time while an organization is scanned: counted in the heap. In a process of its own.
// Usage: node tools/run.mjs bench/clients.ts FOLDER
import { join } from "node:path";
import { queryObjects } from "node:v8";
import { STSClient } from "@aws-sdk/client-sts";
import { scan } from "../src/scan/index.ts";
import { POSTURE_RULES } from "./posture.ts";

const EVERY_MS = 100;
/** What all clients are made of. */
const Client = Object.getPrototypeOf(STSClient) as typeof STSClient;

const [folder = ""] = process.argv.slice(2);
let peak = 0;
// Counting collects the garbage first: a session that has ended is not alive.
const timer = setInterval(() => (peak = Math.max(peak, queryObjects(Client, { format: "count" }))), EVERY_MS);
await scan({
  cwd: folder,
  org: true,
  regions: "home",
  select: POSTURE_RULES,
  maxRate: "none",
  formats: [`json=${join(folder, "report.json")}`],
  stdout: () => undefined,
});
clearInterval(timer);
console.log(JSON.stringify({ peak }));
