// The completion script in a real bash: commands, flags and values.
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { install, type Installation } from "./installation.ts";

let installation: Installation;
beforeAll(() => {
  installation = install();
});
afterAll(() => installation.remove());

/** What bash would offer for the last word. */
function offers(...words: readonly string[]): string[] {
  const script = `
    rootproof() { "${process.execPath}" "${installation.folder}/dist/cli/main.js" "$@"; }
    source <(rootproof completion)
    COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMPREPLY=()
    _rootproof_yargs_completions
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { PATH: process.env["PATH"] ?? "", HOME: installation.folder, SHELL: "/bin/bash" };
  const text = execFileSync("bash", ["-c", script, "bash", "rootproof", ...words], { encoding: "utf8", env });
  return text.split("\n").filter((word) => word !== "");
}

const bash = process.platform === "win32" ? it.skip : it;

bash.each([
  [["sc"], ["scan"]],
  [["rules", "t"], ["test"]],
  [["scan", "--fail"], ["--fail-on"]],
  [["scan", "--fail-on", "cr"], ["critical"]],
  [["template", "al"], ["alert"]],
])("completes %j", (words, offered) => {
  expect(offers(...words)).toEqual(offered);
});
