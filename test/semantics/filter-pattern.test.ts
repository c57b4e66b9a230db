// Which metric filters are proven to count every root sign-in, and every mutating call of root.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  activityProbes,
  type Cover,
  coverFilterPattern,
  type Probe,
  signInProbes,
} from "../../src/semantics/index.ts";

const input = { accountId: "111122223333", partition: "aws", region: "us-east-1", alias: "acme" };
const signIns = signInProbes(input);
const activity = activityProbes(input);
const verdict = (pattern: string, probes: readonly Probe[] = signIns): Cover["verdict"] =>
  coverFilterPattern(pattern, probes).verdict;

const CIS =
  '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS) && ($.eventType != "AwsServiceEvent") }';

describe("filters that count every root event", () => {
  it.each([
    ["CIS", CIS],
    ["CIS without brackets", CIS.replaceAll(/[()]/g, "")],
    ["no spaces, no quotes", "{($.userIdentity.type=Root)&&($.userIdentity.invokedBy NOT EXISTS)}"],
    ["over several lines", '{\n  $.userIdentity.type = "Root"\n}'],
    ["everything", ""],
    ["nothing but space", "  "],
    ["a star behind", '{ $.userIdentity.type = "Ro*" }'],
    ["a star before", "{ $.userIdentity.type = *oot }"],
    ["stars around", '{ $.userIdentity.arn = "*iam::*" || $.userIdentity.arn = "*:root*" }'],
    ["a star alone, on a text that is always there", "{ $.eventID = * }"],
    ["the ARN", '{ $.userIdentity.arn = "arn:aws:iam::111122223333:root" }'],
    ["&& binds first", '{ $.eventType = "x" && $.awsRegion = "x" || $.userIdentity.type = "Root" }'],
    ["an exclusion that cannot hit", '{ $.userIdentity.type = "Root" && $.userIdentity.type != "IAMUser" }'],
  ])("%s", (_name, pattern) => {
    expect(coverFilterPattern(pattern, signIns)).toMatchObject({ verdict: "all", missed: [] });
    expect(coverFilterPattern(pattern, activity)).toMatchObject({ verdict: "all", missed: [] });
  });

  it("sign-ins only", () => {
    const pattern = "{ $.eventName = ConsoleLogin && $.userIdentity.type = Root }";
    expect(verdict(pattern)).toBe("all");
    expect(verdict(pattern, activity)).toBe("none");
  });

  it("every source of calls, by what all of them end in", () => {
    expect(verdict('{ $.eventSource = "*.amazonaws.com" }', activity)).toBe("all");
    expect(verdict('{ $.eventSource != "signin.example.com" }', activity)).toBe("all");
  });
});

describe("filters that count some or none", () => {
  it.each([
    [
      "successes only",
      '{ $.userIdentity.type = "Root" && $.responseElements.ConsoleLogin = "Success" }',
      "some",
    ],
    ["without MFA", '{ $.additionalEventData.MFAUsed = "No" }', "some"],
    ["one address", '{ $.sourceIPAddress = "192.0.2.10" }', "some"],
    ["not one address", "{ $.sourceIPAddress != 192.0.* }", "some"],
    ["one agent", '{ $.userAgent = "Mozilla*" }', "some"],
    ["no error", "{ $.errorMessage NOT EXISTS }", "some"],
    ["an element of a list", '{ $.resources[0].type = "x" }', "some"],
    ["|| in brackets", '{ ($.userIdentity.type = "Root" || $.eventID = x) && $.eventID = "y" }', "some"],
    ["root in lower case", '{ $.userIdentity.type = "root" }', "none"],
    ["other type", '{ $.userIdentity.type = "IAMUser" }', "none"],
    ["not root", '{ $.userIdentity.type != "Root" }', "none"],
    ["services acting only", '{ $.eventType = "AwsServiceEvent" }', "none"],
    ["an absent field is no text", '{ $.userIdentity.invokedBy = "x" }', "none"],
    ["an absent field is not null", "{ $.userIdentity.invokedBy IS NULL }", "none"],
    ["a field that is there", "{ $.userIdentity.type NOT EXISTS }", "none"],
    ["a text that is there is not null", "{ $.eventID IS NULL }", "none"],
  ])("%s", (_name, pattern, expected) => expect(verdict(pattern)).toBe(expected));

  it("names the variants and the fields", () => {
    expect(coverFilterPattern('{ $.additionalEventData.MFAUsed = "No" }', signIns)).toMatchObject({
      verdict: "some",
      reason: expect.stringContaining("detail.additionalEventData.MFAUsed") as unknown,
    });
    expect(coverFilterPattern('{ $.eventName = "CreateUser" }', activity).missed).toContain(
      "iam:CreateAccessKey",
    );
  });
});

describe("filters that are not understood", () => {
  it.each([
    ["terms", "Root"],
    ["a phrase", '"Root"'],
    ["the phrase that is one space", '" "'],
    ["fields between spaces", "[ip, user]"],
    ["a regular expression", "{ $.userIdentity.type = %Ro.t% }"],
    ["a star in the middle", '{ $.userIdentity.type = "R*t" }'],
    ["two stars", '{ $.userIdentity.type = "**" }'],
    ["an empty text", '{ $.userIdentity.type = "" }'],
    ["an escape", '{ $.userIdentity.type = "Ro\\u006ft" }'],
    ["single quotes", "{ $.userIdentity.type = 'Root' }"],
    ["a wildcard selector", '{ $.userIdentity.* = "Root" }'],
    ["any element", '{ $.list[*] = "Root" }'],
    ["a selector in brackets", "{ $.['userIdentity'] = x }"],
    ["EXISTS", "{ $.userIdentity.type EXISTS }"],
    ["IS NOT", "{ $.userIdentity.type IS NOT NULL }"],
    ["lower-case words", "{ $.userIdentity.invokedBy not exists }"],
    ["quoted words", '{ $.userIdentity.invokedBy "NOT" "EXISTS" }'],
    ["==", '{ $.userIdentity.type == "Root" }'],
    ["a bracket too few", '{ ($.userIdentity.type = "Root" }'],
    ["a bracket too many", '{ $.userIdentity.type = "Root") }'],
    ["nothing inside", "{ }"],
    ["no end", '{ $.userIdentity.type = "Root"'],
    ["more behind", '{ $.userIdentity.type = "Root" } x'],
    ["a join without a right side", '{ $.userIdentity.type = "Root" && }'],
    ["text compared by size", '{ $.userIdentity.type > "A" }'],
    ["!= on a missing field", '{ $.userIdentity.invokedBy != "x" }'],
    ["a number against a text", "{ $.recipientAccountId = 111122223333 }"],
    ["a text that is a truth value", "{ $.userIdentity.type IS TRUE }"],
    ["a bare text with a hyphen", "{ $.awsRegion = us-east-1 }"],
    ["too long", `{ $.userIdentity.type = "${"x".repeat(1024)}" }`],
  ])("%s", (_name, pattern) => {
    const cover = coverFilterPattern(pattern, signIns);
    expect(cover.verdict).toBe("not-understood");
    expect(cover.missed).toHaveLength(signIns.length);
    expect(cover.reason).toBeTruthy();
  });

  it("what is not described decides nothing beside what is", () => {
    expect(verdict('{ $.userIdentity.invokedBy != "x" || $.userIdentity.type = Root }')).toBe("all");
    expect(verdict('{ $.userIdentity.invokedBy != "x" && $.userIdentity.type = User }')).toBe("none");
  });

  it("no probes, no claim", () => {
    expect(verdict("", [])).toBe("not-understood");
    expect(verdict(CIS, [])).toBe("not-understood");
  });
});

describe("laws of filters", () => {
  const RANK = { none: 0, some: 1, all: 2, "not-understood": 1, invalid: 1 };
  const test = fc.constantFrom(
    '$.userIdentity.type = "Root"',
    '$.userIdentity.type = "IAMUser"',
    "$.userIdentity.invokedBy NOT EXISTS",
    '$.responseElements.ConsoleLogin = "Success"',
    '$.sourceIPAddress = "192.0.2.10"',
    '$.userIdentity.invokedBy != "x"',
  );

  it("another condition never covers more, another alternative never less", () => {
    fc.assert(
      fc.property(fc.array(test, { minLength: 1, maxLength: 4 }), test, (tests, more) => {
        for (const join of [" && ", " || "]) {
          const inner = tests.join(join);
          const before = verdict(`{ ${inner} }`);
          const narrow = verdict(`{ (${inner}) && ${more} }`);
          const wide = verdict(`{ (${inner}) || ${more} }`);
          if (narrow === "all") expect(before).toBe("all");
          if (before === "all") expect(wide).toBe("all");
          if (before === "none") expect(RANK[narrow]).toBe(0);
        }
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it("never throws", () => {
    const word = fc.constantFrom(
      "{",
      "}",
      "(",
      ")",
      "$.a",
      "$.a.b[0]",
      "=",
      "!=",
      "&&",
      "||",
      '"x"',
      "NOT",
      "IS",
      "1",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 3 })), { maxLength: 20 }), (words) => {
        expect(() => coverFilterPattern(words.join(" "), signIns)).not.toThrow();
      }),
      { seed: 22, numRuns: 1000 },
    );
    expect(verdict(`{ ${"(".repeat(1000)}`)).toBe("not-understood");
  });
});
