// rootproof init
import { command } from "../command.ts";
import { writeStdout } from "../context.ts";
import { given } from "../flags.ts";

const FLAGS = {
  evidence: { type: "string", describe: "evidence file; what it holds is written as commented suggestions" },
} as const;

/** Writes a commented rootproof.yaml into the working directory. */
export const initCommand = () =>
  command({
    command: "init",
    describe: "write a commented rootproof.yaml",
    flags: FLAGS,
    examples: [
      ["$0 init", "every entry there is, commented out"],
      [
        "$0 init --evidence rootproof-report/evidence.ndjson",
        "with what a scan saw as commented suggestions",
      ],
    ],
    run: async ({ evidence }) => {
      const { init } = await import("../../scan/index.ts");
      writeStdout(`${await init({ cwd: process.cwd(), ...given({ evidence }) })}\n`);
    },
  });
