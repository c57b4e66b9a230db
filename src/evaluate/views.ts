// The documents as conditions see them: account, organization, params.
import { Unknown, type Value, type ValueRecord } from "../condition/index.ts";
import type { AccountLine, DestinationLine, OrganizationLine, Parameter } from "../model/index.ts";
import { ACCOUNT_TYPE, DESTINATION_TYPE, ORGANIZATION_TYPE } from "./environment.ts";
import type { CompiledRule } from "./rule.ts";
import { configurationLine } from "./selection.ts";
import { createView, type ViewOptions } from "./view.ts";

/** The instant judged and the bounds of what counts as seen at it; milliseconds. */
export type Times = Omit<ViewOptions, "path">;

/** A record of the view; derived facts are added to it. */
export type ViewRecord = ValueRecord;

export const accountView = (line: AccountLine, times: Times): ViewRecord =>
  createView(ACCOUNT_TYPE, line, { ...times, path: "account" });

export const organizationView = (line: OrganizationLine, times: Times): ViewRecord =>
  createView(ORGANIZATION_TYPE, line, { ...times, path: "organization" });

/** A destination's facts are named by its ARN: `destination["arn:…"].topics`. */
export const destinationView = (line: DestinationLine, times: Times): ViewRecord =>
  createView(DESTINATION_TYPE, line, { ...times, path: `destination[${JSON.stringify(line.arn)}]` });

/** `params` for all rules at once: what is declared and has no value is unknown, with the line to write. */
export function parametersView(
  values: Readonly<Record<string, Value>>,
  rules: readonly CompiledRule[],
): Readonly<Record<string, Value>> {
  const declared = new Map(rules.flatMap(({ definition }) => Object.entries(definition.parameters ?? {})));
  const view: Record<string, Value> = {};
  for (const name of new Set([...Object.keys(values), ...declared.keys()]))
    place(view, name, values[name] ?? notConfigured(name, declared.get(name)?.type));
  return view;
}

function notConfigured(name: string, type?: Parameter["type"]): Unknown {
  const reason = `write ${configurationLine(name, type)} in rootproof.yaml`;
  return new Unknown([{ fact: `params.${name}`, cause: "configuration", reason }]);
}

/** A dotted name nests: allowedContacts.security is `security` in the record `allowedContacts`. */
function place(view: Record<string, Value>, name: string, value: Value): void {
  const [group = "", field] = name.split(".");
  if (field === undefined) view[group] = value;
  else view[group] = { ...(view[group] as Record<string, Value> | undefined), [field]: value };
}
