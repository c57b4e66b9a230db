// Mutating API calls by the real root. The services named are examples of all: a pattern that lists exactly these services
// or calls is not said to cover, because source, eventSource and eventName may be any other in the next event.
import {
  ABSENT,
  ANY_TEXT,
  COMMON_FIELDS,
  envelope,
  type Field,
  FIXED,
  type Probe,
  type ProbeInput,
  rootIdentity,
} from "./probe.ts";

interface Call {
  readonly service: string;
  readonly name: string;
  readonly denied?: boolean;
  readonly named?: boolean;
}

const CALLS: readonly Call[] = [
  { service: "iam", name: "CreateAccessKey" },
  { service: "iam", name: "CreateUser", denied: true },
  { service: "ec2", name: "RunInstances" },
  { service: "s3", name: "DeleteBucket", named: true },
  { service: "kms", name: "ScheduleKeyDeletion" },
  { service: "organizations", name: "LeaveOrganization" },
];

/** Mutating calls of root in several services, a refused one and one with the account's alias as user name. [arch eb-events.md] */
export function activityProbes(input: ProbeInput): readonly Probe[] {
  return CALLS.map((call) => ({
    name: `${call.service}:${call.name}${call.denied === true ? ", refused" : ""}${call.named === true ? ", account alias set" : ""}`,
    event: envelope(input, `aws.${call.service}`, "AWS API Call via CloudTrail", record(input, call)),
    fields: { ...COMMON_FIELDS, ...callFields(input, call) },
  }));
}

function record(input: ProbeInput, call: Call): object {
  const userName = call.named === true ? (input.alias ?? "example-alias") : undefined;
  return {
    eventSource: `${call.service}.amazonaws.com`,
    eventName: call.name,
    eventType: "AwsApiCall",
    userIdentity: rootIdentity(input, userName),
    requestParameters: null,
    responseElements: null,
    ...(call.denied === true ? { errorCode: "AccessDenied", errorMessage: "not authorized" } : {}),
  };
}

/** Endings of eventSource are known for the commercial partition only; `readOnly` is false in a mutating call by definition. */
function callFields(input: ProbeInput, call: Call): Record<string, Field> {
  const suffix = input.partition === "aws" ? ".amazonaws.com" : "";
  return {
    source: { kind: "name", prefix: "aws.", suffix: "" },
    "detail.eventSource": { kind: "name", prefix: "", suffix },
    "detail.eventName": { kind: "name", prefix: "", suffix: "" },
    "detail.readOnly": FIXED,
    "detail.errorCode": call.denied === true ? ANY_TEXT : ABSENT,
    "detail.userIdentity.userName": call.named === true ? ANY_TEXT : ABSENT,
  };
}
