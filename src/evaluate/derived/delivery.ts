// Does a target reach people? rule or alarm → topic → its policy → its key → a confirmed subscription (AWS-FACTS 8.4).
import { ABSENT, glob, type Value } from "../../condition/index.ts";
import { policyAdmits } from "../../semantics/index.ts";
import { isUnknown, textOf, unknownFact, unknownsIn, type View } from "./kleene.ts";
import { chain, HOLDS, type Link } from "./links.ts";
import type { Scene } from "./scene.ts";
import { accountOf, type Found, isSeen, keyFor, regionOf, type Site, topicFor } from "./sites.ts";
import { hasListener } from "./subscriptions.ts";

/** Who sends, and what. */
export interface Sender {
  readonly scene: Scene;
  /** Where the rule or alarm is. */
  readonly site: Site;
  /** events.amazonaws.com or cloudwatch.amazonaws.com. */
  readonly service: string;
  /** The rule or alarm. */
  readonly sourceArn: string;
  /** What is sent is the event itself. */
  readonly sendsEvent: boolean;
  /** The role the target is called with, where the rule names one. */
  readonly roleArn?: string;
}

/** Whether the target with this ARN reaches people. */
export function reaches(arn: string, sender: Sender): Link {
  if (isAllowed(arn, sender.scene)) return HOLDS;
  if (arn.split(":")[2] === "sns") return topicLink(arn, sender);
  if (isBus(arn)) return passedOn(arn, sender);
  const reason = `whether ${arn} reaches people cannot be seen; if it does, name it under parameters: {allowedAlertTargets: […]}`;
  return open("account.alerts", "configuration", reason);
}

/** Named under allowedAlertTargets: accepted whatever its kind. */
export const isAllowed = (arn: string, { allowedTargets }: Scene): boolean =>
  allowedTargets.some((pattern) => glob(arn, pattern));

/** An event bus; an API destination is of the same service and is none. */
export const isBus = (arn: string): boolean =>
  arn.split(":")[2] === "events" && (arn.split(":")[5] ?? "").startsWith("event-bus/");

/** From the bus an event was forwarded to: what came from another account is not sent on to a third (AWS-FACTS 8.5). */
function passedOn(arn: string, { scene, site }: Sender): Link {
  if (site.account !== scene.accountId && accountOf(arn) !== site.account) {
    return {
      holds: false,
      broken: `${arn} is a bus of a third account: EventBridge does not send on what came from another account`,
    };
  }
  return open(
    "account.alerts",
    "not-observable",
    `${arn} is a second bus: what happens there is not followed`,
  );
}

function topicLink(arn: string, sender: Sender): Link {
  const found = topicFor(arn, sender.site, sender.scene.destinations);
  if (!isSeen(found)) return { holds: found, broken: `topic ${arn} was not seen` };
  const attributes = found.entry["attributes"] ?? ABSENT;
  if (attributes === ABSENT) return { holds: false, broken: `topic ${arn} does not exist` };
  if (isUnknown(attributes)) return { holds: attributes, broken: `topic ${arn} was not seen` };
  const topic: Topic = { arn, ...found, attributes: attributes as View };
  return chain([
    inRegion(arn, sender),
    notFifo(topic),
    ...mayCall(topic, sender),
    hasListener(arn, found.entry, {
      ...sender.scene,
      fact: `${found.site.fact}.topics`,
      sendsEvent: sender.sendsEvent,
    }),
  ]);
}

interface Topic extends Found {
  readonly arn: string;
  readonly attributes: View;
}

function inRegion(arn: string, { site }: Sender): Link {
  if (regionOf(arn) === site.region) return HOLDS;
  const reason = `topic ${arn} is not in ${site.region}, where the alert is: whether it can be reached from there is not known`;
  return open("account.alerts", "not-observable", reason);
}

function notFifo({ arn, attributes }: Topic): Link {
  const fifo = attributes["fifo"] ?? ABSENT;
  if (isUnknown(fifo)) return { holds: fifo, broken: `whether topic ${arn} is a FIFO topic was not seen` };
  return fifo === true
    ? { holds: false, broken: `topic ${arn} is a FIFO topic, which has no subscribers that are people` }
    : HOLDS;
}

/** With a role it is the role that calls, not the service: what it may do is not read, and the policies speak of others. */
function mayCall(topic: Topic, sender: Sender): readonly Link[] {
  const { roleArn } = sender;
  if (roleArn === undefined) return [mayPublish(topic, sender), mayUseKey(topic, sender)];
  const reason = `whether ${roleArn}, with which topic ${topic.arn} is called, may publish there is not read; if it may, name the topic under parameters: {allowedAlertTargets: […]}`;
  return [open("account.alerts", "not-observable", reason)];
}

function mayPublish(topic: Topic, sender: Sender): Link {
  const { arn, attributes, site } = topic;
  const what = `the policy of topic ${arn}`;
  return admitted(attributes["policy"] ?? ABSENT, {
    fact: `${site.fact}.topics`,
    resource: arn,
    actions: ["sns:Publish"],
    what,
    sender,
  });
}

interface Admission {
  readonly fact: string;
  readonly resource: string;
  readonly actions: string[];
  readonly what: string;
  readonly sender: Sender;
}

function admitted(policy: Value, { fact, resource, actions, what, sender }: Admission): Link {
  if (isUnknown(policy)) return { holds: policy, broken: `${what} was not seen` };
  const { service, sourceArn, site } = sender;
  const answer = policyAdmits(typeof policy === "string" ? policy : "", {
    service,
    actions,
    resource,
    sourceArn,
    sourceAccount: site.account,
    account: accountOf(resource),
  });
  if (answer.verdict === "admits") return HOLDS;
  if (answer.verdict === "refuses")
    return { holds: false, broken: `${what} does not admit ${service}: ${answer.reason}` };
  return open(fact, "not-observable", `${what} cannot be decided for ${service}: ${answer.reason}`);
}

function mayUseKey(topic: Topic, sender: Sender): Link {
  const { arn, attributes, site } = topic;
  const id = attributes["kmsKeyId"] ?? ABSENT;
  if (id === ABSENT) return HOLDS;
  if (isUnknown(id)) return { holds: id, broken: `the encryption of topic ${arn} was not seen` };
  if (id === "alias/aws/sns") return managedKey(arn, sender);
  const found = keyFor(textOf(id), site, sender.scene.destinations);
  if (!isSeen(found)) return { holds: found, broken: `the key of topic ${arn} was not seen` };
  return keyAdmits(arn, found, sender);
}

const managedKey = (arn: string, { service }: Sender): Link => ({
  holds: false,
  broken: `topic ${arn} is encrypted with an AWS managed key, which ${service} may not use`,
});

function keyAdmits(arn: string, { entry, site }: Found, sender: Sender): Link {
  const description = entry["description"] ?? ABSENT;
  if (description === ABSENT) return { holds: false, broken: `the key of topic ${arn} does not exist` };
  if (isUnknown(description)) return { holds: description, broken: `the key of topic ${arn} was not seen` };
  const { manager = ABSENT, state = ABSENT, arn: keyArn } = description as View;
  if (manager === "AWS") return managedKey(arn, sender);
  const [unseen] = unknownsIn([manager, state]);
  if (unseen !== undefined) return { holds: unseen, broken: `the key of topic ${arn} was not seen` };
  if (state !== "Enabled") return { holds: false, broken: `the key of topic ${arn} is ${textOf(state)}` };
  return admitted(entry["policy"] ?? ABSENT, {
    fact: `${site.fact}.keys`,
    resource: textOf(keyArn),
    actions: ["kms:GenerateDataKey", "kms:Decrypt"],
    what: `the policy of the key of topic ${arn}`,
    sender,
  });
}

/** What AWS said is known, what it means is not. */
function open(fact: string, cause: "configuration" | "not-observable", reason: string): Link {
  return { holds: unknownFact({ fact, cause, reason }), broken: reason };
}
