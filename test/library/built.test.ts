// The library as it is published: the bundle and its data in a folder of their own, imported by node.
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, it } from "@jest/globals";

const folder = mkdtempSync(join(realpathSync(tmpdir()), "rootproof-lib-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import { matchEventPattern, rootPower } from "./dist/lib/index.js";
const statement = (one) => JSON.stringify({ Version: "2012-10-17", Statement: [one] });
const policy = (name, one) => ({ id: "p-" + name, name, document: statement({ Resource: "*", ...one }) });
const full = policy("FullAWSAccess", { Effect: "Allow", Action: "*" });
const deny = policy("deny-root", {
  Effect: "Deny",
  Action: "*",
  Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" }, Null: { "aws:AssumedRoot": "true" } },
});
const account = { id: "111122223333", partition: "aws", management: false };
const path = [{ id: "r-ex01", policies: [full, deny] }, { id: account.id, policies: [full] }];
const { root, assumedRoot } = rootPower({ account, path });
const exempt = rootPower({ account: { ...account, management: true }, path, actions: ["iam:CreateUser"] });
process.stdout.write(JSON.stringify({
  match: matchEventPattern('{"$or":[{"source":["aws.ec2"]},{"source":[{"prefix":"aws.s"}]}]}', { source: "aws.signin" }),
  invalid: matchEventPattern('{"source":"aws.signin"}', { source: "aws.signin" }),
  root: root.summary,
  reasons: root.reasons,
  spared: assumedRoot.summary.outcome,
  one: root.decisions["iam:CreateUser"],
  exempt: exempt.root,
}));
`;

it("answers both models as their types say", async () => {
  for (const part of ["dist/lib", "data", "package.json"])
    cpSync(part, join(folder, part), { recursive: true });
  writeFileSync(join(folder, "program.mjs"), PROGRAM);
  const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    match: { verdict: "match" },
    invalid: { verdict: "invalid", reason: "source is not an array of values" },
    root: { outcome: "denied", allowed: {}, unknown: 0 },
    reasons: expect.arrayContaining(["creation date not known: taken as later than 2017-09-15"]) as unknown,
    spared: "unrestricted",
    one: "denied",
    exempt: {
      decisions: { "iam:CreateUser": "allowed" },
      summary: { outcome: "exempt", allowed: { Write: 1 }, unknown: 0 },
      reasons: expect.arrayContaining(["no SCP touches the management account"]) as unknown,
    },
  });
});
