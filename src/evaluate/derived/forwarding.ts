// May a rule put its events on a bus elsewhere? Another account's bus must let the account in; its own only must not refuse.
// What the role of the rule may do is not read. [AWS-FACTS 8.5]
import { ABSENT } from "../../condition/index.ts";
import { type AccountRequest, policyAdmitsAccount } from "../../semantics/index.ts";
import { isUnknown, textOf, type Truth, unknownFact, type View } from "./kleene.ts";
import { HOLDS, type Link } from "./links.ts";
import type { Scene } from "./scene.ts";
import type { Site } from "./sites.ts";

/** A target of a rule that is another bus. */
export interface Passage {
  readonly rule: View;
  readonly target: View;
  readonly bus: string;
  readonly scene: Scene;
}

/** Whether the rule's events get onto the bus at the site. */
export function entryTo(site: Site, passage: Passage): Link {
  const bus = site.view["bus"] ?? ABSENT;
  if (bus === ABSENT) return { holds: false, broken: "there is no such bus" };
  if (isUnknown(bus)) return { holds: bus, broken: `the bus was not seen in account ${site.account}` };
  const changed = passage.target["inputChanged"] ?? ABSENT;
  if (changed !== ABSENT && changed !== false)
    return undecided(
      site,
      `what rule ${textOf(passage.rule["name"])} puts on the bus is not the event itself`,
    );
  const policy = (bus as View)["policy"] ?? ABSENT;
  if (isUnknown(policy)) return { holds: policy, broken: "the policy of the bus was not seen" };
  const text = typeof policy === "string" ? policy : undefined;
  return site.account === passage.scene.accountId
    ? withinAccount(text, site, passage)
    : intoAccount(text, site, passage);
}

/** In the account itself the role of the rule decides, unless the bus has a policy that may refuse it. */
function withinAccount(policy: string | undefined, site: Site, passage: Passage): Link {
  if (!hasRole(passage)) return undecided(site, roleless(passage));
  if (policy === undefined) return HOLDS;
  const { verdict, reason } = policyAdmitsAccount(policy, requestOf(passage));
  return verdict === "admits"
    ? HOLDS
    : undecided(
        site,
        `whether the policy of the bus refuses the account's own rules is not known: ${reason}`,
      );
}

function intoAccount(policy: string | undefined, site: Site, passage: Passage): Link {
  const { scene } = passage;
  if (policy === undefined)
    return { holds: false, broken: "the bus has no policy, so no other account may put events on it" };
  const request = requestOf(passage);
  const { verdict, reason } = policyAdmitsAccount(policy, request);
  if (verdict === "refuses")
    return { holds: false, broken: `the bus does not let account ${scene.accountId} in: ${reason}` };
  const organization = scene.organization["id"] ?? ABSENT;
  const why = `whether the bus lets account ${scene.accountId} in is not known: ${reason}`;
  if (verdict === "unknown")
    return isUnknown(organization) ? { holds: organization, broken: why } : undecided(site, why);
  return hasRole(passage) ? HOLDS : withoutRole(policy, site, passage);
}

/** Let in as a member of the organization, a rule needs a role; let in by its number, that is not known. */
function withoutRole(policy: string, site: Site, passage: Passage): Link {
  const { verdict } = policyAdmitsAccount(policy, { ...requestOf(passage), organizationId: null });
  return verdict === "refuses"
    ? {
        holds: false,
        broken: `the bus lets account ${passage.scene.accountId} in through its organization, and rule ${textOf(passage.rule["name"])} has no role for that target`,
      }
    : undecided(site, roleless(passage));
}

const roleless = ({ rule }: Passage): string =>
  `whether rule ${textOf(rule["name"])} may forward without a role is not known`;

const hasRole = ({ target }: Passage): boolean => typeof target["roleArn"] === "string";

function requestOf({ target, bus, scene }: Passage): AccountRequest {
  const role = target["roleArn"];
  const id = scene.organization["id"] ?? ABSENT;
  return {
    account: scene.accountId,
    partition: textOf(scene.account["partition"]),
    ...(typeof role === "string" && { roleArn: role }),
    organizationId: id === ABSENT ? null : typeof id === "string" ? id : undefined,
    actions: ["events:PutEvents"],
    resource: bus,
  };
}

function undecided({ fact }: Site, reason: string): Link {
  const holds: Truth = unknownFact({ fact: `${fact}.bus`, cause: "not-observable", reason });
  return { holds, broken: reason };
}
