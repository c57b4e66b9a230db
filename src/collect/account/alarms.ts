// The older way to notice root: metric filters on log groups of the home region, and alarms on their metrics.
import type { Alarm, MetricFilter, Observed } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import type { Output } from "../aws/operations.ts";
import { byLowerNextToken, byNextToken, list } from "../aws/pages.ts";
import type { AccountContext } from "./context.ts";

/** DescribeMetricFilters without a log group: those of every group. */
export function collectMetricFilters({
  session,
}: AccountContext): Promise<Observed<readonly MetricFilter[]>> {
  return list(session, {
    operation: "logs:DescribeMetricFilters",
    input: (token) => ({ ...(token !== undefined && { nextToken: token }) }),
    read: (answer) => answer.parts("metricFilters").map(readFilter),
    next: byLowerNextToken,
  });
}

type ListedFilter = NonNullable<Output<"logs:DescribeMetricFilters">["metricFilters"]>[number];

/** An empty pattern is one that matches everything. */
function readFilter(filter: Answer<ListedFilter>): MetricFilter {
  return {
    name: filter.string("filterName"),
    logGroupName: filter.string("logGroupName"),
    pattern: filter.text("filterPattern"),
    transformations: filter.parts("metricTransformations").map((transformation) => ({
      metricName: transformation.string("metricName"),
      metricNamespace: transformation.string("metricNamespace"),
      metricValue: transformation.string("metricValue"),
    })),
  };
}

/** DescribeAlarms, metric alarms only: an alarm made of alarms has no metric of its own. */
export function collectAlarms({ session }: AccountContext): Promise<Observed<readonly Alarm[]>> {
  return list(session, {
    operation: "cloudwatch:DescribeAlarms",
    input: (token) => ({
      AlarmTypes: ["MetricAlarm"],
      MaxRecords: 100,
      ...(token !== undefined && { NextToken: token }),
    }),
    read: (answer) => answer.parts("MetricAlarms").map(readAlarm),
    next: byNextToken,
  });
}

type ListedAlarm = NonNullable<Output<"cloudwatch:DescribeAlarms">["MetricAlarms"]>[number];

function readAlarm(alarm: Answer<ListedAlarm>): Alarm {
  const metricName = alarm.optionalString("MetricName");
  const metricNamespace = alarm.optionalString("Namespace");
  const threshold = alarm.optionalNumber("Threshold");
  const comparison = alarm.optionalString("ComparisonOperator");
  return {
    arn: alarm.arn("AlarmArn"),
    name: alarm.string("AlarmName"),
    actionsEnabled: alarm.boolean("ActionsEnabled"),
    actions: alarm.arns("AlarmActions"),
    ...(metricName !== undefined && { metricName }),
    ...(metricNamespace !== undefined && { metricNamespace }),
    ...(threshold !== undefined && { threshold }),
    ...(comparison !== undefined && { comparison }),
  };
}
