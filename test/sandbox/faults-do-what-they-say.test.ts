// Each kind of fault, seen by the real client; and that a fault strikes only where and as often as it was told to.
import { GetAccountSummaryCommand, ListVirtualMFADevicesCommand } from "@aws-sdk/client-iam";
import { GetTrailStatusCommand } from "@aws-sdk/client-cloudtrail";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListAccountsCommand } from "@aws-sdk/client-organizations";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetAlternateContactCommand } from "@aws-sdk/client-account";
import { afterAll, beforeAll, beforeEach, expect, it } from "@jest/globals";

import { startSandbox, type Fault, type Sandbox } from "../../src/sandbox/index.ts";
import { assume, clientsOf, failure, inside, unverified, withSandbox, type Clients } from "./clients.ts";

let sandbox: Sandbox;
let clients: Clients;
beforeAll(async () => {
  sandbox = await startSandbox();
  clients = clientsOf(sandbox);
});
beforeEach(() => sandbox.setFaults([]));
afterAll(() => sandbox.close());

const listAccounts = (input: { NextToken?: string } = {}) =>
  clients.organizations.send(new ListAccountsCommand(input));
const summary = ({ iam }: Clients = clients, abortSignal?: AbortSignal) =>
  iam.send(new GetAccountSummaryCommand({}), abortSignal ? { abortSignal } : {});
const topicArn = "arn:aws:sns:us-east-1:111122223333:root-alerts";
const topic = () => clients.sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }));
const contact = () =>
  clients.account.send(new GetAlternateContactCommand({ AlternateContactType: "SECURITY" }));
const alarms = () => clients.monitoring.send(new DescribeAlarmsCommand({}));

/** Names and statuses by service, under a fault that strikes everything. */
async function refusals(fault: Fault): Promise<string[]> {
  sandbox.setFaults([fault]);
  const errors = await Promise.all([listAccounts(), summary(), topic(), contact(), alarms()].map(failure));
  return errors.map(({ name, $metadata }) => `${name} ${$metadata?.httpStatusCode ?? "?"}`);
}

it("accessDenied, in each service's own word", async () => {
  expect(await refusals({ kind: "accessDenied" })).toEqual([
    "AccessDeniedException 400",
    "AccessDenied 403",
    "AuthorizationErrorException 403",
    "AccessDeniedException 403",
    "AccessDeniedException 400",
  ]);
});

it("throttle, in each service's own word", async () => {
  expect(await refusals({ kind: "throttle" })).toEqual([
    "TooManyRequestsException 400",
    "Throttling 400",
    "ThrottledException 429",
    "TooManyRequestsException 429",
    "ThrottlingException 400",
  ]);
});

it("throttle says when to come back", async () => {
  sandbox.setFaults([{ kind: "throttle", retryAfter: 7200 }]);
  const answer = await fetch(sandbox.url, { method: "POST", body: "Action=GetCallerIdentity" });
  expect(answer.headers.get("retry-after")).toBe("7200");
});

it("expiredToken", async () => {
  expect(await refusals({ kind: "expiredToken" })).toEqual([
    "ExpiredTokenException 400",
    "ExpiredToken 403",
    "ExpiredToken 403",
    "ExpiredTokenException 403",
    "ExpiredTokenException 400",
  ]);
});

it("clockSkew refuses until the client has corrected its clock", async () => {
  sandbox.setFaults([{ kind: "clockSkew", minutes: 20 }]);
  expect((await failure(summary())).name).toBe("SignatureDoesNotMatch");
  const patient = clientsOf(sandbox, { maxAttempts: 3 });
  const before = sandbox.requests;
  expect((await summary(patient)).SummaryMap).toHaveProperty("AccountMFAEnabled", 1);
  expect(sandbox.requests - before).toBe(2);
});

it("emptyMap is resolved without a complaint, and says nothing", async () => {
  sandbox.setFaults([{ kind: "emptyMap" }]);
  expect((await summary()).SummaryMap).toBeUndefined();
  expect((await listAccounts()).Accounts).toBeUndefined();
  expect((await alarms()).MetricAlarms).toBeUndefined();
});

it("wordsForNumbers puts words where numbers and truth values belong", async () => {
  sandbox.setFaults([{ kind: "wordsForNumbers" }]);
  expect(Number.isNaN((await summary()).SummaryMap?.AccountMFAEnabled)).toBe(true);
  expect((await topic()).Attributes?.SubscriptionsConfirmed).toBe("several");
  const trail = clients.cloudtrail.send(
    new GetTrailStatusCommand({ Name: "arn:aws:cloudtrail:us-east-1:111122223333:trail/organization" }),
  );
  expect((await trail).IsLogging).not.toBe(true);
});

it("html200 and empty200 come as success", async () => {
  for (const kind of ["html200", "empty200"] as const) {
    sandbox.setFaults([{ kind, service: "iam" }]);
    const answered = await summary().catch(() => undefined);
    expect(answered?.SummaryMap).toBeUndefined();
    const raw = await unverified(sandbox, "iam");
    expect([raw.status, await raw.text()]).toEqual([
      200,
      kind === "html200" ? expect.stringMatching(/^<!doctype/) : "",
    ]);
  }
});

it("html503 is a server error without a code", async () => {
  sandbox.setFaults([{ kind: "html503" }]);
  expect((await failure(summary())).$metadata?.httpStatusCode).toBe(503);
  expect((await failure(listAccounts())).$metadata?.httpStatusCode).toBe(503);
});

it("truncated cuts the body in the middle and keeps the transport happy", async () => {
  const whole = await (await unverified(sandbox, "iam")).text();
  sandbox.setFaults([{ kind: "truncated" }]);
  const half = await (await unverified(sandbox, "iam")).text();
  expect(half).toBe(whole.slice(0, half.length));
  expect(half).toHaveLength(Math.floor(whole.length / 2));
  expect(await failure(listAccounts())).toBeInstanceOf(SyntaxError);
});

it("reset breaks the connection", async () => {
  sandbox.setFaults([{ kind: "reset" }]);
  expect((await failure(summary())).message).toContain("ECONNRESET");
});

it("silence and headersThenSilence never end by themselves", async () => {
  for (const kind of ["silence", "headersThenSilence"] as const) {
    let reached: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => (reached = resolve));
    await withSandbox({ faults: [{ kind }], onRequest: () => reached() }, async (mute) => {
      const giveUp = new AbortController();
      const call = failure(summary(clientsOf(mute), giveUp.signal));
      await arrival;
      giveUp.abort();
      expect(await call).toMatchObject({ name: "AbortError" });
    });
  }
});

it("drip sends every byte, one at a time", async () => {
  sandbox.setFaults([{ kind: "drip", everyMs: 0 }]);
  expect((await summary()).SummaryMap).toHaveProperty("AccountMFAEnabled", 1);
});

it("sameToken repeats one page and one token for ever", async () => {
  sandbox.setFaults([{ kind: "sameToken" }]);
  const first = await listAccounts();
  const second = await listAccounts({ NextToken: first.NextToken! });
  expect(second.Accounts).toEqual(first.Accounts);
  expect(second.NextToken).toBe(first.NextToken);
  expect((await summary()).SummaryMap).toBeDefined();
});

it("endlessPages gives a new token and nothing else each time", async () => {
  sandbox.setFaults([{ kind: "endlessPages" }]);
  const first = await listAccounts();
  const second = await listAccounts({ NextToken: first.NextToken! });
  expect([first.Accounts, second.Accounts]).toEqual([[], []]);
  expect(second.NextToken).not.toBe(first.NextToken);
});

it("truncatedWithoutMarker says there is more and not where", async () => {
  sandbox.setFaults([{ kind: "truncatedWithoutMarker" }]);
  const answer = await clients.iam.send(new ListVirtualMFADevicesCommand({}));
  expect(answer.IsTruncated).toBe(true);
  expect(answer.Marker).toBeUndefined();
});

it("cutOff announces a body and hangs up in the middle", async () => {
  sandbox.setFaults([{ kind: "cutOff" }]);
  expect((await failure(summary())).message).toMatch(/aborted|hang up/);
});

it("html500 is a server error without a code", async () => {
  sandbox.setFaults([{ kind: "html500" }]);
  expect((await failure(summary())).$metadata?.httpStatusCode).toBe(500);
});

it("badToken lets a list begin and refuses its second page", async () => {
  await withSandbox({ accounts: 6, pageSize: 2, emptyPages: 0 }, async (small) => {
    const { organizations } = clientsOf(small);
    small.setFaults([{ kind: "badToken" }]);
    const { NextToken } = await organizations.send(new ListAccountsCommand({}));
    const second = organizations.send(new ListAccountsCommand({ NextToken: NextToken! }));
    expect((await failure(second)).name).toBe("InvalidInputException");
  });
});

it("duplicates, missingFields, wrongTypes and wrongAccount alter what is said", async () => {
  const { Accounts: whole = [] } = await listAccounts();
  sandbox.setFaults([{ kind: "duplicates" }]);
  expect((await listAccounts()).Accounts).toHaveLength(2 * whole.length);
  sandbox.setFaults([{ kind: "missingFields" }]);
  expect((await listAccounts()).Accounts).toBeUndefined();
  sandbox.setFaults([{ kind: "wrongTypes" }]);
  expect((await listAccounts()).Accounts).toBe("several");
  sandbox.setFaults([{ kind: "wrongAccount" }]);
  expect((await listAccounts()).Accounts?.map(({ Id }) => Id)).toEqual(whole.map(() => "999999999999"));
});

it("probability draws alike for the same seed", async () => {
  const outcomes = async (seed: number): Promise<string> => {
    sandbox.setFaults([{ kind: "accessDenied", probability: 0.5, seed }]);
    const drawn: string[] = [];
    for (let count = 0; count < 20; count++)
      drawn.push(
        await summary().then(
          () => "-",
          () => "x",
        ),
      );
    return drawn.join("");
  };
  const first = await outcomes(1);
  expect(first).toMatch(/x.*-|-.*x/);
  expect(await outcomes(1)).toBe(first);
  expect(await outcomes(2)).not.toBe(first);
});

it("strikes by service, operation, account and region", async () => {
  const member = await inside(sandbox, "locked-down");
  const elsewhere = clientsOf(sandbox, { region: "eu-west-1" });
  sandbox.setFaults([
    { kind: "accessDenied", service: "iam", operation: "GetAccountSummary", account: "210987654321" },
    { kind: "accessDenied", region: "eu-west-1" },
  ]);
  expect((await failure(summary(member))).name).toBe("AccessDenied");
  expect((await member.iam.send(new ListVirtualMFADevicesCommand({}))).IsTruncated).toBe(false);
  expect((await summary()).SummaryMap).toBeDefined();
  expect((await failure(summary(elsewhere))).name).toBe("AccessDenied");
});

it("strikes as often as it was told, then the next fault has its turn", async () => {
  sandbox.setFaults([
    { kind: "throttle", times: 2 },
    { kind: "accessDenied", times: 1 },
  ]);
  const names = [await failure(summary()), await failure(summary()), await failure(summary())].map(
    ({ name }) => name,
  );
  expect(names).toEqual(["Throttling", "Throttling", "AccessDenied"]);
  expect((await summary()).SummaryMap).toBeDefined();
});

it("close ends connections that a fault holds open", async () => {
  const mute = await startSandbox({ faults: [{ kind: "headersThenSilence", service: "iam" }] });
  const call = failure(summary(clientsOf(mute, { credentials: await assume(mute, "123456789012") })));
  while (mute.requests < 2) await new Promise(setImmediate);
  await mute.close();
  expect(await call).toBeInstanceOf(Error);
});
