// Revert commands: whatever a value holds, it is one word of the command or there is no command.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createReverts } from "../../src/semantics/index.ts";
import { events, recordOf, reverts } from "./recorded.ts";

const revertOf = createReverts(reverts);
const userNamed = (userName: string) => recordOf({ details: { "requestParameters.userName": userName } });

/** A space, a comment, or a word of quoted texts, escaped letters and letters that a POSIX shell leaves alone. */
const TOKEN = / +|#.*|((?:'[^']*'|\\[^]|[^\s'\\;&|<>()$`"*?[~#])+)/y;

/** The words of a command as a POSIX shell takes them. Throws on anything the shell would act on. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text);
    if (token === null) throw new Error(`the shell would act on ${text.slice(at)}`);
    const [, word] = token;
    if (word !== undefined) words.push(word.replaceAll(/'([^']*)'|\\([^])/g, "$1$2"));
  }
  return words;
}

describe("a value of a hostile event", () => {
  it("is exactly one word of the command, or there is none", () => {
    const hostile = fc.string({
      unit: fc.constantFrom(..."a'\"\\ $`;&|<>()#*?~-\n\t\u0000\u202e@:/=é".split("")),
    });
    const value = fc.oneof(fc.string({ unit: "binary" }), hostile);
    fc.assert(
      fc.property(value, (userName) => {
        const { revert } = revertOf(userNamed(userName));
        if (revert.startsWith("no command can be made")) return;
        expect(shellWords(revert)).toEqual(["aws", "iam", "delete-user", "--user-name", userName]);
      }),
      { seed: 20_260_115, numRuns: 2000 },
    );
  });

  it.each([
    ["x'; rm -rf ~; '", "aws iam delete-user --user-name 'x'\\''; rm -rf ~; '\\'''  # "],
    ["--no-sign-request", "could be taken for an option or a file"],
    ["file:///etc/passwd", "could be taken for an option or a file"],
    ["", "could be taken for an option or a file"],
    ["a\nb", "holds control characters"],
    ["\u202egnp.exe", "holds control characters"],
    ["alice@example.com", "holds an e-mail address"],
  ])("%j", (userName, expected) => {
    expect(revertOf(userNamed(userName)).revert).toContain(expected);
  });

  it("inside a word only a plain name is taken", () => {
    const closed = (accountId: string) =>
      revertOf(
        recordOf({
          source: "organizations.amazonaws.com",
          name: "RemoveAccountFromOrganization",
          details: { "requestParameters.accountId": accountId },
        }),
      ).revert;
    expect(closed("444455556666")).toContain("--target Id='444455556666',Type=ACCOUNT  # ");
    expect(closed("444455556666,Type=EMAIL")).toContain("is not a plain name");
  });
});

describe("what is told instead of a command", () => {
  it.each([
    [
      "an event nobody knows",
      { source: "new.amazonaws.com", name: "MakeThing" },
      "no command is known for MakeThing",
    ],
    [
      "a field the record lacks",
      {},
      "no command can be made for CreateUser: its record lacks requestParameters.userName",
    ],
    ["a change that failed", { errorCode: "AccessDenied" }, "it failed: there is nothing to undo"],
    ["a read", { readOnly: true }, "it changed nothing"],
    ["what is gone for good", { name: "DeleteUser" }, "a deleted user cannot come back"],
  ])("%s", (_what, changes, expected) => {
    expect(revertOf(recordOf(changes)).revert).toContain(expected);
  });

  it("whose credential it is, is not guessed", () => {
    const record = recordOf({ name: "CreateAccessKey", otherFields: ["requestParameters.userName"] });
    expect(revertOf(record).revert).toBe("no command is known for CreateAccessKey; look at it by hand");
  });
});

describe("data/reverts.yaml", () => {
  const pathsOf = (text: string): string[] =>
    [...text.matchAll(/\{\{([^}]+)\}\}/g)].map(([, path = ""]) => path);
  const entries = reverts.reverts.map(
    (entry) => [`${entry.source} ${entry.name} ${entry.target ?? ""}`, entry] as const,
  );

  it.each(entries)("%s reads what evidence keeps", (_name, { source, name, object, command = "" }) => {
    const kept = events.events
      .filter((entry) => entry.source === source && entry.names.includes(name))
      .flatMap(({ keep = [] }) => keep);
    const read = [...pathsOf(object), ...pathsOf(command)].filter(
      (path) => !["region", "account"].includes(path),
    );
    expect(kept).toEqual(expect.arrayContaining(read));
  });

  it.each(entries.filter(([, { command }]) => command !== undefined))(
    "%s gives a command",
    (_name, entry) => {
      const details = Object.fromEntries(pathsOf(entry.command!).map((path) => [path, "value-1"]));
      const user = { "requestParameters.userName": entry.target === "self" ? "AWS ROOT USER" : "value-1" };
      const record = recordOf({ source: entry.source, name: entry.name, details: { ...details, ...user } });
      const words = shellWords(revertOf(record).revert);
      expect(words[0]).toBe("aws");
      expect(words.join(" ")).not.toMatch(/[{}]/);
      for (const path of pathsOf(entry.command!)) {
        const expected = path === "region" ? "us-east-1" : path === "account" ? "111122223333" : "value-1";
        expect(words.some((word) => word.includes(expected))).toBe(true);
      }
    },
  );

  it.each([
    [
      "iam",
      "CreateUser CreateAccessKey CreateLoginProfile AttachUserPolicy PutUserPolicy CreateRole UpdateAssumeRolePolicy",
    ],
    [
      "iam",
      "AttachRolePolicy CreateSAMLProvider CreateOpenIDConnectProvider CreatePolicyVersion DeactivateMFADevice",
    ],
    ["iam", "CreateVirtualMFADevice EnableMFADevice"],
    ["cloudtrail", "StopLogging DeleteTrail UpdateTrail PutEventSelectors"],
    ["events", "DisableRule DeleteRule RemoveTargets"],
    ["account", "PutAlternateContact DeleteAlternateContact EnableRegion"],
    ["organizations", "LeaveOrganization DetachPolicy"],
    ["ec2", "RunInstances"],
  ])("%s: %s", (service, names) => {
    const known = reverts.reverts
      .filter(({ source }) => source === `${service}.amazonaws.com`)
      .map(({ name }) => name);
    expect(known).toEqual(expect.arrayContaining(names.split(" ")));
  });
});
