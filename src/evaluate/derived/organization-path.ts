// The way from the organization's root to an account, with the policies attached at each level and what of it was not seen.
import { ABSENT, mergeUnknowns, Unknown, type Value } from "../../condition/index.ts";
import { elementsOf, findBy, isUnknown, textOf, unknownFact, unknownsIn, type View } from "./kleene.ts";

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
  const types = items.map((root) => findBy(root["policyTypes"] ?? [], "type", POLICY_TYPE));
  const statuses = types.map((type) =>
    type === undefined || isUnknown(type) ? type : (type["status"] ?? ABSENT),
  );
  if (statuses.includes("ENABLED")) return true;
  const open = [
    ...statuses.filter((status) => status !== undefined).map(unsettled),
    ...(rest === undefined ? [] : [rest]),
  ];
  return open.length === 0 ? false : mergeUnknowns(open);
}

/** A status between the two, or one that was not seen. */
function unsettled(status: Value): Unknown {
  if (isUnknown(status)) return status;
  const reason = `service control policies are ${textOf(status)} on the root`;
  return unknownFact({ fact: "organization.roots", cause: "not-observable", reason });
}

/** Ids of root, units and account, from the top; or the unknown that hides them. */
export function idsOf(organization: View, accountId: string): string[] | Unknown {
  const account = findBy(organization["accounts"] ?? [], "id", accountId);
  if (account === undefined) return notThere("organization.accounts", `does not list ${accountId}`);
  if (isUnknown(account)) return account;
  const { roots = [], units = [] } = organization;
  return climb(account["parentId"] ?? ABSENT, { roots, units, below: [accountId] });
}

interface Climb {
  readonly roots: Value;
  readonly units: Value;
  readonly below: readonly string[];
}

/** Upward to a root; a unit that is met twice is a cycle. */
function climb(parent: Value, { roots, units, below }: Climb): string[] | Unknown {
  if (isUnknown(parent)) return parent;
  if (new Set(below).size < below.length) return notThere("organization.units", "the tree has a cycle");
  const ids = [textOf(parent), ...below];
  const root = findBy(roots, "id", parent);
  if (root !== undefined && !isUnknown(root)) return ids;
  const unit = findBy(units, "id", parent);
  if (unit === undefined) return root ?? notThere("organization.units", `does not list ${textOf(parent)}`);
  return isUnknown(unit) ? unit : climb(unit["parentId"] ?? ABSENT, { roots, units, below: ids });
}

const notThere = (fact: string, reason: string): Unknown => unknownFact({ fact, cause: "malformed", reason });

/** Direct attachments, level by level. A policy whose targets were not seen might be anywhere: there it is put unread. */
function attach(organization: View, ids: readonly string[]): OrganizationPath {
  const { items, rest } = elementsOf(organization["policies"] ?? []);
  const attachments = ids.map((id) =>
    items.map((item) => attachmentAt(item, id)).filter((one) => one !== undefined),
  );
  const unlisted = rest === undefined ? [] : [policy("unlisted", UNREAD)];
  return {
    levels: ids.map((id, level) => ({
      id,
      policies: [...unlisted, ...(attachments[level] ?? []).map((one) => one.policy)],
    })),
    unknowns: [...(rest === undefined ? [] : [rest]), ...attachments.flat().flatMap(({ unseen }) => unseen)],
  };
}

interface Attachment {
  readonly policy: AttachedPolicy;
  readonly unseen: readonly Unknown[];
}

/** The policy as it is, or might be, attached here. */
function attachmentAt(item: View, id: string): Attachment | undefined {
  const target = findBy(item["targets"] ?? [], "id", id);
  if (target === undefined) return undefined;
  const document = item["document"] ?? ABSENT;
  const unseen = unknownsIn([target, document]);
  const text = unseen.length === 0 && typeof document === "string" ? document : UNREAD;
  return { policy: { id: textOf(item["id"]), name: textOf(item["name"]), document: text }, unseen };
}
