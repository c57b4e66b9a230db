// rootproof.yaml: found, checked, its parameters and rule ids against what the rules declare.
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { formatProblem, type Parameter, type RuleFile } from "../../src/model/index.ts";
import {
  checkHorizon,
  checkParameters,
  checkRuleIds,
  checkStatements,
  loadConfiguration,
  loadData,
} from "../../src/load/index.ts";
import { temporaryFolder } from "./folder.ts";

const folder = temporaryFolder();
let files = 0;
const load = (text: string) =>
  loadConfiguration(folder.write(`${files++}/rootproof.yaml`, text), folder.path);

const list = { type: "list<string>", description: "d" } as const;
const DECLARED: Record<string, Parameter> = {
  "allowedContacts.security": { ...list, required: true },
  "allowedContacts.billing": { ...list, required: true },
  acceptedProtocols: { ...list, default: ["email"] },
  minimum: { type: "number", description: "d", default: 1 },
  strict: { type: "boolean", description: "d", default: false },
  word: { type: "string", description: "d", required: true },
  days: { type: "number", description: "d", default: 7, minimum: 1, maximum: 89 },
  networks: { ...list, default: [], format: "network" },
};
const check = (text: string) =>
  checkParameters(load(text), { parameters: DECLARED, isNetwork: (one) => one.includes("/") });
const told = (text: string): string[] =>
  check(text).problems.map((problem) => formatProblem(problem).replace(/^.*rootproof\.yaml:/, ""));

it("is found upward, or named; none at all is empty", () => {
  const file = folder.write("a/rootproof.yaml", "rules:\n  directories: [mine, ../theirs]\n");
  folder.write("a/b/c/x.txt", "");
  const found = loadConfiguration(undefined, join(folder.path, "a/b/c"));
  expect(found.file).toBe(file);
  expect(found.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(found.ruleDirectories).toEqual([join(folder.path, "a/mine"), join(folder.path, "theirs")]);
  expect(loadConfiguration("rootproof.yaml", join(folder.path, "a")).file).toBe(file);
  const none = loadConfiguration(undefined, "/");
  expect([none.configuration, none.file, none.problems]).toEqual([{}, undefined, []]);
});

it("is an error when it is named and missing, misnamed, or no file", () => {
  const missing = loadConfiguration("none.yaml", folder.path);
  expect(missing.problems).toEqual([
    { file: join(folder.path, "none.yaml"), message: "file not found: check the path" },
  ]);
  folder.write("misnamed/rootproof.yml", "");
  expect(
    loadConfiguration(undefined, join(folder.path, "misnamed")).problems.map(({ message }) => message),
  ).toEqual(["is not read: rename it to rootproof.yaml"]);
  expect(loadConfiguration(".", folder.path).problems[0]?.message).toBe("not a regular file: name a file");
});

it("may be empty, with a byte order mark, with CRLF", () => {
  expect(load("# nothing\n").problems).toEqual([]);
  const { configuration, problems } = load("\ufeffrules:\r\n  select: [root-x]\r\n");
  expect([configuration, problems]).toEqual([{ rules: { select: ["root-x"] } }, []]);
});

it("knows the first line of every account number", () => {
  const { accountLines } = load(`# 111122223333
parameters:
  word: "444455556666"
  acceptedProtocols: ["444455556666", '012345678901']
  "777788889999": 111122223333x
`);
  expect([...accountLines]).toEqual([
    ["444455556666", 3],
    ["012345678901", 4],
    ["777788889999", 5],
  ]);
});

it("gives the parameters by dotted name, defaults filled in", () => {
  const { values, maxEvidenceAge, problems } = check(
    "parameters:\n  allowedContacts: { security: [a@example.com] }\n  minimum: 2.5\n  maxEvidenceAge: 90m\n",
  );
  expect(problems).toEqual([]);
  expect(values).toEqual({
    "allowedContacts.security": ["a@example.com"],
    acceptedProtocols: ["email"],
    minimum: 2.5,
    strict: false,
    days: 7,
    networks: [],
  });
  expect(maxEvidenceAge).toBe(90 * 60_000);
  expect(check("").maxEvidenceAge).toBe(86_400_000);
});

const BAD: [string, string][] = [
  ["minimun: 2", "2:3: unknown parameter 'minimun'; did you mean 'minimum'?"],
  ["other: 2", "2:3: unknown parameter 'other': 'rootproof rules list' shows what the rules read"],
  [
    "allowedContact: { security: [a] }",
    "2:3: unknown parameter 'allowedContact'; did you mean 'allowedContacts'?",
  ],
  [
    "allowedContacts: { securty: [a] }",
    "2:22: unknown parameter 'allowedContacts.securty'; did you mean 'allowedContacts.security'?",
  ],
  ["allowedContacts: [a]", "2:3: 'allowedContacts' must be a mapping with security, billing"],
  [
    "allowedContacts.security: [a]",
    "2:3: dots nest: write 'allowedContacts:' and below it, indented, 'security:'",
  ],
  [
    "allowedContacts: { security: [] }",
    "2:32: 'allowedContacts.security' is empty: name at least one, or remove it to leave its rules out",
  ],
  ["word: ''", "2:9: 'word' is empty: name at least one, or remove it to leave its rules out"],
  ["minimum: '2'", "2:12: 'minimum' must be a number"],
  ["strict: yes", "2:11: 'strict' must be true or false"],
  ["acceptedProtocols: email", "2:22: 'acceptedProtocols' must be a list of texts"],
  ["acceptedProtocols: [email, 7]", "2:22: 'acceptedProtocols' must be a list of texts"],
  ["word:", "2:8: 'word' must be text"],
  [
    "__proto__: { a: 1 }",
    "2:3: unknown parameter '__proto__': 'rootproof rules list' shows what the rules read",
  ],
  [
    "constructor: 1",
    "2:3: unknown parameter 'constructor': 'rootproof rules list' shows what the rules read",
  ],
  ["days: 0", "2:9: 'days' must be at least 1 and at most 89"],
  ["days: 90", "2:9: 'days' must be at least 1 and at most 89"],
  [
    "networks: [192.0.2.0/24, office]",
    "2:28: 'office' is no network: write it as 192.0.2.0/24 or 2001:db8::/32",
  ],
  ["maxEvidenceAges: 1h", "2:3: unknown parameter 'maxEvidenceAges'; did you mean 'maxEvidenceAge'?"],
];

it.each(BAD)("parameters: %s", (line, problem) => {
  expect(told(`parameters:\n  ${line}\n`)).toEqual([problem]);
});

it.each(["0h", "24", "-1h", "1.5h", "24 h", "367d", "999999d", "1w", "''", "24"])(
  "maxEvidenceAge: %s is refused",
  (age) => {
    expect(told(`parameters: { maxEvidenceAge: ${age} }`)).toEqual([
      "1:31: 'maxEvidenceAge' must be a duration from 1m to 366d, like 24h, 90m or 7d",
    ]);
  },
);

it("tells of rule ids that no rule has", () => {
  const loaded = load(
    "rules:\n  select: [root-x, root-mfa-enable]\n  ignore:\n    - nothing\n  severity:\n    root-x: low\n    rot-x: info\n",
  );
  const problems = checkRuleIds(loaded, ["root-x", "root-mfa-enabled"]);
  expect(problems.map((problem) => formatProblem({ ...problem, file: "f" }))).toEqual([
    "f:2:20: unknown rule 'root-mfa-enable'; did you mean 'root-mfa-enabled'?",
    "f:4:7: unknown rule 'nothing': 'rootproof rules list' shows the rules",
    "f:7:5: unknown rule 'rot-x'; did you mean 'root-x'?",
  ]);
});

it("reads data files, and says that a missing one is an installation's fault", () => {
  expect(loadData(folder.write("d.json", '{"a": [1]}'))).toEqual({ ok: true, value: { a: [1] } });
  const message = (file: string) => {
    const read = loadData(file);
    return read.ok ? [] : read.problems.map((problem) => problem.message);
  };
  expect(message(join(folder.path, "no.json"))).toEqual([
    "file not found; this file comes with rootproof: install it again",
  ]);
  expect(message(folder.write("bad.json", "{"))).toEqual([
    "not JSON; this file comes with rootproof: install it again",
  ]);
});

const SIGNED = `# yaml-language-server: $schema=./schemas/configuration.schema.json
waivers:
  - rules: [root-x, root-mfa-enable]
    accounts: ["111122223333"]
    owner: Ana
    reason: Moving.
    expires: 2026-12-31
attestations:
  - statement: root-kept
    units: [ou-abcd-11112222]
    by: [Ana]
    on: 2026-01-10
    expires: 2026-04-01
  - { statement: root-x, accounts: ["*"], by: [Ana], on: 2026-01-10T00:00:00Z, expires: 2026-04-01 }
`;
const definition = (id: string, more: Partial<RuleFile> = {}): RuleFile => ({
  id,
  title: "t",
  severity: "low",
  scope: "account",
  rationale: "r",
  passesWhen: "true",
  message: "m",
  remediation: [],
  references: [],
  ...more,
});

it("tells of signed entries whose rules there are not, or ask for more people", () => {
  const kept = definition("root-kept", { attestation: { statement: "s", people: 2, days: 90 } });
  const loaded = load(SIGNED);
  expect(loaded.problems).toEqual([]);
  const problems = checkStatements(loaded, [definition("root-x"), definition("root-mfa-enabled"), kept]);
  expect(problems.map((problem) => formatProblem({ ...problem, file: "f" }))).toEqual([
    "f:3:21: unknown rule 'root-mfa-enable'; did you mean 'root-mfa-enabled'?",
    "f:11:9: 'root-kept' asks for 2 people, and 1 is named: name 2",
    "f:14:18: 'root-x' asks for no statement: rules that do are root-kept",
  ]);
});

it.each([
  [
    "2025-11-25T00:00:00Z",
    ["f:7:14: 'waivers[0].expires' is more than 400 days ahead: choose an earlier day, and renew it then"],
  ],
  ["2025-11-26T00:00:00Z", []],
])("tells of waivers that end too far after %s", (asOf, lines) => {
  const problems = checkHorizon(load(SIGNED), Date.parse(asOf));
  expect(problems.map((problem) => formatProblem({ ...problem, file: "f" }))).toEqual(lines);
});
