// Raw answers of AWS, spoiled on their way: cut, overwritten, of another type, or those of another operation. Nothing of that may
// end a scan with anything but evidence or "unknown", and no finding may become a pass.
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { startFaultBench } from "../../test/scan/fault-cell.ts";
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
interface Spoiler {
  readonly url: string;
  readonly set: (spoiling: Spoiling | undefined) => void;
  readonly close: () => Promise<void>;
}

async function startSpoiler(target: string): Promise<Spoiler> {
  let rule: Spoiling | undefined;
  let count = 0;
  let previous = Buffer.alloc(0);
  const server: Server = createServer((incoming, outgoing) => {
    const passed = request(
      target + (incoming.url ?? "/"),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        void bodyOf(answer).then((body) => {
          const sent = rule === undefined ? body : spoil(body, rule, count++, previous);
          previous = body;
          outgoing
            .writeHead(answer.statusCode ?? 500, { ...answer.headers, "content-length": sent.length })
            .end(sent);
        });
      },
    );
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    set: (next) => {
      rule = next;
      count = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A number that depends on the seed and the count alone. */
function drawn(seed: number, count: number, below: number): number {
  let state = (seed ^ Math.imul(count + 1, 0x9e3779b1)) >>> 0;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b) >>> 0;
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35) >>> 0;
  return ((state ^ (state >>> 16)) >>> 0) % Math.max(1, below);
}

/** Never into something that AWS could have meant: no value becomes another plausible one. */
function spoil(body: Buffer, { often, seed, kind }: Spoiling, count: number, previous: Buffer): Buffer {
  if (body.length === 0 || drawn(seed, count, 1000) >= often) return body;
  const at = drawn(seed + 1, count, body.length);
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
