// rootproof rules list|show|test|new
import type { DescribedRule } from "../../scan/index.ts";
import { type Context, writeStdout } from "../context.ts";
import { command } from "../command.ts";
import { RULE_FLAGS, ruleOptions } from "../flags.ts";

/** The group; each subcommand is a command of its own. */
export const rulesCommands = (context: Context) => [
  listCommand(),
  showCommand(),
  testCommand(context),
  newCommand(),
];

const listCommand = () =>
  command({
    command: "list",
    describe: "every rule, and whether it would speak",
    flags: RULE_FLAGS,
    examples: [["$0 rules list", "which rules would speak, and which wait for a line of configuration"]],
    run: async (flags) => {
      const { EVIDENCE_COMPLETE_INFORMATION, listRules } = await import("../../scan/index.ts");
      const lines = listRules(ruleOptions(flags)).map(describedLine);
      // By id, which each line begins with.
      writeStdout([...lines, listLine(EVIDENCE_COMPLETE_INFORMATION, " (built in)")].sort().join(""));
    },
  });

const describedLine = ({ information, waiting }: DescribedRule): string =>
  listLine(information, waiting === undefined ? "" : ` (waits: ${waiting.selectWith})`);

const listLine = ({ id, severity, title }: DescribedRule["information"], note: string): string =>
  `${id.padEnd(36)} ${severity.padEnd(8)} ${title}${note}\n`;

const showCommand = () =>
  command({
    command: "show <id>",
    describe: "one rule: what it needs, why it matters, what to do",
    flags: { ...RULE_FLAGS, id: { type: "string", demandOption: true, describe: "rule id" } } as const,
    examples: [["$0 rules show root-mfa-enabled", "what it asks for, why, and its limits"]],
    run: async (flags) => {
      const { showRule } = await import("../../scan/index.ts");
      writeStdout(ruleText(showRule(flags.id, ruleOptions(flags))));
    },
  });

function ruleText({ information, passesWhen, appliesWhen, needs, waiting, file }: DescribedRule): string {
  const { id, title, severity, scope, rationale, limits, remediation, references } = information;
  const steps = remediation.map(
    ({ step, command: text }) => `  - ${step}${text === undefined ? "" : `\n    ${text}`}`,
  );
  return [
    `${id}: ${title}`,
    `severity ${severity}, speaks of each ${scope}`,
    ...(waiting === undefined ? [] : [`waits; to select it: ${waiting.selectWith}`]),
    `\n${rationale}`,
    ...(limits === undefined ? [] : [`Limits: ${limits}`]),
    ...(appliesWhen === undefined ? [] : [`\napplies when\n${indent(appliesWhen)}`]),
    `\npasses when\n${indent(passesWhen)}`,
    `\nneeds: ${needs.join(", ")}`,
    `\nremediation\n${steps.join("\n")}`,
    `\nreferences\n${references.map(({ title: name, url }) => `  - ${name}: ${url}`).join("\n")}`,
    `\nfile: ${file}\n`,
  ].join("\n");
}

const indent = (text: string): string => text.trimEnd().replaceAll(/^/gm, "  ");

const testCommand = (context: Context) =>
  command({
    command: "test",
    describe: "run the cases of the rules; exit 1 when one fails",
    flags: RULE_FLAGS,
    examples: [
      ["$0 rules test", "the cases of the built-in rules"],
      ["$0 rules test --rules rootproof-rules", "of your own, too"],
    ],
    run: async (flags) => {
      const { testRules } = await import("../../scan/index.ts");
      const { rules, passed, failures } = testRules(ruleOptions(flags));
      writeStdout(failures.map((failure) => `${failure}\n`).join(""));
      const [ran, held] = [counted(rules, "rule"), counted(passed, "case")];
      writeStdout(`${ran}: ${held} passed, ${counted(failures.length, "failure")}\n`);
      context.exitCode = failures.length === 0 ? 0 : 1;
    },
  });

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const newCommand = () =>
  command({
    command: "new <id>",
    describe: "write a new rule and its cases",
    flags: {
      id: { type: "string", demandOption: true, describe: "states the required condition: root-mfa-enabled" },
      directory: { type: "string", default: "rules", describe: "folder to write into" },
    } as const,
    examples: [
      ["$0 rules new break-glass-sealed --directory rootproof-rules", "a rule and its cases to begin from"],
    ],
    run: async (flags) => {
      const { newRule } = await import("../../scan/index.ts");
      writeStdout(
        newRule(flags.id, flags.directory, process.cwd())
          .map((file) => `${file}\n`)
          .join(""),
      );
    },
  });
