// EventBridge: buses, rules, targets, per region.
import { AwsError } from "../aws-error.ts";
import { textOf, type Output } from "../wire/value.ts";
import type { Bus, Rule } from "../world/account.ts";
import { inRegion, listed, required, type Call, type Operation, type Paging } from "./service.ts";

const paging: Paging = {
  limit: "Limit",
  token: "NextToken",
  nextToken: "NextToken",
  maximum: 100,
  badToken: "ValidationException",
};

/** Every region has its default bus, told or not. */
function busesOf(call: Call): readonly Bus[] {
  const told = inRegion(call, call.state.buses);
  if (told.some(({ name }) => name === "default")) return told;
  const arn = `arn:aws:events:${call.region}:${call.account.id}:event-bus/default`;
  return [{ name: "default", arn }, ...told];
}

/** A bus is named by name or by ARN. */
function busAsked(call: Call, field: string): Bus {
  const name = textOf(call.input, field) ?? "default";
  const found = busesOf(call).find((bus) => bus.name === name || bus.arn === name);
  if (found) return found;
  throw new AwsError("ResourceNotFoundException", `Event bus ${name} does not exist.`);
}

function describeBus({ name, arn, policy }: Bus): Output {
  return { Name: name, Arn: arn, ...(policy !== undefined && { Policy: policy }) };
}

function describeRule({ name, arn, bus, pattern, schedule, state }: Rule): Output {
  return {
    Name: name,
    Arn: arn,
    EventBusName: bus,
    State: state,
    ...(pattern !== undefined && { EventPattern: pattern }),
    ...(schedule !== undefined && { ScheduleExpression: schedule }),
  };
}

function rulesOn(call: Call, bus: Bus): readonly Rule[] {
  return inRegion(call, call.state.rules).filter((rule) => rule.bus === bus.name);
}

const listEventBuses: Operation = (call) => {
  const prefix = textOf(call.input, "NamePrefix") ?? "";
  const all = busesOf(call).filter(({ name }) => name.startsWith(prefix));
  return listed(call, { name: "EventBuses", all, describe: describeBus }, paging);
};

const listRules: Operation = (call) => {
  const prefix = textOf(call.input, "NamePrefix") ?? "";
  const all = rulesOn(call, busAsked(call, "EventBusName")).filter(({ name }) => name.startsWith(prefix));
  return listed(call, { name: "Rules", all, describe: describeRule }, paging);
};

const listTargets: Operation = (call) => {
  const name = required(call.input, "Rule");
  const bus = busAsked(call, "EventBusName");
  const rule = rulesOn(call, bus).find((candidate) => candidate.name === name);
  if (!rule)
    throw new AwsError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus ${bus.name}.`);
  return listed(call, { name: "Targets", all: rule.targets, describe: (target) => target }, paging);
};

export const operations = {
  ListEventBuses: listEventBuses,
  DescribeEventBus: ((call) => describeBus(busAsked(call, "Name"))) satisfies Operation,
  ListRules: listRules,
  ListTargetsByRule: listTargets,
};
