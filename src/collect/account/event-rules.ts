// Rules on an event bus, the default one of the home region unless another is named, with targets where the pattern may
// match root.
import type { EventRule, EventTarget, Observed } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { skipped } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byNextToken, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { AccountContext } from "./context.ts";

const AT_ONCE = 4;

type RuleFacts = Omit<EventRule, "targets">;

type RuleContext = Pick<AccountContext, "session" | "mayMatchRoot">;

/** ListRules without a bus is the default bus, the only one that CloudTrail events come to by themselves (AWS-FACTS 8). */
export async function collectEventRules(
  context: RuleContext,
  bus?: string,
): Promise<Observed<readonly EventRule[]>> {
  const onBus = bus === undefined ? {} : { EventBusName: bus };
  const { value, ...rest } = await list(context.session, {
    operation: "events:ListRules",
    input: (token) => ({ ...onBus, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Rules").map(readRule),
    next: byNextToken,
  });
  if (value === undefined) return rest;
  const withTargets = async (rule: RuleFacts): Promise<EventRule> => ({
    ...rule,
    targets: await collectTargets(context, rule, onBus),
  });
  return { ...rest, value: await mapParallel(value, AT_ONCE, withTargets) };
}

function collectTargets(
  { session, mayMatchRoot }: RuleContext,
  { name, pattern }: RuleFacts,
  onBus: { EventBusName?: string },
): Promise<Observed<readonly EventTarget[]>> {
  const why =
    pattern === undefined ? "the rule is a schedule" : "no event of root matches the rule's pattern";
  if (pattern === undefined || !mayMatchRoot(pattern)) {
    return Promise.resolve(skipped(session.run.now().toISOString(), "configuration", why));
  }
  return list(session, {
    operation: "events:ListTargetsByRule",
    input: (token) => ({ Rule: name, ...onBus, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Targets").map(readTarget),
    next: byNextToken,
  });
}

type ListedRule = NonNullable<Output<"events:ListRules">["Rules"]>[number];
type ListedTarget = NonNullable<Output<"events:ListTargetsByRule">["Targets"]>[number];

function readRule(rule: Answer<ListedRule>): RuleFacts {
  const pattern = rule.optionalString("EventPattern");
  const schedule = rule.optionalString("ScheduleExpression");
  const managedBy = rule.optionalString("ManagedBy");
  return {
    arn: rule.arn("Arn"),
    name: rule.string("Name"),
    state: rule.string("State"),
    ...(pattern !== undefined && { pattern }),
    ...(schedule !== undefined && { schedule }),
    ...(managedBy !== undefined && { managedBy }),
  };
}

function readTarget(target: Answer<ListedTarget>): EventTarget {
  const roleArn = target.optionalArn("RoleArn");
  const inputChanged =
    target.optionalString("Input") !== undefined ||
    target.optionalString("InputPath") !== undefined ||
    target.optionalPart("InputTransformer") !== undefined;
  return {
    id: target.string("Id"),
    arn: target.arn("Arn"),
    ...(roleArn !== undefined && { roleArn }),
    ...(inputChanged && { inputChanged }),
  };
}
