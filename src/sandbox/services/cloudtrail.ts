// CloudTrail: which trails there are, whether they log, what they take, what was recorded.
import { AwsError } from "../aws-error.ts";
import { flagOf, listOf, type Output } from "../wire/value.ts";
import type { Trail } from "../world/account.ts";
import { lookupEvents } from "./lookup-events.ts";
import { listed, required, type Call, type Operation } from "./service.ts";

/** An organization trail is its owner's; elsewhere it is a shadow. */
function isOwn({ account }: Call, trail: Trail): boolean {
  return trail.arn.split(":")[4] === account.id;
}

function isShadow(call: Call, trail: Trail): boolean {
  return trail.homeRegion !== call.region || !isOwn(call, trail);
}

/** What can be seen from this region: its own trails and those that cover all regions. */
function visible(call: Call): readonly Trail[] {
  return call.state.trails.filter((trail) => trail.homeRegion === call.region || trail.multiRegion);
}

function describe(trail: Trail): Output {
  return {
    Name: trail.name,
    TrailARN: trail.arn,
    S3BucketName: "cloudtrail-of-example-corp",
    HomeRegion: trail.homeRegion,
    IsMultiRegionTrail: trail.multiRegion,
    IsOrganizationTrail: trail.organization,
    IncludeGlobalServiceEvents: true,
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: trail.customSelectors,
    HasInsightSelectors: false,
    ...(trail.logGroupArn !== undefined && { CloudWatchLogsLogGroupArn: trail.logGroupArn }),
  };
}

const describeTrails: Operation = (call) => {
  const names = listOf(call.input, "trailNameList");
  const shadows = flagOf(call.input, "includeShadowTrails", true);
  const asked = ({ name, arn }: Trail): boolean =>
    names.length === 0 || names.includes(name) || names.includes(arn);
  const trails = visible(call).filter((trail) => asked(trail) && (shadows || !isShadow(call, trail)));
  return { trailList: trails.map(describe) };
};

/** By name only a trail at home here; a shadow must be asked for by its whole ARN. */
function trailAsked(call: Call, field: string): Trail {
  const name = required(call.input, field, "InvalidTrailNameException");
  const found = visible(call).find(
    (trail) => trail.arn === name || (trail.name === name && !isShadow(call, trail)),
  );
  if (found) return found;
  throw new AwsError("TrailNotFoundException", `Unknown trail: ${name} for the user: ${call.account.id}`);
}

const getTrailStatus: Operation = (call) => {
  const trail = trailAsked(call, "Name");
  const recent = new Date(Math.floor(call.world.now().getTime() / 1000 - 240) * 1000);
  const stopped = new Date("2025-01-15T16:20:00Z");
  return {
    IsLogging: trail.logging,
    LatestDeliveryTime: trail.logging ? recent : stopped,
    StartLoggingTime: new Date("2024-02-01T09:00:00Z"),
    ...(!trail.logging && { StopLoggingTime: stopped }),
    ...(trail.deliveryError !== undefined && { LatestDeliveryError: trail.deliveryError }),
  };
};

const getEventSelectors: Operation = (call) => {
  const trail = trailAsked(call, "TrailName");
  return { TrailARN: trail.arn, ...trail.selectors };
};

const listTrails: Operation = (call) => {
  const summary = ({ arn, name, homeRegion }: Trail): Output => ({
    TrailARN: arn,
    Name: name,
    HomeRegion: homeRegion,
  });
  const paging = { limit: "MaxResults", token: "NextToken", nextToken: "NextToken", maximum: 100 };
  const listing = { name: "Trails", all: visible(call), describe: summary };
  return listed(call, listing, { ...paging, badToken: "InvalidNextTokenException" });
};

export const operations = {
  DescribeTrails: describeTrails,
  GetTrailStatus: getTrailStatus,
  GetEventSelectors: getEventSelectors,
  ListTrails: listTrails,
  LookupEvents: lookupEvents,
};
