// CloudWatch's clients changed their protocol twice; older SDKs and command lines are still about.
import { expect, it } from "@jest/globals";

import { unverified, withSandbox } from "./clients.ts";

it("answers Query, JSON 1.0 and CBOR with the same alarms", () =>
  withSandbox({ organization: false }, async (sandbox) => {
    const target = { "x-amz-target": "GraniteServiceVersion20100801.DescribeAlarms" };
    const old = await unverified(sandbox, "monitoring", "/", {
      body: "Action=DescribeAlarms&Version=2010-08-01",
    });
    expect(await old.text()).toContain("<DescribeAlarmsResult><MetricAlarms/>");
    const json = { body: "{}", headers: { ...target, "content-type": "application/x-amz-json-1.0" } };
    const middle = await unverified(sandbox, "monitoring", "/", json);
    expect(middle.headers.get("content-type")).toBe("application/x-amz-json-1.0");
    expect(await middle.json()).toEqual({ MetricAlarms: [], CompositeAlarms: [] });
    const path = "/service/GraniteServiceVersion20100801/operation/DescribeAlarms";
    const headers = { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" };
    const newest = await unverified(sandbox, "monitoring", path, { body: Buffer.from([0xa0]), headers });
    expect(newest.headers.get("smithy-protocol")).toBe("rpc-v2-cbor");
    expect(Buffer.from(await newest.arrayBuffer()).toString("latin1")).toContain("MetricAlarms\u0080");
  }));
