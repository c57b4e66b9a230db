// rootproof diff OLD NEW
import { command } from "../command.ts";
import { type Context, finish } from "../context.ts";
import { given, REPORT_FLAGS, reportOptions, RULE_FLAGS, ruleOptions } from "../flags.ts";

const { format, "output-dir": outputDirectory, color } = REPORT_FLAGS;
const FLAGS = {
  ...RULE_FLAGS,
  format,
  "output-dir": outputDirectory,
  color,
  old: { type: "string", demandOption: true, describe: "the earlier result: a JSON report, or evidence" },
  new: { type: "string", demandOption: true, describe: "the later one" },
} as const;

/** Compares two results. */
export const diffCommand = (context: Context) =>
  command({
    command: "diff <old> <new>",
    describe: "what changed between two results; exits 1 when something got worse",
    flags: FLAGS,
    examples: [
      ["$0 diff monday.json tuesday.json", "what is new, worse, fixed, and which accounts came and went"],
      [
        "$0 diff monday.ndjson tuesday.ndjson --format markdown=-",
        "two evidence files, judged by today's rules",
      ],
    ],
    run: async (flags) => {
      const { diff } = await import("../../scan/index.ts");
      const {
        stdout,
        width,
        color: colored,
      } = reportOptions({
        ...flags,
        baseline: undefined,
        redact: false,
        "fail-on": undefined,
        "allow-unknown": undefined,
      });
      const options = { ...ruleOptions(flags), old: flags.old, new: flags.new, stdout };
      const shown = given({
        formats: flags.format,
        outputDirectory: flags["output-dir"],
        width,
        color: colored,
      });
      finish(context, await diff({ ...options, ...shown }));
    },
  });
