// What events mean: kind, owner, who did it, how it ended; and that the table itself keeps its promises.
import { existsSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  actorOf,
  createMeaning,
  hasFailed,
  isByRoot,
  type RecordedEvent,
  roleOf,
  sessionKeyOf,
  temporaryKeyOf,
  usedMfa,
} from "../../src/semantics/index.ts";
import { events, recordOf } from "./recorded.ts";

const meaningOf = createMeaning(events);
const USER = "requestParameters.userName";
const signIn = { source: "signin.amazonaws.com", name: "ConsoleLogin" };

describe("meaning", () => {
  it.each<[string, Parameters<typeof recordOf>[0], string, string | undefined]>([
    [
      "a sign-in from elsewhere",
      { ...signIn, signInResult: "Success" },
      "sign-in",
      "root-sign-in-from-known-network",
    ],
    ["from the office", { ...signIn, signInResult: "Success", address: "203.0.113.9" }, "sign-in", undefined],
    [
      "a failed one from elsewhere",
      { ...signIn, signInResult: "Failure" },
      "sign-in",
      "root-sign-in-attempts-absent",
    ],
    [
      "a failed one from the office",
      { ...signIn, signInResult: "Failure", address: "203.0.113.9" },
      "sign-in",
      undefined,
    ],
    ["one that does not say", signIn, "sign-in", "unknown"],
    [
      "root's own device",
      { name: "EnableMFADevice", details: { [USER]: "AWS ROOT USER" } },
      "mfa-change",
      "root-mfa-unchanged",
    ],
    ["a user's device", { name: "EnableMFADevice", details: { [USER]: "alice" } }, "other", undefined],
    ["a user called root", { name: "EnableMFADevice", details: { [USER]: "root" } }, "other", undefined],
    ["root's own password", { name: "CreateLoginProfile" }, "password-change", "root-password-unchanged"],
    [
      "a user's password",
      { name: "CreateLoginProfile", details: { [USER]: "alice" } },
      "persistence",
      "root-persistence-absent",
    ],
    ["whose password was dropped", { name: "CreateLoginProfile", otherFields: [USER] }, "unknown", "unknown"],
    ["a failed creation", { name: "CreateUser", errorCode: "AccessDenied" }, "persistence", undefined],
    [
      "whatever service it is",
      { source: "anything.amazonaws.com", name: "SetAccountPreferences" },
      "account-level",
      "account-level-changes-absent",
    ],
    [
      "another service's call of that name",
      { source: "other.amazonaws.com", name: "CreateUser" },
      "other",
      undefined,
    ],
    ["what nobody knows", { source: "new.amazonaws.com", name: "MakeThing" }, "other", undefined],
  ])("%s", (_what, changes, kind, owner) => {
    expect(meaningOf(recordOf(changes), ["203.0.113.0/24"])).toMatchObject({ kind, owner });
  });
});

describe("data/events.yaml", () => {
  it.each(events.events.map((entry) => [`${entry.source} ${entry.names.join(" ")}`, entry] as const))(
    "%s",
    (_name, { keep = [], owner, target }) => {
      for (const path of keep) {
        expect(path).toMatch(/^(requestParameters|responseElements)(\.\w+)+$/);
        expect(path).not.toMatch(/e-?mail|phone|secret|token|password|document|endpoint|title|address/i);
      }
      if (target !== undefined) expect(keep).toContain(USER);
      if (owner !== undefined) expect(existsSync(`rules/${owner}.yaml`)).toBe(true);
    },
  );
});

describe("by root", () => {
  const by = (identity: RecordedEvent["identity"], changes = {}) =>
    isByRoot(recordOf({ identity, ...changes }));
  const rootArn = "arn:aws:iam::111122223333:root";

  it.each<[string, ReturnType<typeof isByRoot>, ReturnType<typeof isByRoot>]>([
    ["root", by({ type: "Root" }), true],
    ["a session made of root's credentials", by({ type: "FederatedUser", issuerType: "Root" }), true],
    ["root's ARN, without a type", by({ arn: rootArn }), true],
    ["a service for root", by({ type: "Root", invokedBy: "kms.amazonaws.com" }), false],
    ["a service's own event", by({ type: "Root" }, { type: "AwsServiceEvent" }), false],
    ["a user called root", by({ type: "IAMUser", arn: "arn:aws:iam::111122223333:user/root" }), false],
    [
      "a role's session called root",
      by({ type: "AssumedRole", arn: "arn:aws:sts::111122223333:assumed-role/a/:root" }),
      false,
    ],
    ["nobody, at the sign-in", by({}, signIn), true],
    ["nobody, elsewhere", by({}), "unknown"],
  ])("%s", (_who, actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe("a record says of itself", () => {
  it("how it ended", () => {
    expect(hasFailed(recordOf({ errorCode: "AccessDenied" }))).toBe(true);
    expect(hasFailed(recordOf({ ...signIn, signInResult: "SUCCESS" }))).toBe(false);
    expect(hasFailed(recordOf({ ...signIn, signInResult: "Failure" }))).toBe(true);
    expect(hasFailed(recordOf(signIn))).toBe("unknown");
    expect(hasFailed(recordOf({}))).toBe(false);
  });

  it("whether MFA was used", () => {
    expect(
      ["Yes", "YES", "No", "perhaps"].map((mfaUsed) => usedMfa(recordOf({ ...signIn, mfaUsed }))),
    ).toEqual([true, true, false, "unknown"]);
    expect(usedMfa(recordOf({ identity: { type: "Root", mfaAuthenticated: false } }))).toBe(false);
  });

  it("which session it belongs to", () => {
    expect(sessionKeyOf(recordOf({}))).toBe("AKIAIOSFODNN7EXAMPLE");
    expect(sessionKeyOf(recordOf({ ...signIn, identity: { type: "Root" } }))).toBe(
      "sign-in from 198.51.100.7",
    );
    expect(temporaryKeyOf(recordOf({}))).toBeUndefined();
    expect(temporaryKeyOf(recordOf({ identity: { keyId: "ASIAIOSFODNN7EXAMPL1" } }))).toBe(
      "ASIAIOSFODNN7EXAMPL1",
    );
  });

  it("who did it, without the name of a session", () => {
    const session = "arn:aws:sts::111122223333:assumed-role/admin/alice@example.com";
    expect(roleOf(session)).toBe("arn:aws:iam::111122223333:role/admin");
    expect(actorOf(recordOf({ identity: { type: "AssumedRole", arn: session } }))).toBe(roleOf(session));
    expect(actorOf(recordOf({}))).toBe("root");
    expect(actorOf(recordOf({ identity: {} }))).toBe("nobody named");
  });
});
