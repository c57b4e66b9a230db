// Trails that record the home region, the organization's among them, whether each works and what it records.
import type {
  AdvancedEventSelector,
  EventSelector,
  Observed,
  Trail,
  TrailSelectors,
  TrailStatus,
} from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import type { AccountContext } from "./context.ts";

const AT_ONCE = 4;

type TrailFacts = Omit<Trail, "status" | "selectors">;

/** DescribeTrails with shadow trails; without them an organization's trail vanishes in a member (AWS-FACTS 9.1). */
export async function collectTrails({ session }: AccountContext): Promise<Observed<readonly Trail[]>> {
  const { value, ...rest } = await ask(session, {
    operation: "cloudtrail:DescribeTrails",
    input: { includeShadowTrails: true },
    read: (answer) => answer.parts("trailList").map(readTrail),
  });
  if (value === undefined) return rest;
  return { ...rest, value: await mapParallel(value, AT_ONCE, (trail) => describeTrail(session, trail)) };
}

/** By full ARN, as members must ask for a trail of the organization. */
async function describeTrail(session: Session, trail: TrailFacts): Promise<Trail> {
  const [status, selectors] = await Promise.all([
    ask(session, { operation: "cloudtrail:GetTrailStatus", input: { Name: trail.arn }, read: readStatus }),
    ask(session, {
      operation: "cloudtrail:GetEventSelectors",
      input: { TrailName: trail.arn },
      read: readSelectors,
    }),
  ]);
  return { ...trail, status, selectors };
}

type ListedTrail = NonNullable<Output<"cloudtrail:DescribeTrails">["trailList"]>[number];

function readTrail(trail: Answer<ListedTrail>): TrailFacts {
  const logGroupArn = trail.optionalArn("CloudWatchLogsLogGroupArn");
  return {
    arn: trail.arn("TrailARN"),
    name: trail.string("Name"),
    ownRegion: trail.string("HomeRegion"),
    multiRegion: trail.boolean("IsMultiRegionTrail"),
    organizationTrail: trail.boolean("IsOrganizationTrail"),
    includeGlobalServiceEvents: trail.boolean("IncludeGlobalServiceEvents"),
    ...(logGroupArn !== undefined && { logGroupArn }),
  };
}

function readStatus(status: Answer<Output<"cloudtrail:GetTrailStatus">>): TrailStatus {
  const latestDeliveryError = status.optionalString("LatestDeliveryError");
  const latestDeliveryAt = status.optionalTime("LatestDeliveryTime");
  const latestLogGroupDeliveryError = status.optionalString("LatestCloudWatchLogsDeliveryError");
  const latestLogGroupDeliveryAt = status.optionalTime("LatestCloudWatchLogsDeliveryTime");
  const stoppedAt = status.optionalTime("StopLoggingTime");
  return {
    logging: status.boolean("IsLogging"),
    ...(latestDeliveryError !== undefined && { latestDeliveryError }),
    ...(latestDeliveryAt !== undefined && { latestDeliveryAt }),
    ...(latestLogGroupDeliveryError !== undefined && { latestLogGroupDeliveryError }),
    ...(latestLogGroupDeliveryAt !== undefined && { latestLogGroupDeliveryAt }),
    ...(stoppedAt !== undefined && { stoppedAt }),
  };
}

/** One of the two kinds, never both; neither says nothing of what is recorded. */
function readSelectors(answer: Answer<Output<"cloudtrail:GetEventSelectors">>): TrailSelectors {
  const basic = answer.optionalParts("EventSelectors") ?? [];
  const advanced = answer.optionalParts("AdvancedEventSelectors") ?? [];
  if (basic.length > 0 === advanced.length > 0) {
    throw new Malformed("EventSelectors and AdvancedEventSelectors are both missing or both there");
  }
  return basic.length > 0
    ? { eventSelectors: basic.map(readBasic) }
    : { advancedEventSelectors: advanced.map(readAdvanced) };
}

type Basic = NonNullable<Output<"cloudtrail:GetEventSelectors">["EventSelectors"]>[number];
type Advanced = NonNullable<Output<"cloudtrail:GetEventSelectors">["AdvancedEventSelectors"]>[number];
type Field = NonNullable<Advanced["FieldSelectors"]>[number];

/** Older selectors were stored without the list of excluded sources: nothing is excluded then. */
function readBasic(selector: Answer<Basic>): EventSelector {
  return {
    readWriteType: selector.string("ReadWriteType"),
    includeManagementEvents: selector.boolean("IncludeManagementEvents"),
    excludeManagementEventSources: selector.optionalStrings("ExcludeManagementEventSources") ?? [],
  };
}

const readAdvanced = (selector: Answer<Advanced>): AdvancedEventSelector => ({
  fieldSelectors: selector.parts("FieldSelectors").map(readField),
});

const COMPARISONS = {
  equals: "Equals",
  notEquals: "NotEquals",
  startsWith: "StartsWith",
  notStartsWith: "NotStartsWith",
  endsWith: "EndsWith",
  notEndsWith: "NotEndsWith",
} as const;

function readField(field: Answer<Field>): AdvancedEventSelector["fieldSelectors"][number] {
  const comparisons: Record<string, string[]> = {};
  for (const [name, member] of Object.entries(COMPARISONS)) {
    const values = field.optionalStrings(member);
    if (values !== undefined) comparisons[name] = values;
  }
  return { field: field.string("Field"), ...comparisons };
}
