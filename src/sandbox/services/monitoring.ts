// CloudWatch: the alarms on metrics.
import { listOf, textOf } from "../wire/value.ts";
import type { Alarm } from "../world/account.ts";
import { pageOf, type Call, type Operation } from "./service.ts";
import { regionOf } from "../world/account.ts";

function alarmsAsked(call: Call): readonly Alarm[] {
  const names = listOf(call.input, "AlarmNames");
  const prefix = textOf(call.input, "AlarmNamePrefix") ?? "";
  const here = call.state.alarms.filter(({ AlarmArn }) => regionOf(AlarmArn) === call.region);
  return here.filter(
    ({ AlarmName }) => (names.length === 0 || names.includes(AlarmName)) && AlarmName.startsWith(prefix),
  );
}

const describeAlarms: Operation = (call) => {
  const paging = { limit: "MaxRecords", token: "NextToken", nextToken: "NextToken", maximum: 100 };
  const { items, token } = pageOf(call, alarmsAsked(call), { ...paging, badToken: "InvalidNextToken" });
  return { MetricAlarms: items, CompositeAlarms: [], NextToken: token };
};

export const operations = { DescribeAlarms: describeAlarms };
