// The library's door: what it exports works without the command line.
import { expect, it } from "@jest/globals";
import { matchEventPattern, rootPower } from "../../src/index.ts";

const FULL_ACCESS = {
  id: "p-FullAWSAccess",
  name: "FullAWSAccess",
  document: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
};
const DENY_ROOT = {
  id: "p-denyroot",
  name: "deny-root",
  document:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"},"Null":{"aws:AssumedRoot":"true"}}}]}',
};

it("matches an event pattern", () => {
  expect(matchEventPattern('{"source":["aws.signin"]}', { source: "aws.signin" })).toEqual({
    verdict: "match",
  });
  expect(matchEventPattern('{"source":"aws.signin"}', { source: "aws.signin" })).toMatchObject({
    verdict: "invalid",
  });
});

it("says what root can do, real root and AssumeRoot sessions apart", () => {
  const account = {
    id: "111122223333",
    partition: "aws",
    management: false,
    createdAt: "2020-01-01T00:00:00Z",
  };
  const path = [
    { id: "r-ex01", policies: [FULL_ACCESS, DENY_ROOT] },
    { id: "111122223333", policies: [FULL_ACCESS] },
  ];
  const { root, assumedRoot } = rootPower({ account, path, actions: ["iam:CreateAccessKey"] });
  expect(root.decisions).toEqual({ "iam:CreateAccessKey": "denied" });
  expect(assumedRoot.decisions).toEqual({ "iam:CreateAccessKey": "allowed" });
});
