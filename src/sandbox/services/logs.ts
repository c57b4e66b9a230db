// CloudWatch Logs: log groups and their metric filters.
import { AwsError } from "../aws-error.ts";
import { textOf, type Output } from "../wire/value.ts";
import type { LogGroup, MetricFilter } from "../world/account.ts";
import { inRegion, listed, type Call, type Operation, type Paging } from "./service.ts";

const paging: Paging = {
  limit: "limit",
  token: "nextToken",
  nextToken: "nextToken",
  maximum: 50,
  badToken: "InvalidParameterException",
};

const describeLogGroups: Operation = (call) => {
  const prefix = textOf(call.input, "logGroupNamePrefix") ?? "";
  const all = inRegion(call, call.state.logGroups).filter(({ name }) => name.startsWith(prefix));
  const describe = ({ name, arn, filters }: LogGroup): Output => ({
    logGroupName: name,
    arn,
    logGroupArn: arn.replace(/:\*$/, ""),
    creationTime: call.account.createdAt.getTime(),
    metricFilterCount: filters.length,
    storedBytes: 0,
  });
  return listed(call, { name: "logGroups", all, describe }, paging);
};

function groupsAsked(call: Call): readonly LogGroup[] {
  const groups = inRegion(call, call.state.logGroups);
  const name = textOf(call.input, "logGroupName");
  if (name === undefined) return groups;
  const found = groups.find((group) => group.name === name);
  if (found) return [found];
  throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
}

function transformation({ metric, namespace, defaultValue }: MetricFilter): Output {
  const zero = defaultValue !== undefined && { defaultValue };
  return { metricName: metric, metricNamespace: namespace, metricValue: "1", ...zero };
}

const describeMetricFilters: Operation = (call) => {
  const prefix = textOf(call.input, "filterNamePrefix") ?? "";
  const all = groupsAsked(call).flatMap(({ filters }) =>
    filters.filter(({ name }) => name.startsWith(prefix)),
  );
  const describe = (filter: MetricFilter): Output => ({
    filterName: filter.name,
    logGroupName: filter.logGroup,
    filterPattern: filter.pattern,
    creationTime: call.account.createdAt.getTime(),
    metricTransformations: [transformation(filter)],
  });
  return listed(call, { name: "metricFilters", all, describe }, paging);
};

export const operations = {
  DescribeLogGroups: describeLogGroups,
  DescribeMetricFilters: describeMetricFilters,
};
