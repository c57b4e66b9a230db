// Builds the bundle once, so that command-line tests run what users run.
import { execFileSync } from "node:child_process";

export default function setup() {
  execFileSync(process.execPath, ["tools/build.mjs"], { stdio: "inherit" });
}
