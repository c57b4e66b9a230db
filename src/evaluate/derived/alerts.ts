// account.alerts: what could be the alert on root, what each candidate misses, whether a trail feeds it and whom it reaches.
// Metric filters are read only far enough to say that one cannot be the alert; one that might be is unknown.
import { ABSENT, mergeUnknowns, PartialList, type Value } from "../../condition/index.ts";
import { coverProbes, mayMatchRoot, signInProbes } from "../../semantics/index.ts";
import { type Delivery, type DeliveryContext, deliveryOf } from "./delivery.ts";
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
  unknownsIn,
  type View,
} from "./kleene.ts";

/** Any other value counts as not enabled (AWS-FACTS 8.2). */
const ENABLED_STATES = ["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];

/** What alerts are judged with beside the account. */
export interface AlertParameters {
  readonly acceptedAlertProtocols: readonly string[];
  readonly allowedAlertTargets: readonly string[];
}

/** The candidates, event rules first; partial where a list was not seen whole. */
export function alertsOf(account: View, parameters: AlertParameters): Value {
  const rules = elementsOf(account["eventRules"] ?? []);
  const filters = elementsOf(account["metricFilters"] ?? []);
  const items = [
    ...rules.items.filter(couldConcernRoot).map((rule) => ruleAlert(rule, account, parameters)),
    ...filters.items.flatMap((filter) => filterAlert(filter, account, parameters)),
  ];
  const rest = [rules.rest, filters.rest].filter((one) => one !== undefined);
  return rest.length === 0 ? items : new PartialList(items, mergeUnknowns(rest));
}

/** Rules that provably never match root are left out, unless their text speaks of root: then what is wrong with them is worth saying. */
function couldConcernRoot(rule: View): boolean {
  const pattern = rule["pattern"];
  return typeof pattern !== "string"
    ? isUnknown(pattern ?? ABSENT)
    : /root|sign-?\s?in/i.test(pattern) || mayMatchRoot(pattern);
}

function ruleAlert(rule: View, account: View, parameters: AlertParameters): View {
  const arn = textOf(rule["arn"]);
  const matching = matchesSignIn(rule, account);
  const targets = elementsOf(rule["targets"] ?? []);
  const context = contextOf(account, parameters, { service: "events.amazonaws.com", sourceArn: arn });
  const reached = targets.items.map((target) => deliveryOf(textOf(target["arn"]), context));
  return {
    name: rule["name"] ?? ABSENT,
    arn,
    enabled: anyOf(ENABLED_STATES.map((state) => same(rule["state"], state))),
    matchesSignIn: matching.matches,
    missedSignIns: matching.missed,
    fed: fedByTrail(account),
    ...joined(reached, targets.rest, "the rule has no target"),
  };
}

/** One target that reaches people is enough. */
function joined(reached: readonly Delivery[], rest: ReturnType<typeof elementsOf>["rest"], none: string) {
  const delivered = anyOf(
    reached.map((one) => one.delivered),
    rest,
  );
  const links = reached.map(({ brokenLink }) => brokenLink).filter(Boolean);
  const unseen = rest === undefined ? none : "its targets were not seen";
  return { delivered, brokenLink: delivered === true ? "" : links.length === 0 ? unseen : links.join("; ") };
}

function matchesSignIn(rule: View, account: View): { matches: Truth; missed: string } {
  const pattern = rule["pattern"];
  if (typeof pattern !== "string")
    return { matches: pattern !== undefined && isUnknown(pattern) ? pattern : false, missed: "every one" };
  const probes = signInProbes({
    accountId: textOf(account["id"]),
    partition: textOf(account["partition"]),
    region: textOf(account["homeRegion"]),
  });
  const cover = coverProbes(pattern, probes);
  if (cover.verdict === "all") return { matches: true, missed: "none missed" };
  if (cover.verdict === "not-understood" || cover.verdict === "invalid") {
    const reason = `the pattern of rule ${textOf(rule["name"])} is ${cover.verdict}: ${cover.reason ?? "no reason given"}`;
    const cause = cover.verdict === "invalid" ? "malformed" : "not-observable";
    return { matches: unknownFact({ fact: "account.eventRules", cause, reason }), missed: reason };
  }
  return { matches: false, missed: `misses ${cover.missed.join("; ")}` };
}

/** CloudTrail events reach the bus only while a trail logs management write events of the region (AWS-FACTS 8.1). */
function fedByTrail(account: View, logGroup?: Value): Truth {
  const { items, rest } = elementsOf(account["trails"] ?? []);
  const feeds = items.map((trail) =>
    allOf([
      logGroup === undefined ? true : writesTo(trail, logGroup),
      coversHome(trail, account),
      field(trail["status"], "logging"),
      recordsSignIns(trail),
    ]),
  );
  return anyOf(feeds, rest);
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

/** Whether the trail also writes to this log group: `arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*`. */
function writesTo(trail: View, logGroup: Value): Truth {
  const arn = trail["logGroupArn"] ?? ABSENT;
  if (isUnknown(arn)) return arn;
  if (arn !== ABSENT && isUnknown(logGroup)) return logGroup;
  return typeof arn === "string" && arn.split(":")[6] === logGroup;
}

function field(record: Value | undefined, name: string): Truth {
  if (record === undefined || record === ABSENT) return false;
  return isUnknown(record) ? record : truthOf((record as View)[name]);
}

/** A filter on a trail's log group with an alarm that acts might be an alert on root: whether its pattern is one is not decided yet. */
function filterAlert(filter: View, account: View, parameters: AlertParameters): View[] {
  const logGroup = textOf(filter["logGroupName"]);
  const fed = fedByTrail(account, filter["logGroupName"] ?? ABSENT);
  if (fed === false) return [];
  const alarms = elementsOf(account["alarms"] ?? []);
  const acting = alarms.items.map((alarm) => ({ alarm, acts: actsOn(alarm, filter) }));
  const name = textOf(filter["name"]);
  const reason = `whether the pattern of metric filter ${name} matches every root sign-in is not decided yet`;
  return [
    {
      name: `metric filter ${name}`,
      arn: `${logGroup}:${name}`,
      enabled: anyOf(
        acting.map(({ acts }) => acts),
        alarms.rest,
      ),
      matchesSignIn: unknownFact({ fact: "account.metricFilters", cause: "not-observable", reason }),
      missedSignIns: reason,
      fed,
      ...alarmDelivery(
        acting.filter(({ acts }) => acts !== false).map(({ alarm }) => alarm),
        account,
        parameters,
      ),
    },
  ];
}

/** The alarm watches a metric of the filter, is switched on and does something. */
function actsOn(alarm: View, filter: View): Truth {
  const transformations = elementsOf(filter["transformations"] ?? []);
  const { metricName = ABSENT, metricNamespace = ABSENT } = alarm;
  const watches = transformations.items.map((one) =>
    allOf([same(one["metricName"], metricName), same(one["metricNamespace"], metricNamespace)]),
  );
  const [unseen] = unknownsIn([metricName, metricNamespace]);
  return allOf([
    unseen ?? anyOf(watches, transformations.rest),
    truthOf(alarm["actionsEnabled"]),
    hasActions(alarm),
  ]);
}

function hasActions(alarm: View): Truth {
  const actions = alarm["actions"] ?? ABSENT;
  return isUnknown(actions) ? actions : Array.isArray(actions) && actions.length > 0;
}

function alarmDelivery(alarms: readonly View[], account: View, parameters: AlertParameters) {
  const reached = alarms.flatMap((alarm) => {
    const source = { service: "cloudwatch.amazonaws.com", sourceArn: textOf(alarm["arn"]) };
    const context = contextOf(account, parameters, source);
    return textsOf(alarm["actions"]).map((action) => deliveryOf(action, context));
  });
  return joined(reached, undefined, "no alarm acts on its metric");
}

const textsOf = (value: Value | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];

function contextOf(
  account: View,
  parameters: AlertParameters,
  source: Pick<DeliveryContext, "service" | "sourceArn">,
): DeliveryContext {
  return {
    account,
    accountId: textOf(account["id"]),
    ...source,
    acceptedProtocols: parameters.acceptedAlertProtocols,
    allowedTargets: parameters.allowedAlertTargets,
  };
}
