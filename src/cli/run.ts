// Parses the command line with yargs, runs the command, turns trouble into lines and an exit code.
import { setFlagsFromString } from "node:v8";
import yargs, { type Argv } from "yargs";
import { UsageError, VERSION } from "../model/index.ts";
import { benchmarksCommands } from "./commands/benchmarks.ts";
import { attestCommand } from "./commands/attest.ts";
import { collectCommand } from "./commands/collect.ts";
import { demoCommand } from "./commands/demo.ts";
import { diffCommand } from "./commands/diff.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { initCommand } from "./commands/init.ts";
import { permissionsCommand } from "./commands/permissions.ts";
import { rulesCommands } from "./commands/rules.ts";
import { sandboxCommand } from "./commands/sandbox.ts";
import { scanCommand } from "./commands/scan.ts";
import { templateCommand } from "./commands/template.ts";
import { type Context, watchStdout } from "./context.ts";
import { LOG_FLAGS } from "./flags.ts";
import { checkSwitches } from "./switches.ts";
import { complain, report } from "./trouble.ts";
import { explain } from "./usage.ts";

/** Garbage is collected when the heap has grown by half, not when it has doubled and more: half the memory for some seconds in a hundred. */
const MEMORY = "--heap-growing-percent=50";

/** Runs one command. Returns the exit code; never throws, never exits. */
export async function run(argv: readonly string[]): Promise<number> {
  const context: Context = { exitCode: 0, log: { level: "info", format: "text" } };
  setFlagsFromString(MEMORY);
  const lost = watchStdout();
  try {
    const words = withoutDoubleDash(argv);
    checkSwitches(words);
    await commandLine(words, context).parseAsync();
  } catch (error) {
    return report(error, argv);
  }
  const why = await lost();
  return why === undefined
    ? context.exitCode
    : complain([`stdout: cannot be written (${why}); not all of it arrived`], argv);
}

/** What follows `--` is a file's name, whatever it begins with; yargs would not count it. */
function withoutDoubleDash(argv: readonly string[]): string[] {
  const at = argv.includes("--") ? argv.indexOf("--") : argv.length;
  const names = argv.slice(at + 1).map((name) => (name.startsWith("-") ? `./${name}` : name));
  return [...argv.slice(0, at), ...names];
}

/** In the order in which --help lists them; groups follow. */
export const COMMANDS = [
  scanCommand,
  collectCommand,
  evaluateCommand,
  diffCommand,
  permissionsCommand,
  templateCommand,
  demoCommand,
  sandboxCommand,
  initCommand,
  attestCommand,
] as const;

/** Every command, ready to be parsed. */
export function commandLine(argv: readonly string[], context: Context): Argv {
  const parser = yargs([...argv])
    .scriptName("rootproof")
    .locale("en")
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-positional-numbers": false,
    })
    .usage(
      "$0 <command>\n\nProves that the root user of AWS accounts is locked down and that its use would be noticed.",
    )
    .options(LOG_FLAGS)
    .middleware(({ "log-level": level, "log-format": format, quiet }) => {
      context.log = { level: quiet ? "error" : level, format };
    });
  for (const make of COMMANDS) parser.command(make(context));
  return parser
    .command("rules", "list, show, test or begin rules", (group) => withRules(group, context))
    .command("benchmarks", "list or show benchmarks", withBenchmarks)
    .demandCommand(1, "no command given; rootproof --help lists them")
    .strict()
    .completion("completion", "print a script that completes commands and flags, for bash or zsh")
    .version(VERSION)
    .alias("version", "V")
    .help()
    .alias("help", "h")
    .epilogue("rootproof demo shows everything on a made-up organization, without an AWS account.")
    .wrap(100)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message: string | null, error: Error | undefined) => {
      if (error !== undefined && error.name !== "YError") throw error;
      throw new UsageError(explain(message ?? "", argv, parser));
    });
}

function withBenchmarks(group: Argv): Argv {
  for (const one of benchmarksCommands()) group.command(one);
  return group.demandCommand(1, "no subcommand given; benchmarks needs one of list, show");
}

function withRules(group: Argv, context: Context): Argv {
  for (const one of rulesCommands(context)) group.command(one);
  return group.demandCommand(1, "no subcommand given; rules needs one of list, show, test, new");
}
