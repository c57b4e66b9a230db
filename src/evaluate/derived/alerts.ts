// account.alerts: what could be the alert on root, what each candidate misses, whether a trail feeds it and whom it reaches.
// Metric filters are read only far enough to say that one cannot be the alert; one that might be is unknown.
import { ABSENT, mergeUnknowns, PartialList, type Value } from "../../condition/index.ts";
import { coverProbes, mayMatchRoot, signInProbes } from "../../semantics/index.ts";
import { type Delivery, type DeliveryContext, deliveryOf } from "./delivery.ts";
import { allOf, anyOf, elementsOf, isUnknown, type Truth, unknownFact, type View } from "./kleene.ts";

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
  const arn = String(rule["arn"]);
  const matching = matchesSignIn(rule, account);
  const targets = elementsOf(rule["targets"] ?? []);
  const context = contextOf(account, parameters, { service: "events.amazonaws.com", sourceArn: arn });
  const reached = targets.items.map((target) => deliveryOf(String(target["arn"]), context));
  return {
    name: rule["name"] ?? ABSENT,
    arn,
    enabled:
      typeof rule["state"] === "string" ? rule["state"].startsWith("ENABLED") : (rule["state"] ?? ABSENT),
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
    accountId: String(account["id"]),
    partition: String(account["partition"]),
    region: String(account["homeRegion"]),
  });
  const cover = coverProbes(pattern, probes);
  if (cover.verdict === "all") return { matches: true, missed: "none missed" };
  if (cover.verdict === "not-understood" || cover.verdict === "invalid") {
    const reason = `the pattern of rule ${String(rule["name"])} is ${cover.verdict}: ${cover.reason ?? "no reason given"}`;
    const cause = cover.verdict === "invalid" ? "malformed" : "not-observable";
    return { matches: unknownFact({ fact: "account.eventRules", cause, reason }), missed: reason };
  }
  return { matches: false, missed: `misses ${cover.missed.join(", ")}` };
}

/** CloudTrail events reach the bus only while a trail logs management write events of the region (AWS-FACTS 8.1). */
function fedByTrail(account: View, logGroup?: string): Truth {
  const { items, rest } = elementsOf(account["trails"] ?? []);
  const feeds = items.filter((trail) => logGroup === undefined || writesTo(trail, logGroup));
  return anyOf(
    feeds.map((trail) =>
      allOf([
        coversHome(trail, account),
        field(trail["status"], "logging"),
        field(trail["managementEvents"], "writes"),
      ]),
    ),
    rest,
  );
}

function coversHome(trail: View, account: View): Truth {
  const multiRegion = truth(trail["multiRegion"]);
  if (multiRegion === true) return true;
  return trail["ownRegion"] === account["homeRegion"] ? true : multiRegion;
}

const writesTo = (trail: View, logGroup: string): boolean =>
  typeof trail["logGroupArn"] === "string" && trail["logGroupArn"].split(":")[6] === logGroup;

function field(record: Value | undefined, name: string): Truth {
  if (record === undefined || record === ABSENT) return false;
  return isUnknown(record) ? record : truth((record as View)[name]);
}

const truth = (value: Value | undefined): Truth =>
  value !== undefined && isUnknown(value) ? value : value === true;

/** A filter on a trail's log group with an alarm that acts might be an alert on root: whether its pattern is one is not decided yet. */
function filterAlert(filter: View, account: View, parameters: AlertParameters): View[] {
  const logGroup = String(filter["logGroupName"]);
  const fed = fedByTrail(account, logGroup);
  if (fed === false) return [];
  const alarms = elementsOf(account["alarms"] ?? []);
  const watching = alarms.items.filter((alarm) => watches(alarm, filter));
  const acting = watching.filter(
    (alarm) => alarm["actionsEnabled"] === true && elementsOf(alarm["actions"] ?? []).items.length > 0,
  );
  const name = String(filter["name"]);
  const reason = `whether the pattern of metric filter ${name} matches every root sign-in is not decided yet`;
  return [
    {
      name: `metric filter ${name}`,
      arn: `${logGroup}:${name}`,
      enabled: anyOf(
        acting.map(() => true),
        alarms.rest,
      ),
      matchesSignIn: unknownFact({ fact: "account.metricFilters", cause: "not-observable", reason }),
      missedSignIns: reason,
      fed,
      ...alarmDelivery(acting, account, parameters),
    },
  ];
}

function watches(alarm: View, filter: View): boolean {
  return elementsOf(filter["transformations"] ?? []).items.some(
    ({ metricName, metricNamespace }) =>
      metricName === alarm["metricName"] && metricNamespace === alarm["metricNamespace"],
  );
}

function alarmDelivery(alarms: readonly View[], account: View, parameters: AlertParameters) {
  const reached = alarms.flatMap((alarm) => {
    const context = contextOf(account, parameters, {
      service: "cloudwatch.amazonaws.com",
      sourceArn: String(alarm["arn"]),
    });
    return (alarm["actions"] as readonly string[]).map((action) => deliveryOf(action, context));
  });
  return joined(reached, undefined, "no alarm acts on its metric");
}

function contextOf(
  account: View,
  parameters: AlertParameters,
  source: Pick<DeliveryContext, "service" | "sourceArn">,
): DeliveryContext {
  return {
    account,
    accountId: String(account["id"]),
    ...source,
    acceptedProtocols: parameters.acceptedAlertProtocols,
    allowedTargets: parameters.allowedAlertTargets,
  };
}
