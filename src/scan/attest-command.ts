// rootproof attest: the entry of rootproof.yaml for a statement, after what is being stated was shown.
import { attestationProblem, valueProblems } from "../load/index.ts";
import { type Attestation, beginningOf, endingOf, type Statement, UsageError } from "../model/index.ts";
import type { RuleOptions } from "./options.ts";
import { prepare } from "./prepare.ts";

/** What people state. */
export interface AttestOptions extends RuleOptions {
  /** Id of the rule that asks for the statement. */
  readonly statement: string;
  /** Account numbers, or globs. */
  readonly accounts: readonly string[];
  readonly by: readonly string[];
  /** A day or an instant; now without it. */
  readonly on?: string;
  /** A day or an instant; as late as the rule lets a statement hold without it. */
  readonly expires?: string;
  /** Where the proof is kept. */
  readonly evidence?: string;
}

/** The entry, and what its authors should read before they add it. */
export interface WrittenAttestation {
  /** YAML, to stand below `attestations:`. */
  readonly entry: string;
  readonly shown: readonly string[];
}

const DAY = 86_400_000;

/** Checks the statement as loading would. Throws UsageError with everything that is wrong with it. */
export function attest(options: AttestOptions): WrittenAttestation {
  const asked = askedBy(options);
  const { statement, accounts, by, evidence } = options;
  const on = options.on ?? new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const expires = options.expires ?? lastDay(on, asked.days);
  const attestation: Attestation = {
    statement,
    accounts: [...accounts],
    by: [...by],
    on,
    expires,
    ...(evidence !== undefined && { evidence }),
  };
  const problems = valueProblems({ attestations: [attestation] });
  if (problems.length > 0)
    throw new UsageError(problems.map((message) => message.replace(/attestations\[0\]\.?/g, "--")));
  return { entry: entryText(attestation), shown: shownOf(attestation, asked) };
}

/** The statement that the rule asks for. Throws UsageError where it asks for none, or for more people. */
function askedBy(options: AttestOptions): Statement {
  const definitions = prepare(options).rules.map(({ definition }) => definition);
  const statements = new Map(
    definitions.flatMap(({ id, attestation, attestable }) => {
      const statement = attestation ?? attestable;
      return statement === undefined ? [] : [[id, statement] as const];
    }),
  );
  const people = new Map([...statements].map(([id, statement]) => [id, statement.people]));
  const ids = definitions.map(({ id }) => id);
  const [problem] = attestationProblem(options, people, ids);
  const statement = statements.get(options.statement);
  if (problem !== undefined || statement === undefined)
    throw new UsageError(`attest: ${problem?.message ?? options.statement}`);
  return statement;
}

/** The last whole day within the time a statement holds; of a text that is no date, the text. */
function lastDay(on: string, days: number): string {
  const stated = beginningOf(on);
  return stated === undefined ? on : new Date(stated + (days - 1) * DAY).toISOString().slice(0, 10);
}

function shownOf({ accounts = [], by, on, expires }: Attestation, asked: Statement): string[] {
  const latest = (beginningOf(on) ?? 0) + asked.days * DAY;
  const long = (endingOf(expires) ?? 0) > latest + DAY;
  return [
    `what is stated: ${asked.statement}`,
    `by ${by.join(", ")} (${asked.people} asked for), for ${accounts.join(", ")}, on ${on}, until ${expires}`,
    ...(long
      ? [`the rule lets it hold for ${asked.days} days, until ${new Date(latest).toISOString().slice(0, 10)}`]
      : []),
    "add the entry below 'attestations:' in rootproof.yaml once each of them has agreed to it",
  ];
}

/** Texts in quotes of JSON, which YAML reads as they are. */
function entryText({ statement, accounts, by, on, expires, evidence }: Attestation): string {
  const fields = { accounts, by, on, expires, evidence };
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `    ${name}: ${quoted(value)}\n`);
  return `  - statement: ${statement}\n${lines.join("")}`;
}

const quoted = (value: unknown): string =>
  JSON.stringify(value).replaceAll('","', '", "').replace(UNSEEN, escapeOf);

/** What a reader does not see, or sees in another order, and what YAML takes for the end of a line. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffe\uffff]/gu;
const escapeOf = (character: string): string =>
  `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
