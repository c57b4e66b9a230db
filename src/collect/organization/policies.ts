// Service control policies with their text and what they are attached to: asked per policy, which takes far fewer calls than
// per account (research/performance 2.2). FullAWSAccess is among them: taking it away is a deny, too.
import type { Observed, PolicyTarget, ServiceControlPolicy } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { ask } from "../aws/ask.ts";
import { Malformed } from "../aws/malformed.ts";
import type { Output } from "../aws/operations.ts";
import { byNextToken, list } from "../aws/pages.ts";
import { mapParallel } from "../aws/parallel.ts";
import type { Session } from "../aws/session.ts";
import { AT_ONCE } from "./context.ts";

type PolicyFacts = Omit<ServiceControlPolicy, "document" | "targets">;

export async function collectPolicies(session: Session): Promise<Observed<readonly ServiceControlPolicy[]>> {
  const { value, ...rest } = await list(session, {
    operation: "organizations:ListPolicies",
    input: (token) => ({
      Filter: "SERVICE_CONTROL_POLICY",
      ...(token !== undefined && { NextToken: token }),
    }),
    read: (answer) => answer.parts("Policies").map(readPolicy),
    next: byNextToken,
  });
  if (value === undefined) return rest;
  return { ...rest, value: await mapParallel(value, AT_ONCE, (policy) => describePolicy(session, policy)) };
}

type Summary = NonNullable<Output<"organizations:ListPolicies">["Policies"]>[number];

const readPolicy = (policy: Answer<Summary>): PolicyFacts => ({
  id: policy.string("Id"),
  name: policy.string("Name"),
  awsManaged: policy.boolean("AwsManaged"),
});

async function describePolicy(session: Session, policy: PolicyFacts): Promise<ServiceControlPolicy> {
  const [document, targets] = await Promise.all([
    collectDocument(session, policy.id),
    collectTargets(session, policy.id),
  ]);
  return { ...policy, document, targets };
}

function collectDocument(session: Session, id: string): Promise<Observed<string>> {
  return ask(session, {
    operation: "organizations:DescribePolicy",
    input: { PolicyId: id },
    read: (answer) => {
      const policy = answer.part("Policy");
      if (policy.part("PolicySummary").string("Id") !== id) throw new Malformed("Id is another policy's");
      return policy.string("Content");
    },
  });
}

function collectTargets(session: Session, id: string): Promise<Observed<readonly PolicyTarget[]>> {
  return list(session, {
    operation: "organizations:ListTargetsForPolicy",
    input: (token) => ({ PolicyId: id, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) =>
      answer
        .parts("Targets")
        .map((target) => ({ id: target.string("TargetId"), type: target.string("Type") })),
    next: byNextToken,
  });
}
