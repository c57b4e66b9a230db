// Files with one mistake each: what their reader is told stands in problems.golden.txt.
import { CASES, RULE } from "./samples.ts";

export interface BadFile {
  readonly title: string;
  readonly name: string;
  readonly content: string | Uint8Array;
}

const change = (text: string, from: string | RegExp, to: string): string => {
  const changed = text.replace(from, () => to);
  if (changed === text) throw new Error(`nothing to change: ${String(from)}`);
  return changed;
};
const rule = (title: string, from: string | RegExp, to: string): BadFile => ({
  title,
  name: "root-x.yaml",
  content: change(RULE, from, to),
});
const whole = (title: string, content: string | Uint8Array): BadFile => ({
  title,
  name: "root-x.yaml",
  content,
});
const cases = (title: string, from: string | RegExp, to: string): BadFile => ({
  title,
  name: "root-x.cases.yaml",
  content: change(CASES, from, to),
});
const config = (title: string, content: string): BadFile => ({ title, name: "rootproof.yaml", content });

const BLOCK = /passesWhen: \|\n(.*\n){2}/;

const WAIVER = `waivers:
- rules: [root-x]
  accounts: ["*"]
  owner: Ana
  reason: Moving.
  expires: 2026-03-01
`;
const EXCLUSION = `exclusions:
  - reason: Sold.
    units: ["ou-*"]
    owner: Ana
    expires: 2026-03-01
`;
const ATTESTATION = `attestations:
  - statement: root-x
    accounts: ["*"]
    by: [Ana, Ben]
    on: 2026-01-10
    expires: 2026-04-01
`;
const PLANNED_USE = `plannedUses:
  - accounts: ["111122223333"]
    from: 2026-01-10
    to: 2026-01-11
    owner: Ana
    reason: New device.
    reference: CHG-1
    expects: [sign-in]
`;
const INCIDENT = `incidents:
  - id: INC-1
    accounts: ["111122223333"]
    startedAt: 2026-01-02T03:04:05Z
`;

export const BAD_FILES: readonly BadFile[] = [
  // YAML itself
  rule("condition that YAML reads as a tag", BLOCK, "passesWhen: !account.summary.mfaEnabled\n"),
  rule("condition that a comment cuts", BLOCK, "passesWhen: account.a # && false\n"),
  rule("condition in quotes", BLOCK, 'passesWhen: "account.a"\n'),
  rule("condition as a folded block", "passesWhen: |", "passesWhen: >"),
  rule("condition that YAML reads as a boolean", BLOCK, "passesWhen: true\n"),
  rule("list expression that is no block", /list: \|\n\s+/, "list: "),
  rule("conditional operator in a plain text", BLOCK, "passesWhen: account.a ? x : y\n"),
  rule("list literal in a plain text", BLOCK, 'passesWhen: ["a"].exists(x, true)\n'),
  rule("anchor", "title: Root", "title: &t Root"),
  rule("alias", "title: Root has X", "title: *t"),
  rule("binary tag", "title: Root has X", "title: !!binary aGk="),
  rule("version directive", /^/, "%YAML 1.1\n---\n"),
  rule("second document", /$/, "---\nid: other\n"),
  rule("key twice", "scope: account", "scope: account\nscope: organization"),
  rule("list as a key", "scope: account", "? [a, b]\n: c\nscope: account"),
  rule("number as a key", "scope: account", "scope: account\n1: one"),
  rule("boolean as a key", "scope: account", "scope: account\ntrue: one"),
  rule("key without a name", "scope: account", "scope: account\n: one"),
  rule("tab for indentation", "  - step", "\t- step"),
  rule("bracket that stays open", "references: []", "references: ["),
  rule("quote that stays open", "title: Root has X", 'title: "Root has X'),
  rule("second colon on a line", "title: Root has X", "title: Root: has X"),
  rule("invisible character", "Without X", "Without\u0000X"),
  rule("text that runs another way than it reads", "Without X", "Without \u202eX"),
  rule("carriage return inside a line", "Without X", "Without\rX"),
  whole("not UTF-8", Buffer.concat([Buffer.from("id: root-x\ntitle: "), Buffer.from([0xff, 0xfe, 10])])),
  whole("empty file", ""),
  whole("only a comment", "# nothing yet\n"),
  whole("a list", "- a\n- b\n"),
  whole("a text", "hello\n"),
  whole("too large", `${RULE}# ${"x".repeat(65_536)}\n`),
  whole("20,000 brackets", `id: ${"[".repeat(20_000)}`),
  whole("20,000 list items on one line", `id: ${"- ".repeat(20_000)}x`),
  whole("deep by indentation", Array.from({ length: 60 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join("")),
  // the rule schema
  rule("misspelt field", "passesWhen: |", "passWhen: |"),
  rule("unknown field", "scope: account", "scope: account\nowner: me"),
  rule("unknown field in items", '  key: "{{item.arn}}"', '  key: "{{item.arn}}"\n  keys: b'),
  rule("missing field", "title: Root has X\n", ""),
  rule("missing field in a list item", "- step: Add X.", "- command: add x"),
  rule("number for a text", "title: Root has X", "title: 42"),
  rule("boolean for a text", "title: Root has X", "title: yes\nlimits: false"),
  rule("text for a list", "references: []", "references: none"),
  rule("nothing for a text", "title: Root has X", "title:"),
  rule("empty text", "title: Root has X", 'title: ""'),
  rule("too long a title", "title: Root has X", `title: ${"x".repeat(81)}`),
  rule("misspelt severity", "severity: high", "severity: hgh"),
  rule("severity that is none", "severity: high", "severity: 7"),
  rule("id in capitals", "id: root-x", "id: Root_X"),
  rule("id that is not the file's name", "id: root-x", "id: root-y"),
  rule("address without https", "references: []", "references:\n  - title: T\n    url: http://a.example"),
  rule("no remediation", "remediation:\n  - step: Add X.", "remediation: []"),
  rule("appliesWhen alone", "message: root", "appliesWhen: |\n  true\nmessage: root"),
  rule(
    "default and required",
    /$/,
    "parameters:\n  a: { type: string, description: A, default: x, required: true }\n",
  ),
  rule("default of another type", /$/, "parameters:\n  a: { type: string, description: A, default: [x] }\n"),
  rule(
    "name of a parameter",
    /$/,
    "parameters:\n  Big-Name: { type: string, description: A, required: true }\n",
  ),
  rule("unknown partition", /$/, "partitions:\n  aws: { outcome: unknown, reason: r }\n"),
  rule("several mistakes", /title(.*\n){3}/, "titel: a\nseverity: x\nscope: world\nscop: b\n"),
  // cases
  cases("too few cases", / {2}- name: three(.*\n)*/, ""),
  cases("case twice", "name: two", "name: one"),
  cases("outcome that is none", "outcome: pass", "outcome: passed"),
  cases("case without a message", ", message: fine", ""),
  cases("unquoted account number in a case", "summary.mfaEnabled: { state: denied }", "id: 012345678901"),
  // configuration
  config("account number as a number", "parameters:\n  accounts:\n    - 111122223333\n"),
  config("account number with a leading zero", "parameters: { accounts: [012345678901] }\n"),
  config("account number as a key", "parameters:\n  111122223333: x\n"),
  config("number that is rounded", "parameters:\n  a: 12345678901234567890\n"),
  config("number without end", "parameters:\n  a: .inf\n"),
  config("waiver without accounts", WAIVER.replace('  accounts: ["*"]\n  ', "  ")),
  config("waiver with an empty list of accounts", WAIVER.replace('["*"]', "[]")),
  config("waiver of an account number too short", WAIVER.replace('"*"', '"1234"')),
  config("waiver of an account number in words", WAIVER.replace('"*"', '"payments"')),
  config("waiver without owner", WAIVER.replace("  owner: Ana\n", "")),
  config("waiver with a blank owner", WAIVER.replace("Ana", '" "')),
  config("waiver without reason", WAIVER.replace("  reason: Moving.\n", "")),
  config("waiver that never expires", WAIVER.replace("  expires: 2026-03-01\n", "")),
  config("waiver without rules", WAIVER.replace("[root-x]", "[]")),
  config("waiver that expires on a day there is not", WAIVER.replace("2026-03-01", "2026-02-30")),
  config("waiver that expires before it starts", `${WAIVER}  starts: 2026-03-02\n`),
  config("waiver of items by a cause", `${WAIVER}  items: [a]\n  cause: permission\n`),
  config("exclusion in another calendar", EXCLUSION.replace("2026-03-01", "01.03.2026")),
  config("exclusion without anybody", EXCLUSION.replace('units: ["ou-*"]\n    ', "")),
  config("attestation by one person twice", ATTESTATION.replace("Ben", "ANA ")),
  config("attestation by nobody", ATTESTATION.replace("[Ana, Ben]", "[]")),
  config("attestation that expires before it was made", ATTESTATION.replace("2026-04-01", "2026-01-09")),
  config("planned use that is too long", PLANNED_USE.replace("2026-01-11", "2026-01-13")),
  config("planned use that ends before it begins", PLANNED_USE.replace("2026-01-11", "2026-01-09")),
  config("planned use without a kind", PLANNED_USE.replace("[sign-in]", "[]")),
  config("planned use of a kind there is not", PLANNED_USE.replace("[sign-in]", "[signin]")),
  config("incident that ended before it started", `${INCIDENT}    endedAt: 2026-01-01T00:00:00Z\n`),
  config("incident without a time", INCIDENT.replace("startedAt: 2026-01-02T03:04:05Z", "id2: x")),
  config("incident twice", `${INCIDENT}${INCIDENT.replace("incidents:\n", "")}`),
  config("incident that needs no support, says nobody", `${INCIDENT}    supportNeeded: false\n`),
  config("unknown section", "parametres:\n  a: 1\n"),
  config("empty section", "parameters:\nrules: {}\n"),
  config("text for a list of rules", "rules:\n  select: root-x\n"),
  config("unknown severity", "rules:\n  severity:\n    root-x: hihg\n"),
  config("merge key", "parameters:\n  <<: {a: 1}\nrules:\n  <<: {}\n"),
  config("prototype", "__proto__:\n  a: 1\nconstructor: 2\n"),
  config("alias bomb", `a: &a [x]\nb: &b [${"*a,".repeat(50)}]\nc: [${"*b,".repeat(50)}]\n`),
];
