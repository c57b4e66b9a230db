// The observed facts there are, by name: what `collect` collects.
import type { RecordType } from "../condition/index.ts";
import { ACCOUNT_TYPE, DESTINATION_TYPE, ORGANIZATION_TYPE } from "./environment.ts";

/** `account.summary`, `account.alternateContacts.security`, `organization.policies` …: the outermost observed facts. */
export const allFacts = (): ReadonlySet<string> =>
  new Set(
    [
      ...factsOf(ACCOUNT_TYPE, "account"),
      ...factsOf(ORGANIZATION_TYPE, "organization"),
      ...factsOf(DESTINATION_TYPE, "destination"),
    ].sort(),
  );

function factsOf(type: RecordType, path: string): string[] {
  return [...type.fields].flatMap(([name, field]) => {
    if (field.derived !== undefined) return [];
    const own = `${path}.${name}`;
    if (field.observed || field.type.kind === "list") return [own];
    return field.type.kind === "record" ? factsOf(field.type, own) : [];
  });
}
