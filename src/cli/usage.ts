// yargs's complaints in our words: what is wrong, what was meant, what to do. It speaks English: run.ts pins the locale.
import type { Argv } from "yargs";
import { didYouMean } from "../model/index.ts";

/** One line per mistake. Asked while the parser still stands in the command that failed. */
export function explain(message: string, argv: readonly string[], parser: Argv): string[] {
  const state = stateOf(parser);
  const text = message.split("\n").map((line) => line.trim());
  const [, unknown] = /^Unknown (?:argument|command)s?: (.*)$/.exec(text[0] ?? "") ?? [];
  if (unknown !== undefined) return explainUnknowns(unknown.split(", "), argv, state);
  const [, valueless] = /^Not enough arguments following: (.*)$/.exec(text[0] ?? "") ?? [];
  if (valueless !== undefined) return [`--${valueless} needs a value; ${helpOf(state)}`];
  if (message.startsWith("Not enough non-option arguments"))
    return [`an argument is missing; write ${["rootproof", ...state.fullCommands].join(" ")}`];
  if (message.startsWith("Invalid values:")) return text.slice(1).map(explainChoice);
  return [text.filter(Boolean).join(" ")];
}

/** Options each; of other words the first, for what follows a word that is not understood is not understood either. */
function explainUnknowns(names: readonly string[], argv: readonly string[], state: State): string[] {
  const options = names.flatMap((name) => optionOf(name, argv) ?? []);
  if (options.length > 0) return [...new Set(options)].map((option) => explainOption(option, state));
  const [name = ""] = names;
  if (state.subcommands.length === 0) return [`unexpected argument '${name}'; ${helpOf(state)}`];
  return [`unknown command '${name}'${didYouMean(name, state.subcommands) || `; ${helpOf(state)}`}`];
}

/** As it was typed: `--no-colr`, or `-org` for its letter o. */
function optionOf(name: string, argv: readonly string[]): string | undefined {
  const typed = argv.map((word) => word.replace(/=.*/s, ""));
  return (
    typed.find((word) => /^-/.test(word) && word.replace(/^-+(no-)?/, "") === name) ??
    (name.length === 1 ? typed.find((word) => /^-[^-]/.test(word) && word.includes(name)) : undefined)
  );
}

function explainOption(option: string, state: State): string {
  const [, dashes = "", name = ""] = /^(-+(?:no-)?)(.*)$/s.exec(option) ?? [];
  const hint = didYouMean(name, state.options).replace("mean '", `mean '${dashes === "-" ? "--" : dashes}`);
  return `unknown option ${option}${hint || `; ${helpOf(state)}`}`;
}

/** `Argument: fail-on, Given: "hihg", Choices: "critical", "high"`. */
function explainChoice(line: string): string {
  const [, name = "", given = "", choices = ""] =
    /^Argument: (.*), Given: (.*), Choices: (.*)$/.exec(line) ?? [];
  const known = choices.replaceAll('"', "").split(", ");
  const value = given.replaceAll('"', "");
  return `--${name} ${value}: must be one of ${known.join(", ")}${didYouMean(value, known)}`;
}

const helpOf = ({ commands }: State): string =>
  `${["rootproof", ...commands].join(" ")} --help shows what there is`;

/** Where the parser stands. */
interface State {
  /** As typed: `rules`, `show`. */
  readonly commands: readonly string[];
  /** As declared: `rules`, `show <id>`. */
  readonly fullCommands: readonly string[];
  readonly options: readonly string[];
  readonly subcommands: readonly string[];
}

interface YargsInternals {
  getOptions(): { readonly key: Readonly<Record<string, unknown>> };
  getInternalMethods(): {
    getCommandInstance(): { getCommands(): string[] };
    getContext(): Pick<State, "commands" | "fullCommands">;
  };
}

/** yargs types none of this. */
function stateOf(parser: Argv): State {
  const internals = parser as unknown as YargsInternals;
  const { commands, fullCommands } = internals.getInternalMethods().getContext();
  return {
    commands: [...commands],
    fullCommands: [...fullCommands],
    options: Object.keys(internals.getOptions().key).filter((name) => name.length > 1),
    subcommands: internals.getInternalMethods().getCommandInstance().getCommands(),
  };
}
