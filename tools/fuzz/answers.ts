// Raw answers of AWS, spoiled on their way: cut, overwritten, of another type, or those of another operation. Nothing of that may
// end a scan with anything but evidence or "unknown", and no finding may become a pass.
import fc from "fast-check";
import { chance } from "../../src/sandbox/world/random.ts";
import { startFaultBench } from "../../test/scan/fault-cell.ts";
import { type Proxy, startProxy } from "../shared/proxy.ts";
import { insist, type Target } from "./target.ts";

interface Spoiling {
  /** Of the answers, how many in a thousand. */
  readonly often: number;
  readonly seed: number;
  readonly kind: "cut" | "overwrite" | "types" | "other";
}

const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  often: fc.constantFrom(5, 20, 100, 400),
  seed: fc.nat(),
  kind: fc.constantFrom("cut", "overwrite", "types", "other"),
});

/** Stands between the scan and the sandbox. */
interface Spoiler extends Proxy {
  /** What happens to the answers from now on. */
  readonly set: (spoiling: Spoiling) => void;
}

async function startSpoiler(target: string): Promise<Spoiler> {
  let rule: Spoiling | undefined;
  let count = 0;
  let previous: Buffer = Buffer.alloc(0);
  const altered = (body: Buffer): Buffer => {
    const sent = rule === undefined ? body : spoil(body, rule, count++, previous);
    previous = body;
    return sent;
  };
  const set = (next: Spoiling): void => {
    rule = next;
    count = 0;
  };
  return { ...(await startProxy(target, { altered })), set };
}

/** Never into something that AWS could have meant: no value becomes another plausible one. */
function spoil(body: Buffer, { often, seed, kind }: Spoiling, count: number, previous: Buffer): Buffer {
  if (body.length === 0 || chance(1000, seed, count, "often") >= often) return body;
  const at = chance(body.length, seed, count, "where");
  if (kind === "cut") return body.subarray(0, at);
  if (kind === "other") return previous;
  if (kind === "types")
    return Buffer.from(body.toString("utf8").replaceAll(/(?<=[>:])\d+(?=[<,}])/g, '"several"'));
  return Buffer.concat([body.subarray(0, at), Buffer.from('\u0000<"{'), body.subarray(at + 4)]);
}

export const ANSWERS: Target = {
  name: "raw answers",
  share: 0.05,
  prepare: async () => {
    const bench = await startFaultBench();
    const spoiler = await startSpoiler(process.env["AWS_ENDPOINT_URL"] ?? "");
    process.env["AWS_ENDPOINT_URL"] = spoiler.url;
    const property = fc.asyncProperty(spoiling, async (input) => {
      spoiler.set(input);
      const { falsePasses, lost, wrongExit } = await bench.cell([]);
      insist(falsePasses.length === 0, `false passes: ${falsePasses.join(", ")}`);
      insist(lost.length === 0, `lost: ${lost.join(", ")}`);
      insist(wrongExit.length === 0, wrongExit.join(", "));
    });
    const close = async (): Promise<void> => {
      await spoiler.close();
      await bench.close();
    };
    return { property, close };
  },
};
