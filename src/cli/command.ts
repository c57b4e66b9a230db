// One shape for every command, and its translation for yargs.
import type { Argv, CommandModule, InferredOptionTypes, Options, PositionalOptions } from "yargs";
import { checkValues } from "./switches.ts";

type Flags = Readonly<Record<string, Options>>;

/** A command: its words, its flags, and what it does with them. */
interface Command<Own extends Flags> {
  /** As yargs writes it; what stands in `<…>` is a flag of that name, written without dashes. */
  readonly command: string;
  readonly describe: string;
  readonly flags: Own;
  /** Command line and what it is for; `$0` is the program's name. */
  readonly examples?: readonly (readonly [string, string])[];
  readonly run: (flags: InferredOptionTypes<Own>) => Promise<void>;
}

/** For `yargs.command`. */
export function command<Own extends Flags>({
  command: words,
  describe,
  flags,
  examples = [],
  run,
}: Command<Own>): CommandModule<object, never> {
  const isPositional = (name: string): boolean =>
    words.includes(`<${name}>`) || words.includes(`<${name}..>`);
  const builder = (parser: Argv): Argv => {
    for (const [name, flag] of Object.entries(flags)) {
      if (isPositional(name)) parser.positional(name, flag as PositionalOptions);
      else parser.option(name, { ...flag, requiresArg: flag.type !== "boolean" });
    }
    for (const [line, what] of examples) parser.example(line, what);
    return parser;
  };
  const handler = async (values: InferredOptionTypes<Own>): Promise<void> => {
    checkValues(flags, values);
    await run(values);
  };
  return { command: words, describe, builder: builder as never, handler };
}
