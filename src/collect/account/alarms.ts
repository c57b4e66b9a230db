// The older way to notice root: metric filters on log groups of the home region, and alarms on their metrics.
import type { Alarm, MetricFilter, MetricTransformation, Observed } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import type { Output } from "../aws/operations.ts";
import { byLowerNextToken, byNextToken, list } from "../aws/pages.ts";
import type { AccountContext } from "./context.ts";

/** DescribeMetricFilters; without a log group: those of every group. */
export function collectMetricFilters(
  { session }: Pick<AccountContext, "session">,
  logGroupName?: string,
): Promise<Observed<readonly MetricFilter[]>> {
  return list(session, {
    operation: "logs:DescribeMetricFilters",
    input: (token) => ({
      ...(logGroupName !== undefined && { logGroupName }),
      ...(token !== undefined && { nextToken: token }),
    }),
    read: (answer) => answer.parts("metricFilters").map(readFilter),
    next: byLowerNextToken,
  });
}

type ListedFilter = NonNullable<Output<"logs:DescribeMetricFilters">["metricFilters"]>[number];

/** An empty pattern is one that matches everything. */
function readFilter(filter: Answer<ListedFilter>): MetricFilter {
  const emitted = filter.optionalStrings("emitSystemFieldDimensions") ?? [];
  const narrowed =
    filter.optionalBoolean("applyOnTransformedLogs") === true ||
    filter.optionalString("fieldSelectionCriteria") !== undefined;
  return {
    name: filter.string("filterName"),
    logGroupName: filter.string("logGroupName"),
    pattern: filter.text("filterPattern"),
    transformations: filter.parts("metricTransformations").map((one) => readTransformation(one, emitted)),
    ...(narrowed && { narrowed }),
  };
}

type ListedTransformation = NonNullable<ListedFilter["metricTransformations"]>[number];

/** `emitted`: fields of the log system that become dimensions as well. */
function readTransformation(
  transformation: Answer<ListedTransformation>,
  emitted: readonly string[],
): MetricTransformation {
  const dimensions = [...(transformation.optionalEntries("dimensions")?.keys() ?? []), ...emitted];
  const defaultValue = transformation.optionalNumber("defaultValue");
  return {
    metricName: transformation.string("metricName"),
    metricNamespace: transformation.string("metricNamespace"),
    metricValue: transformation.string("metricValue"),
    ...(dimensions.length > 0 && { dimensions }),
    ...(defaultValue !== undefined && { defaultValue }),
  };
}

/** DescribeAlarms, metric alarms only: an alarm made of alarms has no metric of its own. */
export function collectAlarms({
  session,
}: Pick<AccountContext, "session">): Promise<Observed<readonly Alarm[]>> {
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
  return {
    arn: alarm.arn("AlarmArn"),
    name: alarm.string("AlarmName"),
    actionsEnabled: alarm.boolean("ActionsEnabled"),
    actions: alarm.arns("AlarmActions"),
    ...readMetric(alarm),
    ...readTrigger(alarm),
  };
}

/** The metric it watches; none where it computes its own from several. */
function readMetric(alarm: Answer<ListedAlarm>): Partial<Alarm> {
  const metricName = alarm.optionalString("MetricName");
  const metricNamespace = alarm.optionalString("Namespace");
  const unit = alarm.optionalString("Unit");
  const dimensions = (alarm.optionalParts("Dimensions") ?? []).map((one) => one.string("Name"));
  return {
    ...(metricName !== undefined && { metricName }),
    ...(metricNamespace !== undefined && { metricNamespace }),
    ...(unit !== undefined && { unit }),
    ...(dimensions.length > 0 && { dimensions }),
  };
}

/** What must happen to it. */
function readTrigger(alarm: Answer<ListedAlarm>): Partial<Alarm> {
  const threshold = alarm.optionalNumber("Threshold");
  const comparison = alarm.optionalString("ComparisonOperator");
  const statistic = alarm.optionalString("Statistic");
  const missingData = alarm.optionalString("TreatMissingData");
  return {
    ...(threshold !== undefined && { threshold }),
    ...(comparison !== undefined && { comparison }),
    ...(statistic !== undefined && { statistic }),
    ...(missingData !== undefined && { missingData }),
    ...counts(alarm),
  };
}

/** How long it waits: a period in seconds, and how many of them. */
function counts(alarm: Answer<ListedAlarm>): Partial<Alarm> {
  const period = alarm.optionalNumber("Period");
  const evaluationPeriods = alarm.optionalNumber("EvaluationPeriods");
  const datapointsToAlarm = alarm.optionalNumber("DatapointsToAlarm");
  return {
    ...(period !== undefined && { period }),
    ...(evaluationPeriods !== undefined && { evaluationPeriods }),
    ...(datapointsToAlarm !== undefined && { datapointsToAlarm }),
  };
}
