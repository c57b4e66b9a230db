// The way from the organization's root to an account, with the policies attached at each level and what of it was not seen.
import { ABSENT, Unknown, type Value } from "../../condition/index.ts";
import { elementsOf, isUnknown, unknownFact, type View } from "./kleene.ts";

/** A service control policy as it is attached; a document that was not seen is no JSON, so the model cannot read it. */
export interface AttachedPolicy {
  readonly id: string;
  readonly name: string;
  readonly document: string;
}

/** A root, unit or account with its own policies. */
export interface Level {
  readonly id: string;
  readonly policies: readonly AttachedPolicy[];
}

/** The levels from the root down, and every unknown that keeps the picture open. */
export interface OrganizationPath {
  readonly levels: readonly Level[];
  readonly unknowns: readonly Unknown[];
}

const POLICY_TYPE = "SERVICE_CONTROL_POLICY";
const FULL_ACCESS = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
const UNREAD = "not seen";

/** The path of an account, or the unknown that hides it. */
export function pathOf(organization: View, accountId: string): OrganizationPath | Unknown {
  const enabled = policyTypeEnabled(organization);
  if (isUnknown(enabled)) return enabled;
  const ids = idsOf(organization, accountId);
  if (ids instanceof Unknown) return ids;
  if (!enabled)
    return { levels: ids.map((id) => ({ id, policies: [policy("disabled", FULL_ACCESS)] })), unknowns: [] };
  return attach(organization, ids);
}

const policy = (id: string, document: string): AttachedPolicy => ({ id, name: id, document });

/** Where the type is not enabled on the root, policies are documents without effect. */
function policyTypeEnabled(organization: View): boolean | Unknown {
  const { items, rest } = elementsOf(organization["roots"] ?? []);
  const types = items.map((root) =>
    elementsOf(root["policyTypes"] ?? []).items.find(({ type }) => type === POLICY_TYPE),
  );
  if (types.some((type) => type?.["status"] === "ENABLED")) return true;
  const unsettled = types.find((type) => type !== undefined);
  if (unsettled !== undefined) {
    const reason = `service control policies are ${String(unsettled["status"])} on the root`;
    return unknownFact({ fact: "organization.roots", cause: "not-observable", reason });
  }
  return rest ?? false;
}

/** Root, units and account, from the top. */
function idsOf(organization: View, accountId: string): string[] | Unknown {
  const accounts = elementsOf(organization["accounts"] ?? []);
  const account = accounts.items.find(({ id }) => id === accountId);
  if (account === undefined)
    return accounts.rest ?? notThere("organization.accounts", `does not list ${accountId}`);
  const units = elementsOf(organization["units"] ?? []);
  const roots = elementsOf(organization["roots"] ?? []);
  const ids = [accountId];
  let parent: Value = account["parentId"] ?? ABSENT;
  for (let depth = 0; depth <= units.items.length + 1; depth++) {
    if (isUnknown(parent)) return parent;
    ids.unshift(String(parent));
    if (roots.items.some(({ id }) => id === parent)) return ids;
    const unit = units.items.find(({ id }) => id === parent);
    if (unit === undefined)
      return units.rest ?? roots.rest ?? notThere("organization.units", `does not list ${String(parent)}`);
    parent = unit["parentId"] ?? ABSENT;
  }
  return notThere("organization.units", "the tree has a cycle");
}

const notThere = (fact: string, reason: string): Unknown => unknownFact({ fact, cause: "malformed", reason });

/** Direct attachments, level by level. A policy whose targets were not seen might be anywhere: it is put everywhere, unread. */
function attach(organization: View, ids: readonly string[]): OrganizationPath {
  const { items, rest } = elementsOf(organization["policies"] ?? []);
  const unknowns: Unknown[] = rest === undefined ? [] : [rest];
  const unread = rest === undefined ? [] : [policy("unlisted", UNREAD)];
  const levels = new Map<string, AttachedPolicy[]>(ids.map((id) => [id, [...unread]]));
  for (const item of items) {
    const targets = elementsOf(item["targets"] ?? []);
    const here = ids.filter(
      (id) => targets.rest !== undefined || targets.items.some((target) => target["id"] === id),
    );
    if (here.length === 0) continue;
    const certain = ids.filter((id) => targets.items.some((target) => target["id"] === id));
    const document = item["document"] ?? ABSENT;
    if (isUnknown(document)) unknowns.push(document);
    if (targets.rest !== undefined) unknowns.push(targets.rest);
    for (const id of here) levels.get(id)?.push(attached(item, document, certain.includes(id)));
  }
  return { levels: ids.map((id) => ({ id, policies: levels.get(id) ?? [] })), unknowns };
}

const attached = (item: View, document: Value, certain: boolean): AttachedPolicy => ({
  id: String(item["id"]),
  name: String(item["name"]),
  document: certain && typeof document === "string" ? document : UNREAD,
});
