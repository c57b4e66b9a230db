// rootproof template roles|alert|scp
import { type Context, finish, writeStdout } from "../context.ts";
import { command } from "../command.ts";

const FLAGS = {
  name: {
    type: "string",
    choices: ["roles", "alert", "scp"] as const,
    demandOption: true,
    describe: "the role that scans read with, the alert on root, or the policy that denies root",
  },
  for: {
    type: "string",
    choices: ["cloudformation", "terraform"] as const,
    default: "cloudformation",
    describe: "what deploys it",
  },
  org: {
    type: "boolean",
    default: false,
    describe: "roles for every account of an organization, and the identity that scans it",
  },
} as const;

/** Prints a file that a person deploys. */
export const templateCommand = (context: Context) =>
  command({
    command: "template <name>",
    describe: "files to deploy: the role for scans, an alert on root, a policy that denies root",
    flags: FLAGS,
    examples: [
      ["$0 template roles --org > roles.yaml", "a stack set with the role for every account"],
      ["$0 template alert > alert.yaml", "mail on whatever root does"],
      ["$0 template scp --for terraform > main.tf", "a policy that denies root and spares AssumeRoot"],
    ],
    run: async (flags) => {
      const { template } = await import("../../scan/index.ts");
      const { text, notes } = template({ name: flags.name, tool: flags.for, org: flags.org });
      writeStdout(text);
      finish(context, { exitCode: 0, files: [], notes });
    },
  });
