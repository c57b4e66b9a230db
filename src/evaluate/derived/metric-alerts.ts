// The second accepted form of an alert: trail → log group → metric filter → alarm → topic → people. Of an organization's trail the
// log group is in another account: a destination.
import { ABSENT } from "../../condition/index.ts";
import { coverFilterPattern, type Probe } from "../../semantics/index.ts";
import { firesOn, watches } from "./alarms.ts";
import { reaches, type Sender } from "./delivery.ts";
import { logGroupIsFed, plainGroup } from "./feeding.ts";
import { elementsOf, elementsWith, isUnknown, textOf, type Truth, unknownFact, type View } from "./kleene.ts";
import { chain, type Link, oneOf } from "./links.ts";
import type { Candidates } from "./rule-alerts.ts";
import { type Match, matchOf, type Scene } from "./scene.ts";
import { destinationSite, homeSite, isSeen, type Site } from "./sites.ts";

/** The candidates among metric filters on log groups that a trail feeds, here and elsewhere. */
export function metricAlerts(scene: Scene): Candidates {
  const here = ownFilters(scene);
  const there = otherGroups(scene).map((group) => filtersElsewhere(group, scene));
  const { rest } = elementsOf(scene.account["trails"] ?? []);
  return {
    items: [here, ...there].flatMap((one) => one.items),
    rest: [...[here, ...there].flatMap((one) => one.rest), ...(rest === undefined ? [] : [rest])],
  };
}

function ownFilters(scene: Scene): Candidates {
  const site = homeSite(scene.account);
  const { items, rest } = elementsWith(scene.account["metricFilters"] ?? [], "logGroupName");
  const alerts = items.flatMap((filter) => {
    const name = textOf(filter["logGroupName"]);
    const group = `${ownGroups(scene)}${name}`;
    return filterAlert(filter, { scene, site, group: name, fed: logGroupIsFed(group, scene) });
  });
  return { items: alerts, rest: rest === undefined ? [] : [rest] };
}

const ownGroups = ({ account }: Scene): string =>
  `arn:${textOf(account["partition"])}:logs:${textOf(account["homeRegion"])}:${textOf(account["id"])}:log-group:`;

/** Log groups of other accounts or regions that trails name. */
function otherGroups(scene: Scene): readonly string[] {
  const arns = elementsOf(scene.account["trails"] ?? []).items.map((trail) => trail["logGroupArn"]);
  const texts = arns.filter((arn) => typeof arn === "string" && !arn.startsWith(ownGroups(scene)));
  return [...new Set(texts as string[])];
}

function filtersElsewhere(group: string, scene: Scene): Candidates {
  const fed = logGroupIsFed(group, scene);
  if (fed === false) return { items: [], rest: [] };
  const site = destinationSite(group, scene.destinations);
  if (!isSeen(site)) return { items: [], rest: [site] };
  const { items, rest } = elementsOf(site.view["metricFilters"] ?? []);
  const alerts = items.flatMap((filter) =>
    filterAlert(filter, { scene, site, group: plainGroup(group), fed }),
  );
  return { items: alerts, rest: rest === undefined ? [] : [rest] };
}

interface Place {
  readonly scene: Scene;
  readonly site: Site;
  /** The log group, as the candidate's name has it. */
  readonly group: string;
  readonly fed: Truth;
}

/** The filter with the alarms on what it counts; none where no trail feeds it, or it surely counts nothing of root. */
function filterAlert(filter: View, { scene, site, group, fed }: Place): View[] {
  const name = textOf(filter["name"]);
  const signIns = matchOfFilter(filter, site, scene.signIns);
  const activity = matchOfFilter(filter, site, scene.activity);
  if (fed === false || !speaksOfRoot(filter, [signIns, activity])) return [];
  const alarms = elementsOf(site.view["alarms"] ?? []);
  const chains = alarms.items
    .filter((alarm) => watches(alarm, filter))
    .map((alarm) => alarmChain(alarm, filter, { scene, site }));
  const silence = { none: "no alarm acts on its metric", unseen: "the alarms were not all seen" };
  const fires = oneOf(
    chains.map((one) => one.fires),
    alarms.rest,
    silence,
  );
  const delivery = oneOf(
    chains.map((one) => one.delivery),
    alarms.rest,
    silence,
  );
  return [
    {
      name: `metric filter ${name}`,
      arn: `${group}:${name}`,
      enabled: fires.holds,
      matchesSignIn: signIns.matches,
      missedSignIns: told(signIns, fires),
      matchesActivity: activity.matches,
      missedActivity: told(activity, fires),
      fed,
      delivered: delivery.holds,
      brokenLink: delivery.broken,
    },
  ];
}

const told = ({ matches, missed }: Match, fires: Link): string =>
  matches === true && fires.holds !== true ? fires.broken : missed;

/** One that provably counts nothing of root is worth a word only where its text speaks of root. */
function speaksOfRoot(filter: View, matches: readonly Match[]): boolean {
  return (
    matches.some(({ matches: one }) => one !== false) ||
    /root|sign-?\s?in|login/i.test(textOf(filter["pattern"]))
  );
}

/** Filters see the record itself, whatever the account. */
function matchOfFilter(filter: View, site: Site, probes: readonly Probe[]): Match {
  const pattern = filter["pattern"] ?? ABSENT;
  const what = `the pattern of metric filter ${textOf(filter["name"])}`;
  if (isUnknown(pattern)) return { matches: pattern, missed: `${what} was not seen` };
  if ((filter["narrowed"] ?? ABSENT) !== ABSENT && filter["narrowed"] !== false)
    return narrowed(filter, site);
  const text = typeof pattern === "string" ? pattern : "";
  return matchOf(coverFilterPattern(text, probes), what, `${site.fact}.metricFilters`);
}

/** Which log events come to it, and in which form, is not read. */
function narrowed({ name }: View, { fact }: Site): Match {
  const reason = `whether metric filter ${textOf(name)} sees every record is not known: it selects log events by their fields, or reads transformed ones`;
  const matches = unknownFact({ fact: `${fact}.metricFilters`, cause: "not-observable", reason });
  return { matches, missed: reason };
}

interface AlarmChain {
  readonly fires: Link;
  /** Fires, and an action of it reaches people. */
  readonly delivery: Link;
}

function alarmChain(alarm: View, filter: View, { scene, site }: Pick<Place, "scene" | "site">): AlarmChain {
  const name = textOf(alarm["name"]);
  const link = firesOn(alarm, filter, `${site.fact}.alarms`);
  const fires: Link = link.holds === true ? link : { ...link, broken: `alarm ${name}: ${link.broken}` };
  const sender: Sender = {
    scene,
    site,
    service: "cloudwatch.amazonaws.com",
    sourceArn: textOf(alarm["arn"]),
    sendsEvent: false,
  };
  const actions = alarm["actions"] ?? ABSENT;
  const texts = Array.isArray(actions) ? actions.filter((one) => typeof one === "string") : [];
  const sent = oneOf(
    texts.map((action) => reaches(action, sender)),
    isUnknown(actions) ? actions : undefined,
    { none: `alarm ${name} has no action`, unseen: `the actions of alarm ${name} were not seen` },
  );
  return { fires, delivery: chain([fires, sent]) };
}
