// Regenerates what is derived from schemas (`schemas`) or from rules and models (`docs`; in a process of its own, since rules are checked
// against what the first one writes); with --check only says what is stale (exit 1).
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { generateCliDocs } from "./generate-cli-docs.ts";
import { generateDeniedFacts } from "./generate-denied-facts.ts";
import { generateRootPowerDocs } from "./generate-root-power.ts";
import { generateRuleDocs } from "./generate-rule-docs.ts";
import { generateSchemaFiles } from "./generate-schemas.ts";

const check = process.argv.includes("--check");
const stale: string[] = [];

async function emit(path: string, text: string): Promise<void> {
  const formatted = path.endsWith(".mjs")
    ? text
    : await format(text, { filepath: path.replace(/\.gen\./, "."), printWidth: 110 });
  const current = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (current === formatted) return;
  if (check) stale.push(path);
  else writeFileSync(path, formatted);
}

mkdirSync("docs/rules", { recursive: true });
const files = process.argv.includes("docs")
  ? [...generateRuleDocs(), ...generateRootPowerDocs(), ...generateDeniedFacts(), ...generateCliDocs()]
  : await generateSchemaFiles();
for (const [path, text] of files) await emit(path, text);

if (stale.length > 0) {
  console.error(`stale generated files: ${stale.join(", ")}; run npm run generate`);
  process.exitCode = 1;
}
