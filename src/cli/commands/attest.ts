// rootproof attest RULE
import { command } from "../command.ts";
import { writeStdout } from "../context.ts";
import { given, RULE_FLAGS, ruleOptions } from "../flags.ts";

const { config, rules } = RULE_FLAGS;
const FLAGS = {
  config,
  rules,
  rule: { type: "string", demandOption: true, describe: "the rule that asks for the statement" },
  accounts: { type: "string", array: true, demandOption: true, describe: "account number, or a glob" },
  by: { type: "string", array: true, demandOption: true, describe: "who states it; once per person" },
  on: { type: "string", describe: "day or instant it was stated (default: now)" },
  expires: { type: "string", describe: "last day it holds (default: as long as the rule lets it)" },
  evidence: { type: "string", describe: "link or number under which the proof is kept" },
} as const;

/** Prints the entry for rootproof.yaml; what is being stated goes to stderr. */
export const attestCommand = () =>
  command({
    command: "attest <rule>",
    describe: "print the entry of rootproof.yaml for a statement by people",
    flags: FLAGS,
    examples: [
      [
        "$0 attest root-credentials-in-safe --accounts 111122223333 --by Ana --by Ben",
        "what two people state",
      ],
    ],
    run: async ({ rule, accounts, by, on, expires, evidence, ...flags }) => {
      const { attest } = await import("../../scan/index.ts");
      const { entry, shown } = attest({
        ...ruleOptions(flags),
        statement: rule,
        accounts,
        by,
        ...given({ on, expires, evidence }),
      });
      process.stderr.write(shown.map((line) => `rootproof: ${line}\n`).join(""));
      writeStdout(entry);
    },
  });
