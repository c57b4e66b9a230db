// Does a target reach people? rule → topic → its policy → its key → a confirmed subscription (AWS-FACTS 8.4).
import { ABSENT, glob, type Unknown, type Value } from "../../condition/index.ts";
import { policyAdmits } from "../../semantics/index.ts";
import {
  allOf,
  anyOf,
  elementsOf,
  findBy,
  isUnknown,
  textOf,
  type Truth,
  truthOf,
  unknownFact,
  unknownsIn,
  type View,
} from "./kleene.ts";

/** Whether something reaches people, and where it ends when it does not. */
export interface Delivery {
  readonly delivered: Truth;
  /** Empty when delivered. */
  readonly brokenLink: string;
}

/** Who publishes, for whom, and what counts as people. */
export interface DeliveryContext {
  readonly account: View;
  readonly accountId: string;
  /** events.amazonaws.com or cloudwatch.amazonaws.com. */
  readonly service: string;
  /** The rule or alarm that publishes. */
  readonly sourceArn: string;
  readonly acceptedProtocols: readonly string[];
  readonly allowedTargets: readonly string[];
}

/** One link of the chain: it holds, it is broken, or it was not seen. */
interface Link {
  readonly holds: Truth;
  readonly broken: string;
}

/** Whether the target with this ARN reaches people. */
export function deliveryOf(arn: string, context: DeliveryContext): Delivery {
  if (context.allowedTargets.some((pattern) => glob(arn, pattern)))
    return { delivered: true, brokenLink: "" };
  const service = arn.split(":")[2] ?? "";
  if (service === "sns") return topicDelivery(arn, context);
  const reason =
    service === "events"
      ? `forwarded to ${arn}: what happens there was not followed`
      : `whether ${arn} reaches people cannot be seen; if it does, name it under parameters: {allowedAlertTargets: […]}`;
  const cause = service === "events" ? "not-observable" : "configuration";
  return { delivered: unknownFact({ fact: "account.alerts", cause, reason }), brokenLink: reason };
}

function topicDelivery(arn: string, context: DeliveryContext): Delivery {
  const topic = lookedAt(context.account, "topics", "arn", arn);
  if (isUnknown(topic)) return { delivered: topic, brokenLink: `topic ${arn} was not seen` };
  const attributes = topic["attributes"] ?? ABSENT;
  if (attributes === ABSENT) return { delivered: false, brokenLink: `topic ${arn} does not exist` };
  if (isUnknown(attributes)) return { delivered: attributes, brokenLink: `topic ${arn} was not seen` };
  return chain([
    notFifo(arn, attributes as View),
    mayPublish(arn, attributes as View, context),
    mayUseKey(arn, attributes as View, context),
    hasListener(arn, topic, context),
  ]);
}

/** A topic or key that something points to: unknown when nobody looked at it. */
function lookedAt(account: View, list: string, field: string, value: string): View | Unknown {
  const found = findBy(elementsOf(account[list] ?? []), field, value);
  const reason = `${value} was not looked at`;
  return found ?? unknownFact({ fact: `account.${list}`, cause: "not-observable", reason });
}

/** A chain delivers when every link holds; the first broken one is where it ends. */
function chain(links: readonly Link[]): Delivery {
  const delivered = allOf(links.map(({ holds }) => holds));
  const broken = links.find(({ holds }) => holds === false) ?? links.find(({ holds }) => holds !== true);
  return { delivered, brokenLink: broken?.broken ?? "" };
}

const notFifo = (arn: string, attributes: View): Link => ({
  holds: fromValue(attributes["fifo"], (fifo) => fifo !== true),
  broken: `topic ${arn} is a FIFO topic, which has no subscribers that are people`,
});

function mayPublish(arn: string, attributes: View, context: DeliveryContext): Link {
  const policy = attributes["policy"] ?? ABSENT;
  if (isUnknown(policy)) return { holds: policy, broken: `the policy of topic ${arn} was not seen` };
  return admitted(typeof policy === "string" ? policy : "", {
    fact: "account.topics",
    resource: arn,
    actions: ["sns:Publish"],
    what: `the policy of topic ${arn}`,
    context,
  });
}

interface Admission {
  readonly fact: string;
  readonly resource: string;
  readonly actions: string[];
  readonly what: string;
  readonly context: DeliveryContext;
}

function admitted(policy: string, { fact, resource, actions, what, context }: Admission): Link {
  const { service, sourceArn, accountId } = context;
  const answer = policyAdmits(policy, {
    service,
    actions,
    resource,
    sourceArn,
    sourceAccount: accountId,
    account: accountId,
  });
  if (answer.verdict === "admits") return { holds: true, broken: "" };
  const broken = `${what} does not admit ${service}: ${answer.reason}`;
  if (answer.verdict === "refuses") return { holds: false, broken };
  const reason = `${what} cannot be decided for ${service}: ${answer.reason}`;
  return { holds: unknownFact({ fact, cause: "not-observable", reason }), broken: reason };
}

function mayUseKey(arn: string, attributes: View, context: DeliveryContext): Link {
  const id = attributes["kmsKeyId"] ?? ABSENT;
  if (id === ABSENT) return { holds: true, broken: "" };
  if (isUnknown(id)) return { holds: id, broken: `the encryption of topic ${arn} was not seen` };
  if (id === "alias/aws/sns") return { holds: false, broken: managedKey(arn, context) };
  const key = lookedAt(context.account, "keys", "id", textOf(id));
  if (isUnknown(key)) return { holds: key, broken: `the key of topic ${arn} was not seen` };
  return keyAdmits(arn, key, context);
}

const managedKey = (arn: string, { service }: DeliveryContext): string =>
  `topic ${arn} is encrypted with an AWS managed key, which ${service} may not use`;

function keyAdmits(arn: string, key: View, context: DeliveryContext): Link {
  const description = key["description"] ?? ABSENT;
  if (description === ABSENT) return { holds: false, broken: `the key of topic ${arn} does not exist` };
  if (isUnknown(description)) return { holds: description, broken: `the key of topic ${arn} was not seen` };
  const { manager = ABSENT, state = ABSENT, arn: keyArn } = description as View;
  if (manager === "AWS") return { holds: false, broken: managedKey(arn, context) };
  const [unseen] = unknownsIn([manager, state]);
  if (unseen !== undefined) return { holds: unseen, broken: `the key of topic ${arn} was not seen` };
  if (state !== "Enabled") return { holds: false, broken: `the key of topic ${arn} is ${textOf(state)}` };
  const policy = key["policy"] ?? ABSENT;
  if (isUnknown(policy)) return { holds: policy, broken: `the key policy of topic ${arn} was not seen` };
  return admitted(typeof policy === "string" ? policy : "", {
    fact: "account.keys",
    resource: textOf(keyArn),
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    what: `the policy of the key of topic ${arn}`,
    context,
  });
}

function hasListener(arn: string, topic: View, context: DeliveryContext): Link {
  const list = topic["subscriptions"] ?? ABSENT;
  const { items, rest } = elementsOf(list === ABSENT ? [] : list);
  const links = items.map((subscription) => listens(subscription, context));
  const holds = anyOf(
    links.map((link) => link.holds),
    rest,
  );
  const reasons = links.map(({ broken }) => broken).filter(Boolean);
  const why = reasons.length === 0 ? "it has no subscription" : reasons.join(", ");
  return { holds, broken: `topic ${arn} reaches nobody: ${why}` };
}

function listens(subscription: View, { acceptedProtocols }: DeliveryContext): Link {
  const { protocol = ABSENT, attributes = ABSENT } = subscription;
  if (isUnknown(protocol)) return { holds: protocol, broken: "a subscription was not seen" };
  const name = textOf(protocol);
  if (!acceptedProtocols.includes(name))
    return { holds: false, broken: `${name} is not an accepted protocol` };
  const confirmed = truthOf(subscription["confirmed"]);
  if (confirmed === false) return { holds: false, broken: `a subscription by ${name} is not confirmed` };
  const [unseen] = unknownsIn([confirmed, attributes]);
  if (unseen !== undefined) return { holds: unseen, broken: `a subscription by ${name} was not seen` };
  return passesFilter(name, attributes as View);
}

function passesFilter(protocol: string, attributes: View): Link {
  const pending = fromValue(attributes["pendingConfirmation"], (value) => value === true);
  if (pending === true) return { holds: false, broken: `a subscription by ${protocol} is not confirmed` };
  if (pending !== false) return { holds: pending, broken: `a subscription by ${protocol} was not seen` };
  const filter = attributes["filterPolicy"] ?? ABSENT;
  if (filter === ABSENT || filter === "{}") return { holds: true, broken: "" };
  if (isUnknown(filter))
    return { holds: filter, broken: `the filter of a subscription by ${protocol} was not seen` };
  const scope = attributes["filterPolicyScope"] ?? ABSENT;
  if (isUnknown(scope))
    return { holds: scope, broken: `the filter of a subscription by ${protocol} was not seen` };
  if (scope !== "MessageBody") {
    // EventBridge sets no message attributes (AWS-FACTS 8.4), so a filter on them drops every message.
    return {
      holds: false,
      broken: `a subscription by ${protocol} filters on message attributes, which an alert does not have`,
    };
  }
  const reason = `the message filter of a subscription by ${protocol} is not evaluated`;
  return { holds: unknownFact({ fact: "account.topics", cause: "not-observable", reason }), broken: reason };
}

function fromValue(value: Value | undefined, decide: (value: Value) => boolean): Truth {
  if (value === undefined)
    return unknownFact({ fact: "account.topics", cause: "malformed", reason: "an entry is missing" });
  return isUnknown(value) ? value : decide(value);
}
