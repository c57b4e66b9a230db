// Silence in all its forms ends at a deadline, and only the fact that was asked for is lost.
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Bench, OPTIONS, problemOf } from "./collecting.ts";

const bench = new Bench();
beforeAll(() => bench.start());
afterAll(() => bench.stop());

const DEADLINES = { connectionMs: 1_000, requestMs: 5_000, totalMs: 250, pollMs: 0, budgetMs: 500 };

const HEAD = { "content-type": "text/xml" };

/** A byte every 20 ms for as long as anyone listens. */
function drip(response: ServerResponse): void {
  response.writeHead(200, HEAD);
  const timer = setInterval(() => response.write("<"), 20);
  response.on("close", () => clearInterval(timer));
}

const SILENCES: Readonly<Record<string, (response: ServerResponse) => void>> = {
  "no answer": () => undefined,
  "headers, then silence": (response) => {
    response.writeHead(200, { ...HEAD, "content-length": "1000" });
    response.write("<GetAccountSummaryResponse>");
  },
  "a byte at a time": drip,
  "throttling to the end": (response) => {
    response.writeHead(400, HEAD);
    response.end("<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code></Error></ErrorResponse>");
  },
  "a request to come back later than that": (response) => {
    response.writeHead(429, { ...HEAD, "retry-after": "2" });
    response.end();
  },
};

describe.each(Object.entries(SILENCES))("%s", (_, act) => {
  it("costs one fact and no more time than the deadline", async () => {
    const begun = performance.now();
    const { account } = await bench.collect({
      script: { "iam:GetAccountSummary": { act } },
      options: { deadlines: DEADLINES, facts: new Set(["account.summary", "account.aliases"]) },
    });
    expect(account.summary).toMatchObject({ state: "failed", reason: { cause: "reach" } });
    expect(account.aliases.state).toBe("collected");
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it("ends the request that should tell who is calling", async () => {
    bench.begin({ "sts:GetCallerIdentity": { act } });
    expect(await problemOf({ ...OPTIONS, deadlines: DEADLINES })).toContain("AWS did not say");
  });
});

it("retries a request that got no answer in its own time", async () => {
  const { account } = await bench.collect({
    script: {
      "iam:GetAccountSummary": ({ times }) =>
        times === 0 ? { act: () => undefined } : { ok: { SummaryMap: new Map([["AccountMFAEnabled", 1]]) } },
    },
    options: { deadlines: { requestMs: 100, totalMs: 5_000 }, facts: new Set(["account.summary"]) },
  });
  expect(account.summary.reason?.cause).toBe("malformed");
  expect(bench.aws.operations().filter((name) => name === "iam:GetAccountSummary")).toHaveLength(2);
});

it("says when nobody listens", async () => {
  const endpoint = process.env["AWS_ENDPOINT_URL"];
  process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
  const problem = await problemOf(OPTIONS);
  process.env["AWS_ENDPOINT_URL"] = endpoint;
  expect(problem).toContain("no answer");
});
