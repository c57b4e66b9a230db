// Stories of the alert: whether a root sign-in would be noticed, and whether anybody would hear of it.
import type { AccountState, Subscription } from "../world/account.ts";
import {
  alertRule,
  alertTopic,
  arnOf,
  awsKeyForSns,
  confirmedEmail,
  customerKey,
  ownTrail,
  rootPattern,
} from "../world/resources.ts";
import { lockedDown, unheard, unnoticed, type Story } from "./story.ts";

/** A subscription as it is before anybody has pressed the link in the mail. */
const unconfirmed: Subscription = {
  arn: "PendingConfirmation",
  protocol: "email",
  endpoint: "security@example.com",
};

function withPattern(pattern: object): (account: AccountState) => Partial<AccountState> {
  return ({ identity }) => ({ rules: [alertRule(identity, { pattern })] });
}

function filtered(account: AccountState): Subscription {
  const topic = arnOf("sns", account.identity, "root-alerts");
  const filterPolicy = JSON.stringify({ severity: ["critical"] });
  return { ...confirmedEmail(account.identity, topic), filterPolicy, filterScope: "MessageAttributes" };
}

export const patternStories: readonly Story[] = [
  {
    id: "alert-dead-pattern",
    title: "the pattern says root in lower case and never matches",
    differs: withPattern({ ...rootPattern, detail: { userIdentity: { type: ["root"] } } }),
    expects: unnoticed,
  },
  {
    id: "alert-api-calls-only",
    title: 'the pattern asks for "AWS API Call via CloudTrail" only and misses the sign-in',
    differs: withPattern({ ...rootPattern, "detail-type": ["AWS API Call via CloudTrail"] }),
    expects: unnoticed,
  },
  {
    id: "alert-disabled",
    title: "the rule is switched off",
    differs: ({ identity }) => ({ rules: [alertRule(identity, { state: "DISABLED" })] }),
    expects: unnoticed,
  },
  {
    id: "alert-without-target",
    title: "the rule matches and tells nobody",
    differs: ({ identity }) => ({ rules: [alertRule(identity, { targets: [] })] }),
    expects: unheard,
  },
  {
    id: "alert-in-another-region",
    title: "the rule is in the region of the office; root sign-ins are recorded in us-east-1",
    differs: ({ identity }) => ({
      rules: [alertRule(identity, { region: "eu-central-1" })],
      topics: [alertTopic(identity, { region: "eu-central-1" })],
    }),
    expects: unnoticed,
  },
  {
    id: "trail-stopped",
    title: "the alert stands, and the only trail is stopped, so no event ever reaches it",
    // The organization's trail is missing: AWS cannot add it where an account has used up its trails of a region.
    differs: ({ identity }) => ({ trails: [ownTrail(identity, { logging: false })] }),
    expects: { ...unnoticed, "root-activity-recorded": "fail" },
  },
];

export const deliveryStories: readonly Story[] = [
  {
    id: "topic-unconfirmed",
    title: "the topic has one reader, who never confirmed",
    differs: ({ identity }) => ({ topics: [alertTopic(identity, { subscriptions: [unconfirmed] })] }),
    expects: unheard,
  },
  {
    id: "topic-denies-eventbridge",
    title: "the topic has the policy it was born with: EventBridge may not publish",
    differs: ({ identity }) => ({ topics: [alertTopic(identity, { publishers: [] })] }),
    expects: unheard,
  },
  {
    id: "topic-aws-managed-key",
    title: "the topic is encrypted with alias/aws/sns, which EventBridge cannot use",
    differs: ({ identity }) => ({
      topics: [alertTopic(identity, { kmsKey: "alias/aws/sns" })],
      keys: [awsKeyForSns(identity)],
    }),
    expects: unheard,
  },
  {
    id: "topic-customer-key",
    title: "the topic is encrypted with a key of our own that lets EventBridge in",
    differs: ({ identity }) => {
      const key = customerKey(identity, "alias/alerts", ["events.amazonaws.com"]);
      return { topics: [alertTopic(identity, { kmsKey: key.arn })], keys: [key] };
    },
    expects: lockedDown,
  },
  {
    id: "topic-closed-key",
    title: "the topic is encrypted with a key of our own that forgets EventBridge",
    differs: ({ identity }) => {
      const key = customerKey(identity, "alias/alerts", []);
      return { topics: [alertTopic(identity, { kmsKey: "alias/alerts" })], keys: [key] };
    },
    expects: unheard,
  },
  {
    id: "filter-policy",
    title: "the reader's filter asks for an attribute that EventBridge never sets",
    differs: (account) => ({
      topics: [alertTopic(account.identity, { subscriptions: [filtered(account)] })],
    }),
    expects: unheard,
  },
];
