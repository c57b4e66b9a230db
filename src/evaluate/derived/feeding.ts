// Does a trail feed the alert? Without one that logs management write events of the home region nothing reaches a bus or a log
// group (AWS-FACTS 8.1). Several trails may feed; one is enough.
import { ABSENT, type Value } from "../../condition/index.ts";
import { feedsLogGroup } from "./delivering.ts";
import {
  allOf,
  anyOf,
  elementsOf,
  isUnknown,
  same,
  textOf,
  type Truth,
  truthOf,
  unknownFact,
  type View,
} from "./kleene.ts";
import type { Scene } from "./scene.ts";

/** CloudTrail events reach the default bus of the home region. */
export function busIsFed({ account }: Scene): Truth {
  const { items, rest } = elementsOf(account["trails"] ?? []);
  return anyOf(
    items.map((trail) => records(trail, account)),
    rest,
  );
}

/** They reach the log group with this ARN, as trails name it, too. */
export function logGroupIsFed(logGroupArn: string, { account, asOf }: Scene): Truth {
  const { items, rest } = elementsOf(account["trails"] ?? []);
  const feeds = items.map((trail) =>
    allOf([writesTo(trail, logGroupArn), records(trail, account), feedsLogGroup(trail, asOf)]),
  );
  return anyOf(feeds, rest);
}

function records(trail: View, account: View): Truth {
  return allOf([coversHome(trail, account), field(trail["status"], "logging"), recordsSignIns(trail)]);
}

const coversHome = (trail: View, account: View): Truth =>
  anyOf([truthOf(trail["multiRegion"]), same(trail["ownRegion"], account["homeRegion"] ?? ABSENT)]);

/** Sign-ins are write events of a global service; that a trail without reads, or without those, carries them is unverified. */
function recordsSignIns(trail: View): Truth {
  const writes = field(trail["managementEvents"], "writes");
  const others = allOf([
    field(trail["managementEvents"], "reads"),
    truthOf(trail["includeGlobalServiceEvents"]),
  ]);
  const reason = `whether trail ${textOf(trail["name"])} carries root sign-ins is not known: it leaves out read events or global services`;
  const unverified = unknownFact({ fact: "account.trails", cause: "not-observable", reason });
  return allOf([writes, others === false ? unverified : others]);
}

/** Trails end the ARN with `:*`. */
function writesTo(trail: View, logGroupArn: string): Truth {
  const arn = trail["logGroupArn"] ?? ABSENT;
  if (isUnknown(arn)) return arn;
  return typeof arn === "string" && plainGroup(arn) === plainGroup(logGroupArn);
}

/** The ARN without what stands for its streams. */
export const plainGroup = (arn: string): string => arn.replace(/:\*$/, "");

function field(record: Value | undefined, name: string): Truth {
  if (record === undefined || record === ABSENT) return false;
  return isUnknown(record) ? record : truthOf((record as View)[name]);
}
