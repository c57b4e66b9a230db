// The text of a new rootproof.yaml. Lines that begin with ## explain; those that begin with # are an example of what can be
// written: without that mark they load.
import { DEFAULT_FAIL_ON, DEFAULT_OUTPUT_DIRECTORY, type Parameter, type RuleFile } from "../model/index.ts";

/** All sections, each explained, none switched on. */
export function configurationText(rules: readonly RuleFile[]): string {
  const asking = rules.find(({ attestation, attestable }) => (attestation ?? attestable) !== undefined);
  const [first] = rules;
  return [
    INTRODUCTION,
    parameterLines(rules),
    ...(first === undefined ? [] : [ruleLines(first.id), ACCEPTED.replaceAll("RULE", first.id)]),
    ...(asking === undefined ? [] : [attestationLines(asking)]),
    HAPPENED,
    OUTPUTS,
  ].join("\n");
}

const INTRODUCTION = `## rootproof works without this file. To use a line, remove its '# ' and that of the lines it stands under.
## Account numbers stand in quotes. A day means its beginning where something starts and its end where it expires, in UTC.
`;

interface Declared {
  readonly name: string;
  readonly parameter: Parameter;
  readonly example: unknown;
}

/** Every parameter of every rule with its description; a dotted name nests. */
function parameterLines(rules: readonly RuleFile[]): string {
  const declared = new Map(rules.flatMap(({ parameters = {} }) => Object.entries(parameters)));
  const sorted = [...declared].sort(([left], [right]) => (left < right ? -1 : 1));
  const lines = sorted.flatMap(([name, parameter], index) => {
    const [group = "", field] = name.split(".");
    const opened = sorted[index - 1]?.[0].startsWith(`${group}.`) === true;
    const own = { name: field ?? group, parameter, example: exampleOf(name, parameter) };
    if (field === undefined) return oneParameter(own, "  ");
    return [...(opened ? [] : [`#   ${group}:`]), ...oneParameter(own, "    ")];
  });
  return [
    "## Parameters of the rules. Where no value is given, the default is shown; a rule that needs one waits for it.",
    "# parameters:",
    "##   How old a fact may be.",
    "#   maxEvidenceAge: 24h",
    ...lines,
    "",
  ].join("\n");
}

const oneParameter = ({ name, parameter, example }: Declared, indent: string): string[] => [
  `##${indent} ${parameter.description.replaceAll(/\s+/g, " ")}`,
  `# ${indent}${name}: ${JSON.stringify(example)}`,
];

/** Of parameters that need a value and have no default: one of the right form. */
const EXAMPLES: Readonly<Record<string, unknown>> = {
  "expectedContactInformation.companies": ["Example Corp*"],
  "expectedContactInformation.countries": ["DE"],
  "expectedOrganization.id": "o-exampleorgid",
  "expectedOrganization.managementAccount": "111122223333",
};

const OTHER_EXAMPLES: Readonly<Record<Parameter["type"], unknown>> = {
  string: "example",
  number: 1,
  boolean: true,
  "list<string>": ["*@example.com"],
};

const exampleOf = (name: string, { default: otherwise, type }: Parameter): unknown =>
  otherwise ?? EXAMPLES[name] ?? OTHER_EXAMPLES[type];

const ruleLines = (
  id: string,
): string => `## Which rules speak. select: these too, although nothing configures them. ignore: not these. directories: folders with rules of your own.
# rules:
#   select: [${id}]
#   severity:
#     ${id}: high
#   ignore: []

## Benchmarks whose rules are selected too; reports are grouped by their controls. 'rootproof benchmarks list' shows them.
# benchmarks: [root-account-playbook]
`;

const ACCEPTED = `## Accounts that are not judged; they stay in every report by name. Or units: ["ou-…"].
# exclusions:
#   - accounts: ["111122223333"]
#     reason: Sold, closes in March.
#     owner: cloud-team
#     expires: 2026-03-31

## Findings that are accepted for a time, at most 400 days ahead. A waiver never changes an outcome.
## items: only these items of a fail. cause: unknowns of this cause, and no fail.
# waivers:
#   - rules: [RULE]
#     accounts: ["111122223333"]
#     owner: cloud-team
#     reason: The new devices arrive in March.
#     reference: TICKET-1
#     expires: 2026-03-31
`;

const attestationLines = ({
  id,
}: RuleFile): string => `## What people state and no API shows: 'rootproof attest RULE' prints an entry.
# attestations:
#   - statement: ${id}
#     accounts: ["111122223333"]
#     by: ["first.person@example.com", "second.person@example.com"]
#     on: 2026-01-10
#     expires: 2026-04-09
#     evidence: TICKET-2
`;

const HAPPENED = `## Uses of root that are expected, at most 72 hours each. Events of these kinds inside it are waived.
## expects: sign-in, mfa-change, password-change, key-deletion, contact-change
# plannedUses:
#   - accounts: ["111122223333"]
#     from: 2026-01-12T08:00:00Z
#     to: 2026-01-12T18:00:00Z
#     owner: cloud-team
#     reason: Registering a second device.
#     reference: CHANGE-1
#     expects: [sign-in, mfa-change]

## Incidents that were declared: some rules speak from then on, and statements must be newer than containedAt.
# incidents:
#   - id: INC-1
#     accounts: ["111122223333"]
#     startedAt: 2026-01-02T03:04:05Z
#     containedAt: 2026-01-02T09:00:00Z
#     supportNeeded: true
`;

const OUTPUTS = `## What is written and what counts; flags and ROOTPROOF_… variables of the environment go first.
# outputs:
#   directory: ${DEFAULT_OUTPUT_DIRECTORY}
#   formats: [table, json, sarif, html]
#   failOn: ${DEFAULT_FAIL_ON}
#   allowUnknown: false
`;

/** What was observed, as explanations: nothing of it is an allowlist before a person makes it one. */
export function suggestionsText(observed: ReadonlyMap<string, readonly string[]>): string {
  const lines = [...observed]
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => `##   ${name}: [${values.map(quoted).join(", ")}]\n`);
  return `
## Observed in the evidence. What is there need not be right, an attacker's address could be among it: judge each value before you
## allow it above.
${lines.join("")}`;
}

/** Nothing a stranger named can end the comment. */
const quoted = (text: string): string => JSON.stringify(text.replaceAll(/[^\x20-\x7e]/g, "?"));
