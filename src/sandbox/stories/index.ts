// All stories in the order in which accounts take them: the most telling first, so that few accounts still tell much.
import { deliveryStories, patternStories } from "./alerts.ts";
import { chainStories, forwardingStories } from "./chains.ts";
import { credentialStories } from "./credentials.ts";
import {
  contactStories,
  lockedDownStory,
  managementStory,
  policyStories,
  quietStory,
  reachStories,
  securityToolingStory,
  supportStory,
} from "./organization.ts";
import { incidentStory } from "./incident.ts";
import { rootSessionStories } from "./root-sessions.ts";
import { rootUseStories } from "./root-use.ts";
import type { Story } from "./story.ts";

const known = new Map<string, Story>(
  [
    managementStory,
    securityToolingStory,
    lockedDownStory,
    quietStory,
    supportStory,
    ...credentialStories,
    ...contactStories,
    ...reachStories,
    ...policyStories,
    ...patternStories,
    ...deliveryStories,
    ...chainStories,
    ...forwardingStories,
    ...rootUseStories,
    ...rootSessionStories,
    incidentStory,
  ].map((story) => [story.id, story]),
);

export function storyNamed(id: string): Story {
  const story = known.get(id);
  if (story === undefined)
    throw new RangeError(`no story is called ${id}; there are ${[...known.keys()].join(", ")}`);
  return story;
}

/** Accounts 0, 1, 2, … tell these, once each. */
export const storyOrder: readonly string[] = [
  "management",
  "delegated-administrator",
  "forgotten-totp",
  "old-keys",
  "no-role",
  "suspended",
  "alert-dead-pattern",
  "topic-unconfirmed",
  "scp-on-another-unit",
  "no-contacts",
  "locked-down",
  "no-mfa",
  "incident",
  "hardware-mfa",
  "trail-stopped",
  "inactive-key",
  "hostile-names",
  "created-before-2017",
  "scp-null-false",
  "scp-string-equals",
  "scp-binds-sessions",
  "alert-in-another-region",
  "alert-api-calls-only",
  "alert-disabled",
  "alert-without-target",
  "topic-denies-eventbridge",
  "topic-aws-managed-key",
  "topic-customer-key",
  "topic-closed-key",
  "filter-policy",
  "metric-filter-only",
  "central-forwarding",
  "signing-certificate",
  "credentials-removed",
  "contacts-of-a-stranger",
  "root-routine",
  "root-by-alias",
  "root-change-a-month-ago",
  "services-as-root",
  "user-called-root",
  "own-audits",
  "session-of-a-stranger",
  "session-that-joins-nothing",
  "contact-changed-centrally",
  "support-basic",
  "forwarding-forgets-account",
  "organization-trail-chain",
  "metric-wrong-statistic",
  "metric-alarm-without-action",
  "metric-filter-misses",
];
