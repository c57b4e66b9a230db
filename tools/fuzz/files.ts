// Files that people write: rules, cases, configurations. Whatever they hold, the answer is a value or problems of one line each.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { compileRule } from "../../src/evaluate/index.ts";
import { loadCases, loadConfiguration, loadRules } from "../../src/load/index.ts";
import { formatProblem, type Problem } from "../../src/model/index.ts";
import { mutatedText } from "./mutate.ts";
import { insist, type Target } from "./target.ts";

const CONFIGURATION = `organization: { id: o-36869cfcde }
parameters:
  allowedContacts: { security: ["*@example.com"] }
  allowedRootEmails: ["*@example.com"]
rules:
  ignore: [billing-reviewed]
  severity: { root-unused: low }
exclusions:
  - { accounts: ["111122223333"], reason: being closed, owner: security@example.com, expires: 2026-12-31 }
waivers:
  - rules: [root-mfa-not-virtual]
    accounts: ["444455556666"]
    owner: security@example.com
    reason: keys are ordered
    reference: https://example.com/ticket/1
    expires: 2026-12-31
attestations:
  - { statement: root-mailbox-secured, accounts: ["*"], by: [Alice], on: 2026-10-01, expires: 2027-01-01 }
plannedUses:
  - name: drill
    accounts: ["444455556666"]
    from: 2026-11-01T10:00:00Z
    to: 2026-11-01T12:00:00Z
    owner: security@example.com
    reason: yearly drill
    reference: https://example.com/ticket/2
    expects: [sign-in]
incidents:
  - { id: one, accounts: ["444455556666"], startedAt: 2026-11-01T10:00:00Z }
`;

const textsOf = (folder: string, ends: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(ends) && (ends !== ".yaml" || !name.endsWith(".cases.yaml")))
    .map((name) => readFileSync(join(folder, name), "utf8"));

/** One line each, that says where. */
function checkProblems(problems: readonly Problem[], folder: string): void {
  for (const problem of problems) {
    insist(
      problem.file.startsWith(folder) || !problem.file.startsWith("/"),
      `a problem elsewhere: ${problem.file}`,
    );
    insist(
      !/[\n\r]/.test(formatProblem(problem)),
      `a problem of more than one line: ${formatProblem(problem)}`,
    );
  }
}

/** A target whose inputs are texts of one file. */
function fileTarget(
  name: string,
  corpus: () => readonly string[],
  { file, read }: { file: string; read: (folder: string, path: string) => readonly Problem[] },
): Target {
  return {
    name,
    share: 1,
    prepare: () => {
      const folder = mkdtempSync(join(tmpdir(), "rootproof-fuzz-"));
      const path = join(folder, file);
      const property = fc.property(mutatedText(corpus()), (text) => {
        writeFileSync(path, text);
        checkProblems(read(folder, path), folder);
      });
      return { property, close: () => rmSync(folder, { recursive: true }) };
    },
  };
}

export const FILE_TARGETS: readonly Target[] = [
  fileTarget("rules", () => textsOf("rules", ".yaml"), {
    file: "some-rule.yaml",
    read: (folder) => loadRules([folder], compileRule).problems,
  }),
  fileTarget("cases", () => textsOf("rules", ".cases.yaml"), {
    file: "some-rule.cases.yaml",
    read: (folder) => loadCases(join(folder, "some-rule.yaml")).problems,
  }),
  fileTarget("configuration", () => [CONFIGURATION], {
    file: "rootproof.yaml",
    read: (folder, path) => loadConfiguration(path, folder).problems,
  }),
];
