// Entries that people sign against the rules they name, and against the instant that is judged.
import { differentPeople, endingOf, type Problem, type RuleFile } from "../model/index.ts";
import type { LoadedConfiguration } from "./configuration.ts";
import { pathName } from "./places.ts";
import { faultsOf } from "./sentences.ts";
import { entryProblems, type Tell } from "./signed-entries.ts";
import { configuration as isConfiguration } from "./validators.gen.mjs";
import { unknownRule } from "./unknown-rule.ts";

const DAY = 86_400_000;
const FARTHEST_DAYS = 400;

/** Problems of waivers and attestations that name rules there are not, or too few people. */
export function checkStatements(
  { configuration, problemAt }: LoadedConfiguration,
  rules: readonly RuleFile[],
): Problem[] {
  const tell: Tell = (path, message) => problemAt(path, "value", message);
  const { waivers = [], attestations = [] } = configuration;
  const ids = rules.map(({ id }) => id);
  const asked = new Map(
    rules.flatMap(({ id, attestation, attestable }) => {
      const statement = attestation ?? attestable;
      return statement === undefined ? [] : [[id, statement.people] as const];
    }),
  );
  return [
    ...waivers.flatMap((waiver, index) =>
      waiver.rules.flatMap((id, at) =>
        ids.includes(id) ? [] : [tell(["waivers", index, "rules", at], unknownRule(id, ids))],
      ),
    ),
    ...attestations.flatMap((attestation, index) =>
      attestationProblem(attestation, asked, ids).map(({ at, message }) =>
        tell(["attestations", index, at], message),
      ),
    ),
  ];
}

/** What is wrong with one attestation, and at which field; `asked` is how many people each rule asks for. */
export function attestationProblem(
  { statement, by }: { readonly statement: string; readonly by: readonly string[] },
  asked: ReadonlyMap<string, number>,
  ids: readonly string[],
): { readonly at: "statement" | "by"; readonly message: string }[] {
  const people = asked.get(statement);
  if (people === undefined) {
    const asking = `'${statement}' asks for no statement: rules that do are ${[...asked.keys()].join(", ") || "none"}`;
    return [
      { at: "statement", message: ids.includes(statement) ? asking : unknownRule(statement, asked.keys()) },
    ];
  }
  const named = differentPeople(by).length;
  if (named >= people) return [];
  return [
    { at: "by", message: `'${statement}' asks for ${people} people, and ${named} is named: name ${people}` },
  ];
}

/** What loading would have against a configuration that is in no file yet: sentences without a place. */
export function valueProblems(configuration: unknown): string[] {
  if (!isConfiguration(configuration))
    return faultsOf(isConfiguration.errors ?? [], configuration).map(({ message }) => message);
  const problems = entryProblems(configuration, (_path, message) => ({ file: "", message }));
  return problems.map(({ message }) => message);
}

/** Waivers and exclusions that would last longer than anybody remembers them; `asOf` in milliseconds. */
export function checkHorizon({ configuration, problemAt }: LoadedConfiguration, asOf: number): Problem[] {
  return (["exclusions", "waivers"] as const).flatMap((section) =>
    (configuration[section] ?? []).flatMap(({ expires }, index) => {
      const path = [section, index, "expires"];
      if ((endingOf(expires) ?? 0) <= asOf + (FARTHEST_DAYS + 1) * DAY) return [];
      const message = `${pathName(path)} is more than ${FARTHEST_DAYS} days ahead: choose an earlier day, and renew it then`;
      return [problemAt(path, "value", message)];
    }),
  );
}
