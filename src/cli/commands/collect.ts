// rootproof collect
import { type Context, writeStdout } from "../context.ts";
import { command } from "../command.ts";
import { given, REACH_FLAGS, reachOptions, RULE_FLAGS, ruleOptions } from "../flags.ts";

const FLAGS = {
  ...RULE_FLAGS,
  ...REACH_FLAGS,
  out: { type: "string", default: "evidence.ndjson", describe: "evidence file to write" },
} as const;

/** Collects every fact, for judging later. */
export const collectCommand = (context: Context) =>
  command({
    command: "collect",
    describe: "collect evidence without judging it",
    flags: FLAGS,
    examples: [["$0 collect --org --out evidence.ndjson", "everything rootproof reads, in one file"]],
    run: async (flags) => {
      const { collect } = await import("../../scan/index.ts");
      const { exitCode, files } = await collect({
        ...ruleOptions(flags),
        ...reachOptions(flags),
        ...given({ out: flags.out }),
      });
      context.exitCode = exitCode;
      writeStdout(files.map((file) => `${file}\n`).join(""));
    },
  });
