// The regions of the account. One that is not enabled cannot be called, and holds no events.
import { isRegionName, type Observed, type Region } from "../../model/index.ts";
import type { Answer } from "../aws/answer.ts";
import { Malformed } from "../aws/malformed.ts";
import { failed } from "../aws/observe.ts";
import type { Output } from "../aws/operations.ts";
import { byNextToken, list } from "../aws/pages.ts";
import type { AccountApi } from "./context.ts";

/** ListRegions: every region, the disabled ones too (AWS-FACTS 7). */
export async function collectRegions({ session, target }: AccountApi): Promise<Observed<readonly Region[]>> {
  const regions = await list(session, {
    operation: "account:ListRegions",
    input: (token) => ({ ...target, MaxResults: 50, ...(token !== undefined && { NextToken: token }) }),
    read: (answer) => answer.parts("Regions").map(readRegion),
    next: byNextToken,
  });
  const { value, observedAt: at, calls } = regions;
  if (value === undefined || new Set(value.map(({ name }) => name)).size === value.length) return regions;
  return failed({ at, calls }, "malformed", "account:ListRegions: a region is there more than once");
}

type Listed = NonNullable<Output<"account:ListRegions">["Regions"]>[number];

/** The name becomes part of an address that signed calls are sent to. */
function readRegion(region: Answer<Listed>): Region {
  const name = region.string("RegionName");
  if (!isRegionName(name)) throw new Malformed("RegionName is not the name of a region");
  return { name, status: region.string("RegionOptStatus") };
}
