// Stories of alerts that take a longer way: over a bus of another account, or over a log group, a metric and an alarm.
import type { AccountState, Bus, Identity } from "../world/account.ts";
import { organizationTrail } from "../world/ordinary.ts";
import {
  alertRule,
  alertTopic,
  allManagementEventsAdvanced,
  arnOf,
  metricChain,
  ownTrail,
  policyText,
  rootPattern,
} from "../world/resources.ts";
import { lockedDown, type Story, type Surroundings, unheard, unnoticed } from "./story.ts";

const everybody = "root-events";
const listed = "root-events-of-listed-accounts";

/** A bus that other accounts may send to, because they belong to the organization. */
function openBus({ identity }: AccountState, { organizationId }: Surroundings, name: string): Bus {
  const arn = arnOf("events", identity, `event-bus/${name}`);
  const statement = {
    Sid: "organization",
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: arn,
    Condition: { StringEquals: { "aws:PrincipalOrgID": organizationId } },
  } as const;
  return { name, arn, policy: policyText([statement]) };
}

/** Two buses of the security account: the rule on the first takes everybody, that on the second names its accounts. */
export function withCentralBuses(account: AccountState, around: Surroundings): Partial<AccountState> {
  const { identity, buses, rules } = account;
  const pattern = { ...rootPattern, account: [around.management.id] };
  return {
    buses: [...buses, openBus(account, around, everybody), openBus(account, around, listed)],
    rules: [
      ...rules,
      alertRule(identity, { name: "root-use-of-members", bus: everybody }),
      alertRule(identity, { name: "root-use-of-listed", bus: listed, pattern }),
    ],
  };
}

function forwardTo(bus: string): NonNullable<Story["differs"]> {
  return ({ identity }, { central }) => {
    const RoleArn = `arn:aws:iam::${identity.id}:role/forward-root-events`;
    const target = { Id: "central", Arn: arnOf("events", central, `event-bus/${bus}`), RoleArn };
    return { rules: [alertRule(identity, { targets: [target] })], topics: [] };
  };
}

export const forwardingStories: readonly Story[] = [
  {
    id: "central-forwarding",
    title: "the rule forwards to a bus of the security account, where the alert is",
    differs: forwardTo(everybody),
    expects: lockedDown,
  },
  {
    id: "forwarding-forgets-account",
    title: "the rule forwards to a bus whose own rule lists accounts, and this one is not in the list",
    differs: forwardTo(listed),
    expects: unnoticed,
  },
];

/** An organization trail that also writes into a log group of the management account. */
function loggedTrail(management: Identity): AccountState["trails"][number] {
  const name = "organization-into-logs";
  const logGroupArn = arnOf("logs", management, "log-group:cloudtrail/organization:*");
  return {
    ...organizationTrail(management),
    name,
    arn: arnOf("cloudtrail", management, `trail/${name}`),
    logGroupArn,
  };
}

/** The management account's end of it: the log group, its filter, the alarm, and the people behind. */
export function withTrailLogs({ identity, trails, topics }: AccountState): Partial<AccountState> {
  const topic = alertTopic(identity, { name: "root-alarms", publishers: ["cloudwatch.amazonaws.com"] });
  const { logGroup, alarm } = metricChain(identity, topic.arn, { group: "cloudtrail/organization" });
  return {
    trails: [...trails, loggedTrail(identity)],
    topics: [...topics, topic],
    logGroups: [logGroup],
    alarms: [alarm],
  };
}

/** No rule: a metric filter on the own trail's log group, and an alarm. */
function chain(details: Parameters<typeof metricChain>[2] = {}): NonNullable<Story["differs"]> {
  return ({ identity }) => {
    const topic = alertTopic(identity, { publishers: ["cloudwatch.amazonaws.com"] });
    const { logGroup, alarm } = metricChain(identity, topic.arn, details);
    const selectors = { selectors: allManagementEventsAdvanced, customSelectors: true };
    const trails = [ownTrail(identity, { logGroupArn: logGroup.arn, ...selectors })];
    return { rules: [], topics: [topic], logGroups: [logGroup], alarms: [alarm], trails };
  };
}

/** How often nothing matches beside a match is in no answer, so an average proves nothing. */
const undecided = {
  ...lockedDown,
  "root-alert-present": "unknown",
  "root-alert-covers-activity": "unknown",
  "root-alert-delivered": "unknown",
} as const;

export const chainStories: readonly Story[] = [
  {
    id: "metric-filter-only",
    title: "no rule: a metric filter on the trail's log group and an alarm",
    differs: chain(),
    expects: lockedDown,
  },
  {
    id: "metric-wrong-statistic",
    title: "the alarm looks at the average of a metric that is mostly zero, and stays quiet",
    differs: chain({ defaultValue: 0, alarm: { Statistic: "Average" } }),
    expects: undecided,
  },
  {
    id: "metric-alarm-without-action",
    title: "the alarm goes off and tells nobody",
    differs: chain({ alarm: { AlarmActions: [] } }),
    expects: unheard,
  },
  {
    id: "metric-filter-misses",
    title: "the filter counts sign-ins without MFA only",
    differs: chain({
      pattern:
        '{ $.userIdentity.type = "Root" && $.eventName = "ConsoleLogin" && $.additionalEventData.MFAUsed = "No" }',
    }),
    expects: unnoticed,
  },
  {
    id: "organization-trail-chain",
    title: "no rule here: the organization trail's log group, filter and alarm are in the management account",
    differs: (_account, { management }) => ({ rules: [], topics: [], trails: [loggedTrail(management)] }),
    expects: lockedDown,
  },
];
