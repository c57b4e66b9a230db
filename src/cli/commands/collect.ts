// rootproof collect
import type { Context } from "../context.ts";
import { command } from "../command.ts";
import { REACH_FLAGS, reaching, RULE_FLAGS, ruleOptions } from "../flags.ts";

// No --select and --ignore: evidence is for every rule. The configuration and rules of your own are only checked.
const { config, rules } = RULE_FLAGS;
const FLAGS = {
  config,
  rules,
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
      const options = { ...ruleOptions(flags), out: flags.out };
      await reaching(flags, context, (reach) => collect({ ...options, ...reach }));
    },
  });
