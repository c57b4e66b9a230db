// The heart of "never a false pass": whatever a bad answer looks like, no fact is believed on it.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { COLLECTORS, type CollectOptions } from "../../src/collect/index.ts";
import type { Observed } from "../../src/model/index.ts";
import { alter, empty, leaveOut, pathsOf, wrongInJson, wrongInXml } from "./altering.ts";
import { Bench, type Lines } from "./collecting.ts";
import { EXPECTED, type Expected, type Path } from "./expected.ts";
import { type Asked, encode, type Reply, type Structure, type Value } from "./scripted-aws.ts";
import { HEALTHY } from "./world.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const isXml = (operation: string): boolean => /^(iam|sts|sns):/.test(operation);

type Answering = Reply | ((asked: Asked) => Reply);

async function look(
  operation: string,
  { fact, at, options }: Expected,
  reply: Answering,
): Promise<Observed<unknown> | undefined> {
  return at(await run(operation, fact, reply, options));
}

const run = (
  operation: string,
  fact: string,
  reply: Answering,
  options: Partial<CollectOptions> = {},
): Promise<Lines> =>
  bench.collect({ script: { [operation]: reply }, options: { ...options, facts: new Set([fact]) } });

function healthy(operation: string, asked: Asked): Structure {
  const found = HEALTHY[operation];
  if (found === undefined) throw new Error(operation);
  return typeof found === "function" ? found(asked) : found;
}

const altered =
  (operation: string, path: Path, change: (value: Value) => Value | undefined) =>
  (asked: Asked): Reply => ({ ok: alter(healthy(operation, asked), path, change) as Structure });

const HTML = "<html><head><title>Sign in</title></head><body><p>Welcome</p></body></html>";

/** Answers that say 200 and are none. */
function falseAnswers(operation: string): Record<string, Answering> {
  const name = operation.split(":")[1] ?? "";
  const half = (asked: Asked): Reply => {
    const { body, headers } = encode(operation, { ok: healthy(operation, asked) });
    return { raw: body.slice(0, Math.floor(body.length / 2)), headers };
  };
  const common = {
    "an HTML page": { raw: HTML, headers: { "content-type": "text/html" } },
    "an HTML page called what was asked for": { raw: HTML },
    "an HTML page with a doctype": { raw: `<!DOCTYPE html>${HTML}` },
    "an empty body": { raw: "" },
    "white space": { raw: "  \n" },
    "an answer without members": { ok: {} },
    "a body cut in half": half,
  };
  return { ...common, ...(isXml(operation) ? falseXml(name) : falseJson()) };
}

const falseXml = (name: string): Record<string, Answering> => ({
  "a root element alone": { raw: `<${name}Response/>` },
  "another root element": { raw: `<OtherResponse><${name}Result></${name}Result></OtherResponse>` },
  "text where members should be": {
    raw: `<${name}Response><${name}Result>hello</${name}Result></${name}Response>`,
  },
  "an error document": { raw: "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>" },
  JSON: { raw: "{}" },
});

const falseJson = (): Record<string, Answering> => ({
  "a list": { raw: "[]" },
  null: { raw: "null" },
  "a number": { raw: "5" },
  "a text": { raw: '"hello"' },
  "an error document": { raw: '{"__type":"AccessDeniedException","message":"no"}' },
  XML: { raw: "<x/>" },
});

/** Errors, and the state each is. */
const ERRORS: Readonly<Record<string, { reply: Reply; state: string; cause: string; code?: string }>> = {
  AccessDenied: {
    reply: { error: "AccessDenied", status: 403 },
    state: "denied",
    cause: "permission",
    code: "AccessDenied",
  },
  AccessDeniedException: {
    reply: { error: "AccessDeniedException", status: 400 },
    state: "denied",
    cause: "permission",
    code: "AccessDeniedException",
  },
  AuthorizationError: {
    reply: { error: "AuthorizationError", status: 403 },
    state: "denied",
    cause: "permission",
    code: "AuthorizationError",
  },
  "expired credentials": {
    reply: { error: "ExpiredToken", status: 403 },
    state: "failed",
    cause: "reach",
    code: "ExpiredToken",
  },
  "credentials nobody knows": {
    reply: { error: "InvalidClientTokenId", status: 403 },
    state: "failed",
    cause: "reach",
    code: "InvalidClientTokenId",
  },
  "an HTML page with status 404": { reply: { raw: HTML, status: 404 }, state: "failed", cause: "malformed" },
  "an empty answer with status 404": { reply: { raw: "", status: 404 }, state: "failed", cause: "malformed" },
  "an HTML page with status 403": { reply: { raw: HTML, status: 403 }, state: "failed", cause: "malformed" },
  "an HTML page with status 503": { reply: { raw: HTML, status: 503 }, state: "failed", cause: "reach" },
  "a code of absence with status 200": {
    reply: { raw: '{"__type":"NotFoundException"}' },
    state: "failed",
    cause: "malformed",
  },
  "a connection that is reset": {
    reply: { act: (response) => response.socket?.destroy() },
    state: "failed",
    cause: "reach",
  },
};

it("knows every declared operation", () => {
  const declared = COLLECTORS.flatMap(({ operations }) =>
    operations.map(({ service, operation }) => `${service}:${operation}`),
  );
  const tested = [...Object.keys(EXPECTED), "sts:GetCallerIdentity", "organizations:ListAccountsForParent"];
  expect([...new Set(declared)].sort()).toEqual(tested.sort());
});

describe.each(Object.entries(EXPECTED))("%s", (operation, expected) => {
  const nothing = {
    operation,
    service: "",
    region: "",
    accessKeyId: "ASIA222222222222",
    agent: "",
    input: { ParentId: "r-1" },
    times: 0,
  };
  const sample = healthy(operation, nothing);
  const wrong = isXml(operation) ? wrongInXml : wrongInJson;
  const same = (one: Path) => (other: Path) => one.join() === other.join();

  it.each(Object.entries(falseAnswers(operation)))("believes nothing on %s", async (_, reply) => {
    expect(await look(operation, expected, reply)).toMatchObject({
      state: "failed",
      reason: { cause: "malformed" },
    });
  });

  it.each(Object.entries(ERRORS))("says what happened on %s", async (_, { reply, state, cause, code }) => {
    const seen = await look(operation, expected, reply);
    expect(seen).toMatchObject({ state, reason: { cause } });
    expect(seen?.reason?.message).toContain(operation);
    expect(seen?.calls.at(-1)).toMatchObject({
      operation,
      outcome: state === "denied" ? "denied" : "failed",
      ...(code !== undefined && { code }),
    });
  });

  it.each(expected.required.map((path) => [path.join("."), path] as const))("needs %s", async (_, path) => {
    const member = String(path.filter((step) => typeof step === "string").at(-1));
    const malformed = { state: "failed", reason: { cause: "malformed" } };
    const without = await look(operation, expected, altered(operation, path, leaveOut));
    expect(without).toMatchObject(malformed);
    expect(without?.reason?.message).toContain(member);
    expect(await look(operation, expected, altered(operation, path, wrong))).toMatchObject(malformed);
    const value = pathValue(sample, path);
    const mayBeBlank = typeof value !== "string" || (expected.blank ?? []).some(same(path));
    if (!mayBeBlank)
      expect(await look(operation, expected, altered(operation, path, empty))).toMatchObject(malformed);
  });

  it("can do without the rest, but not with nonsense in it", async () => {
    for (const path of expected.optional ?? []) {
      expect((await look(operation, expected, altered(operation, path, leaveOut)))?.state).toBe("collected");
      if (pathValue(sample, path.slice(0, -1)) instanceof Map) continue;
      expect((await look(operation, expected, altered(operation, path, wrong)))?.state).toBe("failed");
    }
  });

  it("says that there is none only where the member is left out", async () => {
    const { absence } = expected;
    if (absence === undefined) return;
    expect((await look(operation, expected, altered(operation, absence, leaveOut)))?.state).toBe("absent");
    expect((await look(operation, expected, altered(operation, absence, wrong)))?.state).toBe("failed");
  });

  it("is not swayed by what it does not read", async () => {
    const { required, optional = [], absence = [] } = expected;
    const read = [...required, ...optional, absence];
    const others = pathsOf(sample).filter(
      (path) => !read.some(same(path)) && !path.includes("AccountPasswordPresent"),
    );
    const before = await look(
      operation,
      expected,
      altered(operation, [], (value) => value),
    );
    for (const path of others) {
      expect(await look(operation, expected, altered(operation, path, leaveOut))).toEqual(before);
    }
  });
});

function pathValue(value: Value, path: Path): Value | undefined {
  let found: Value | undefined = value;
  for (const step of path) {
    found =
      found instanceof Map ? found.get(String(step)) : (found as unknown as Record<string, Value>)[step];
  }
  return found;
}

describe("numbers of the account summary", () => {
  const summary = (key: string, value: Value): Answering =>
    altered("iam:GetAccountSummary", ["SummaryMap", key], () => value);

  it.each(["", " ", "\n", "yes", "1.5", "-1", "0x0", "1e0", "99999999999999999999", "NaN"])(
    "does not take %j for a number",
    async (text) => {
      const expected = EXPECTED["iam:GetAccountSummary"] as Expected;
      for (const key of [
        "AccountMFAEnabled",
        "AccountAccessKeysPresent",
        "AccountSigningCertificatesPresent",
      ]) {
        expect(await look("iam:GetAccountSummary", expected, summary(key, text))).toMatchObject({
          state: "failed",
          reason: { cause: "malformed" },
        });
      }
    },
  );

  it("takes 2 keys as they are, and no 2 for MFA", async () => {
    const expected = EXPECTED["iam:GetAccountSummary"] as Expected;
    const keys = await look("iam:GetAccountSummary", expected, summary("AccountAccessKeysPresent", 2));
    expect(keys?.value).toMatchObject({ accessKeysPresent: 2 });
    expect((await look("iam:GetAccountSummary", expected, summary("AccountMFAEnabled", 2)))?.state).toBe(
      "failed",
    );
  });

  it("lets only the password be unknown where its entry is missing or bad", async () => {
    for (const change of [leaveOut, () => "", () => "words", () => 2]) {
      const reply = altered("iam:GetAccountSummary", ["SummaryMap", "AccountPasswordPresent"], change);
      const { account } = await run("iam:GetAccountSummary", "account.summary", reply);
      const { summary: seen } = account;
      if (seen.state === "failed") {
        expect(change).not.toBe(leaveOut);
        continue;
      }
      expect(seen.value?.passwordPresent).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
    }
  });

  it("refuses a key that is there twice", async () => {
    const entry = "<entry><key>AccountAccessKeysPresent</key><value>0</value></entry>";
    const { body } = encode("iam:GetAccountSummary", {
      ok: HEALTHY["iam:GetAccountSummary"] as Structure,
    });
    const raw = body.replace("</SummaryMap>", `${entry}</SummaryMap>`);
    const { account } = await run("iam:GetAccountSummary", "account.summary", { raw });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });
});

describe("empty lists", () => {
  it.each(
    Object.entries(EXPECTED)
      .map(([operation, { required }]) => [operation, String(required[0]?.[0])] as const)
      .filter(([operation, list]) => Array.isArray((HEALTHY[operation] as Structure | undefined)?.[list])),
  )("%s: an empty %s is believed where it is there, and only there", async (operation, list) => {
    if (["cloudtrail:GetEventSelectors", "support:DescribeSeverityLevels"].includes(operation)) return;
    const expected = EXPECTED[operation] as Expected;
    const none = await look(
      operation,
      expected,
      altered(operation, [list], () => []),
    );
    expect(none).toMatchObject({ state: "collected", value: [] });
    expect(none?.incomplete).toBeUndefined();
  });

  it.each([
    "<VirtualMFADevices/>",
    "<VirtualMFADevices></VirtualMFADevices>",
    "<VirtualMFADevices>\n  </VirtualMFADevices>",
  ])("takes %j for an empty list", async (list) => {
    expect(await devices(list)).toMatchObject({ state: "collected", value: [] });
  });

  it.each([
    "",
    "<VirtualMFADevices>none</VirtualMFADevices>",
    "<VirtualMFADevices><device/></VirtualMFADevices>",
    "<VirtualMFADevices/><VirtualMFADevices/>",
    "<virtualMFADevices/>",
    "<VirtualMFADevices><member/></VirtualMFADevices>",
  ])("does not take %j for one", async (list) => {
    expect(await devices(list)).toMatchObject({ state: "failed", reason: { cause: "malformed" } });
  });

  async function devices(list: string): Promise<Observed<unknown> | undefined> {
    const result = `<ListVirtualMFADevicesResult>${list}<IsTruncated>false</IsTruncated></ListVirtualMFADevicesResult>`;
    const raw = `<ListVirtualMFADevicesResponse>${result}</ListVirtualMFADevicesResponse>`;
    return look("iam:ListVirtualMFADevices", EXPECTED["iam:ListVirtualMFADevices"] as Expected, { raw });
  }
});
