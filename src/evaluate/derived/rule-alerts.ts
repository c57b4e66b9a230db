// Event rules as candidates for the alert on root: a rule with targets of its own, and each rule on another bus it forwards to.
import { ABSENT, type Unknown } from "../../condition/index.ts";
import { coverProbes, mayMatchRoot, type Probe } from "../../semantics/index.ts";
import { type Sender, isAllowed, isBus, reaches } from "./delivery.ts";
import { entryTo } from "./forwarding.ts";
import {
  allOf,
  anyOf,
  elementsOf,
  elementsWith,
  isUnknown,
  same,
  textOf,
  type Truth,
  type View,
} from "./kleene.ts";
import { type Link, oneOf } from "./links.ts";
import { type Match, type Matches, matchOf, type Scene } from "./scene.ts";
import { destinationSite, homeSite, isSeen, type Site } from "./sites.ts";

/** Any other value counts as not enabled (AWS-FACTS 8.2). */
const ENABLED_STATES = ["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"];

/** Candidates, and what may hide more of them. */
export interface Candidates {
  readonly items: readonly View[];
  readonly rest: readonly Unknown[];
}

/** The candidates among the rules of the home region's default bus. `fed`: a trail's events get there. */
export function ruleAlerts(scene: Scene, fed: Truth): Candidates {
  const { items, rest } = elementsOf(scene.account["eventRules"] ?? []);
  const each = items.filter(couldConcernRoot).map((rule) => alertsOfRule(rule, scene, fed));
  return {
    items: each.flatMap((one) => one.items),
    rest: [...each.flatMap((one) => one.rest), ...(rest === undefined ? [] : [rest])],
  };
}

/** Rules that provably never match root are left out, unless their text speaks of root: then what is wrong with them is worth saying. */
function couldConcernRoot(rule: View): boolean {
  const pattern = rule["pattern"];
  return typeof pattern !== "string"
    ? isUnknown(pattern ?? ABSENT)
    : /root|sign-?\s?in/i.test(pattern) || mayMatchRoot(pattern);
}

function alertsOfRule(rule: View, scene: Scene, fed: Truth): Candidates {
  const { items, rest } = elementsWith(rule["targets"] ?? [], "arn");
  const isForward = (target: View): boolean =>
    isBus(textOf(target["arn"])) && !isAllowed(textOf(target["arn"]), scene);
  const own = items.filter((target) => !isForward(target));
  const forwards = items.filter(isForward);
  // A rule that does nothing but forward is no alert itself; whether it does is open while a target was not seen.
  const hasOwn: Truth = own.length > 0 || (rest ?? items.length === 0);
  const direct = hasOwn === false ? [] : [directAlert(rule, { scene, fed, own, rest, hasOwn })];
  const passed = forwards.map((target) => forwardedAlerts(rule, target, { scene, fed }));
  return {
    items: [...direct, ...passed.flatMap((one) => one.items)],
    rest: passed.flatMap((one) => one.rest),
  };
}

interface Direct {
  readonly scene: Scene;
  readonly fed: Truth;
  /** The targets that are not passed on to another bus. */
  readonly own: readonly View[];
  readonly rest: Unknown | undefined;
  readonly hasOwn: Truth;
}

function directAlert(rule: View, { scene, fed, own, rest, hasOwn }: Direct): View {
  const { signIns, activity } = matchesOf(rule, scene, "account.eventRules");
  const delivery = delivered(rule, own, { scene, site: homeSite(scene.account), rest });
  return {
    name: rule["name"] ?? ABSENT,
    arn: textOf(rule["arn"]),
    enabled: isEnabled(rule),
    matchesSignIn: allOf([signIns.matches, hasOwn]),
    missedSignIns: signIns.missed,
    matchesActivity: allOf([activity.matches, hasOwn]),
    missedActivity: activity.missed,
    fed,
    delivered: delivery.holds,
    brokenLink: delivery.broken,
  };
}

const isEnabled = (rule: View): Truth => anyOf(ENABLED_STATES.map((state) => same(rule["state"], state)));

/** What the rule's pattern matches of the account's root. */
function matchesOf(rule: View, { signIns, activity }: Scene, fact: string): Matches {
  const pattern = rule["pattern"] ?? ABSENT;
  const match = (probes: readonly Probe[]): Match =>
    typeof pattern === "string"
      ? matchOf(coverProbes(pattern, probes), `the pattern of rule ${textOf(rule["name"])}`, fact)
      : { matches: isUnknown(pattern) ? pattern : false, missed: "every one" };
  return { signIns: match(signIns), activity: match(activity) };
}

interface Place {
  readonly scene: Scene;
  readonly site: Site;
  readonly rest: Unknown | undefined;
}

/** One target that reaches people is enough. */
function delivered(rule: View, targets: readonly View[], { scene, site, rest }: Place): Link {
  const links = targets.map((target) => {
    const sender: Sender = {
      scene,
      site,
      service: "events.amazonaws.com",
      sourceArn: textOf(rule["arn"]),
      sendsEvent: target["inputChanged"] === ABSENT || target["inputChanged"] === false,
      ...roleOf(target),
    };
    return reaches(textOf(target["arn"]), sender);
  });
  return oneOf(links, rest, { none: "the rule has no target", unseen: "its targets were not seen" });
}

/** A role that was not seen is a role. */
const roleOf = ({ roleArn = ABSENT }: View): Pick<Sender, "roleArn"> =>
  roleArn === ABSENT ? {} : { roleArn: textOf(roleArn) };

interface Forward {
  readonly scene: Scene;
  readonly fed: Truth;
}

/** One candidate for each rule on the other bus that could concern root; one that says so where there is none. */
function forwardedAlerts(rule: View, target: View, { scene, fed }: Forward): Candidates {
  const bus = textOf(target["arn"]);
  const site = destinationSite(bus, scene.destinations);
  if (!isSeen(site))
    return { items: [lostAlert(rule, { scene, fed, bus, why: unread(bus, site) })], rest: [] };
  const entry = entryTo(site, { rule, target, bus, scene });
  if (entry.holds === false) return { items: [lostAlert(rule, { scene, fed, bus, why: entry })], rest: [] };
  const { items, rest } = elementsOf(site.view["eventRules"] ?? []);
  const onward = items
    .filter(couldConcernRoot)
    .map((other) => onwardAlert(rule, other, { scene, fed, bus, site, entry }));
  if (onward.length > 0) return { items: onward, rest: rest === undefined ? [] : [rest] };
  const why: Link = { holds: rest ?? false, broken: `no rule there could be an alert on root` };
  return { items: [lostAlert(rule, { scene, fed, bus, why })], rest: [] };
}

const unread = (bus: string, site: Unknown): Link => ({ holds: site, broken: `${bus} was not looked at` });

interface Lost extends Forward {
  readonly bus: string;
  readonly why: Link;
}

/** What is forwarded and, as far as was seen, is no alert where it arrives. */
function lostAlert(rule: View, { scene, fed, bus, why }: Lost): View {
  const { signIns, activity } = matchesOf(rule, scene, "account.eventRules");
  const lost = `forwarded to ${bus}: ${why.broken}`;
  return {
    name: rule["name"] ?? ABSENT,
    arn: `${textOf(rule["arn"])} → ${bus}`,
    enabled: isEnabled(rule),
    matchesSignIn: allOf([signIns.matches, why.holds]),
    missedSignIns: signIns.matches === true ? lost : signIns.missed,
    matchesActivity: allOf([activity.matches, why.holds]),
    missedActivity: activity.matches === true ? lost : activity.missed,
    fed,
    delivered: why.holds,
    brokenLink: lost,
  };
}

interface Onward extends Forward {
  readonly bus: string;
  readonly site: Site;
  readonly entry: Link;
}

/** The rule and one on the other bus as one alert: the event keeps its account, region and source, so the probes are the same. */
function onwardAlert(rule: View, other: View, { scene, fed, bus, site, entry }: Onward): View {
  const first = matchesOf(rule, scene, "account.eventRules");
  const second = matchesOf(other, scene, `${site.fact}.eventRules`);
  const there = `rule ${textOf(other["name"])} on ${bus}`;
  const signIns = inTurn(first.signIns, entry, tell(second.signIns, there));
  const activity = inTurn(first.activity, entry, tell(second.activity, there));
  const targets = elementsWith(other["targets"] ?? [], "arn");
  const delivery = delivered(other, targets.items, { scene, site, rest: targets.rest });
  return {
    name: `${textOf(rule["name"])} → ${textOf(other["name"])}`,
    arn: `${textOf(rule["arn"])} → ${textOf(other["arn"])}`,
    enabled: allOf([isEnabled(rule), isEnabled(other)]),
    matchesSignIn: signIns.matches,
    missedSignIns: signIns.missed,
    matchesActivity: activity.matches,
    missedActivity: activity.missed,
    fed,
    delivered: delivery.holds,
    brokenLink: delivery.broken,
  };
}

const tell = ({ matches, missed }: Match, there: string): Match => ({
  matches,
  missed: matches === true ? missed : `${there} ${missed}`,
});

/** Matched here, let in there, matched there. */
function inTurn(first: Match, { holds, broken }: Link, second: Match): Match {
  const steps: readonly Match[] = [first, { matches: holds, missed: broken }, second];
  const weak =
    steps.find(({ matches }) => matches === false) ?? steps.find(({ matches }) => matches !== true) ?? first;
  return { matches: allOf(steps.map(({ matches }) => matches)), missed: weak.missed };
}
