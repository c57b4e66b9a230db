// npm run check:action: what GitHub runs (dist/action, committed) is what the sources give. To be run before anything builds.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "dist/action";

function digests() {
  const entries = readdirSync(FOLDER).map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(`${FOLDER}/${name}`))
      .digest("hex"),
  ]);
  return JSON.stringify(entries.sort());
}

const committed = digests();
execFileSync(process.execPath, ["tools/build.mjs"], { stdio: "inherit" });
const fresh = committed === digests();
console.log(
  fresh
    ? "dist/action is what the sources give"
    : "dist/action is not what the sources give: commit what npm run build made",
);
process.exitCode = fresh ? 0 : 1;
