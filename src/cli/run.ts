// Parses the command line with yargs, runs the command, turns trouble into one line and an exit code.
import yargs, { type Argv } from "yargs";
import { didYouMean, UsageError } from "../model/index.ts";
import { collectCommand } from "./commands/collect.ts";
import { demoCommand } from "./commands/demo.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { rulesCommands } from "./commands/rules.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { scanCommand } from "./commands/scan.ts";
import type { Context } from "./context.ts";

/** Runs one command. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[]): Promise<number> {
  const context: Context = { exitCode: 0 };
  const parser = commandLine(argv, context);
  try {
    await parser.parseAsync();
    return context.exitCode;
  } catch (error) {
    return report(error, argv, parser);
  }
}

function commandLine(argv: readonly string[], context: Context): Argv {
  const parser = yargs([...argv])
    .scriptName("rootproof")
    .usage(
      "$0 <command>\n\nProves that the root user of AWS accounts is locked down and that its use would be noticed.",
    )
    .option("log-level", {
      choices: ["info", "debug"],
      default: "info",
      describe: "debug shows stack traces",
    });
  const commands = [scanCommand, collectCommand, evaluateCommand, demoCommand, sandboxCommand];
  for (const make of commands) parser.command(make(context));
  return parser
    .command("rules", "list, show, test or begin rules", (group) => withRules(group, context))
    .demandCommand(1, "no command given; rootproof --help lists them")
    .strict()
    .version(false)
    .help()
    .alias("help", "h")
    .epilogue("rootproof demo shows everything on a made-up organization, without an AWS account.")
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail(false);
}

function withRules(group: Argv, context: Context): Argv {
  for (const one of rulesCommands(context)) group.command(one);
  return group.demandCommand(1, "rules needs one of list, show, test, new");
}

function report(error: unknown, argv: readonly string[], parser: Argv): number {
  if (error instanceof UsageError) return complain(error.lines);
  if (error instanceof Error && error.name === "YError") return complain([explain(error.message, parser)]);
  const debug = argv.join(" ").includes("log-level debug") || argv.includes("--log-level=debug");
  const text = error instanceof Error ? ((debug ? error.stack : undefined) ?? error.message) : String(error);
  return complain([
    `this is a mistake in rootproof: ${text}`,
    ...(debug ? [] : ["run again with --log-level debug for the stack"]),
  ]);
}

/** Usage and bugs alike: the work could not be done. */
function complain(lines: readonly string[]): number {
  process.stderr.write(lines.map((line) => `rootproof: ${line}\n`).join(""));
  return 2;
}

/** yargs says what is unknown; we add what was meant. */
function explain(message: string, parser: Argv): string {
  const line = message.split("\n").filter(Boolean).join(" ");
  const unknown = /^Unknown (?:argument|command)s?: ([^,\s]+)/.exec(line)?.[1];
  return unknown === undefined
    ? line
    : `unknown argument ${unknown}${didYouMean(unknown, knownWords(parser))}`;
}

interface YargsInternals {
  getOptions(): { readonly key: Readonly<Record<string, unknown>> };
  getInternalMethods(): { getCommandInstance(): { getCommands(): string[] } };
}

/** yargs types neither its options nor its commands. */
function knownWords(parser: Argv): string[] {
  const internals = parser as unknown as YargsInternals;
  return [
    ...Object.keys(internals.getOptions().key),
    ...internals.getInternalMethods().getCommandInstance().getCommands(),
  ];
}
