// rootproof evaluate FILE
import { type Context, finish } from "../context.ts";
import { command } from "../command.ts";
import { given, REPORT_FLAGS, reportOptions, RULE_FLAGS, ruleOptions } from "../flags.ts";

const FLAGS = {
  ...RULE_FLAGS,
  ...REPORT_FLAGS,
  file: {
    type: "string",
    array: true,
    demandOption: true,
    describe: "evidence file, or the shards of one scan",
  },
  account: { type: "string", array: true, describe: "show only this account and the organization (table)" },
  "as-of": { type: "string", describe: "judge at this instant (default: the evidence's own)" },
} as const;

/** Judges saved evidence. */
export const evaluateCommand = (context: Context) =>
  command({
    command: "evaluate <file..>",
    describe: "judge saved evidence, without a call to AWS",
    flags: FLAGS,
    examples: [
      ["$0 evaluate evidence.ndjson --format json=-", "the findings as JSON"],
      [
        "$0 evaluate evidence.ndjson --benchmark root-account-playbook --account 111122223333",
        "the 16 steps of the incident playbook for one account",
      ],
    ],
    run: async (flags) => {
      const { evaluate } = await import("../../scan/index.ts");
      const options = {
        ...ruleOptions(flags),
        ...reportOptions(flags),
        files: flags.file,
        ...given({ asOf: flags["as-of"], accounts: flags.account }),
      };
      finish(context, await evaluate(options));
    },
  });
