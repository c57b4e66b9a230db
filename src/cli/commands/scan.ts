// rootproof scan
import type { Context } from "../context.ts";
import { command } from "../command.ts";
import {
  given,
  REACH_FLAGS,
  reaching,
  REPORT_FLAGS,
  reportOptions,
  RULE_FLAGS,
  ruleOptions,
} from "../flags.ts";

const FLAGS = {
  ...RULE_FLAGS,
  ...REACH_FLAGS,
  ...REPORT_FLAGS,
  evidence: { type: "string", describe: "evidence file to write (default: evidence.ndjson in --output-dir)" },
} as const;

/** Collects and judges in one go. */
export const scanCommand = (context: Context) =>
  command({
    command: "scan",
    describe: "collect evidence and judge it",
    flags: FLAGS,
    examples: [
      ["$0 scan", "the account of your credentials"],
      [
        "$0 scan --org --format sarif=root.sarif --format table",
        "every account, for code scanning and for you",
      ],
    ],
    run: async (flags) => {
      const { scan } = await import("../../scan/index.ts");
      const options = {
        ...ruleOptions(flags),
        ...reportOptions(flags),
        ...given({ evidence: flags.evidence }),
      };
      await reaching(flags, context, (reach) => scan({ ...options, ...reach }));
    },
  });
