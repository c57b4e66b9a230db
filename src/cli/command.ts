// One shape for every command, and its translation for yargs.
import type { Argv, CommandModule, InferredOptionTypes, Options } from "yargs";
import { checkValues } from "./switches.ts";

type Flags = Readonly<Record<string, Options>>;

/** A command: its words, its flags, and what it does with them. */
interface Command<Own extends Flags, Positionals extends Flags> {
  readonly command: string;
  readonly describe: string;
  readonly flags: Own;
  readonly positionals?: Positionals;
  /** Command line and what it is for; `$0` is the program's name. */
  readonly examples?: readonly (readonly [string, string])[];
  readonly run: (flags: InferredOptionTypes<Own & Positionals>) => Promise<void>;
}

/** For `yargs.command`. */
export function command<Own extends Flags, Positionals extends Flags = Record<never, never>>({
  command: words,
  describe,
  flags,
  positionals,
  examples = [],
  run,
}: Command<Own, Positionals>): CommandModule<object, never> {
  const builder = (parser: Argv): Argv => {
    for (const [name, options] of Object.entries(positionals ?? {}))
      parser.positional(name, options as { type: "string" });
    for (const [line, what] of examples) parser.example(line, what);
    return parser.options(withValues(flags));
  };
  const handler = async (values: InferredOptionTypes<Own & Positionals>): Promise<void> => {
    checkValues({ ...flags, ...positionals }, values);
    await run(values);
  };
  return { command: words, describe, builder: builder as never, handler: handler as never };
}

/** All but switches need a value. */
const withValues = (flags: Flags): Record<string, Options> =>
  Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, { ...flag, requiresArg: flag.type !== "boolean" }]),
  );
