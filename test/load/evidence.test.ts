// Evidence files: what is whole is read, and whatever was changed, lost, doubled or moved is noticed.
import { createHash } from "node:crypto";
import { appendFileSync, writeFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { formatProblem, UsageError } from "../../src/model/index.ts";
import {
  createDigest,
  readAccounts,
  readEvidence,
  serializeLine,
  verifyEvidence,
} from "../../src/load/index.ts";
import { temporaryFolder } from "./folder.ts";
import { account, BODY, destination, evidenceLines, ORGANIZATION, SCAN } from "./samples.ts";

const folder = temporaryFolder();
const LINES = evidenceLines();
const WHOLE = Buffer.from(LINES.join(""));
const write = (content: string | Uint8Array): string => folder.write("evidence.ndjson", content);

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

async function told(content: string | Uint8Array): Promise<string[]> {
  const read = await verifyEvidence(write(content));
  return read.ok ? [] : read.problems.map((problem) => formatProblem({ ...problem, file: "e" }));
}

async function verified(file: string) {
  const read = await verifyEvidence(file);
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join());
  return read.value;
}

it("gives back what was written", async () => {
  const evidence = await verified(write(WHOLE));
  expect(evidence).toMatchObject({ scan: SCAN, organization: ORGANIZATION, end: { accounts: 3 } });
  const kinds = evidence.lines.map(({ kind }) => kind);
  expect(kinds).toEqual(["scan", "organization", "account", "account", "account", "end"]);
  expect(await all(readAccounts(evidence))).toEqual(BODY.slice(2));
  expect(evidence.end.sha256).toBe(createHash("sha256").update(LINES.slice(0, -1).join("")).digest("hex"));
});

it("gives back any account, whatever its names and the size of its lines", async () => {
  const lines = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.string({ unit: "binary", maxLength: 200 })),
    {
      maxLength: 8,
    },
  );
  await fc.assert(
    fc.asyncProperty(lines, async (names) => {
      const accounts = names.map(([factor, name], index) => ({
        ...account(String(index).padStart(12, "0")),
        aliases: {
          ...account("1").aliases,
          value: Array.from({ length: factor * 1000 + 1 }, () => `x${name}`),
        },
      }));
      const evidence = await verified(write(evidenceLines([SCAN, ORGANIZATION, ...accounts]).join("")));
      expect(await all(readAccounts(evidence))).toEqual(accounts);
    }),
    { seed: 1, numRuns: 30 },
  );
});

// The one thing the digest does not cover. An earlier end only makes facts unknown; a later one covers facts that the digest fixes.
const END_TIME = WHOLE.lastIndexOf("2026-11-24T09:05");
const inEndTime = (index: number): boolean =>
  index >= END_TIME && index < END_TIME + "2026-11-24T09:05:00.000Z".length;

it("notices any byte that is another", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(WHOLE.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (index, difference) => {
        fc.pre(!inEndTime(index));
        const altered = Buffer.from(WHOLE);
        altered[index]! ^= difference;
        expect(await told(altered)).toHaveLength(1);
      },
    ),
    { seed: 2, numRuns: 600 },
  );
});

it("notices any byte of the end line that is another", async () => {
  for (let index = WHOLE.length - LINES.at(-1)!.length; index < WHOLE.length; index++) {
    for (const difference of inEndTime(index) ? [] : [1, 2, 16, 32, 128]) {
      const altered = Buffer.from(WHOLE);
      altered[index]! ^= difference;
      expect(await told(altered)).toHaveLength(1);
    }
  }
});

it("notices an end before the scan began", async () => {
  expect(await told(evidenceLines(BODY, "2026-11-24T08:59:59.999Z").join(""))).toEqual([
    "e:6: altered: 'endedAt' is no time after 'asOf'; take the original, or scan again",
  ]);
});

it("calls every shorter file cut, and says that a scan can go on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(WHOLE.length - 1), async (length) => {
      const entries = await all(readEvidence(write(WHOLE.subarray(0, length))));
      const last = entries.pop();
      expect(last).toMatchObject({ ok: false, cut: true });
      const kept = Buffer.concat(entries.map((entry) => (entry.ok ? entry.bytes : Buffer.alloc(0))));
      expect(kept.equals(WHOLE.subarray(0, kept.length))).toBe(true);
      expect(kept.length).toBe(WHOLE.subarray(0, length).lastIndexOf(10) + 1);
    }),
    { seed: 3, numRuns: 300 },
  );
  expect(await told(WHOLE.subarray(0, -2))).toEqual([
    "e:6: the scan was cut: there is no end line; scan again",
  ]);
});

it("notices lines that are lost, doubled or moved", async () => {
  const pairs = LINES.flatMap((_, left) => LINES.map((__, right) => [left, right] as const));
  for (const [left, right] of pairs) {
    const lost = LINES.toSpliced(left, 1);
    const doubled = LINES.toSpliced(right, 0, LINES[left]!);
    const swapped = LINES.with(left, LINES[right]!).with(right, LINES[left]!);
    expect(await told(lost.join(""))).toHaveLength(1);
    expect(await told(doubled.join(""))).toHaveLength(1);
    if (left !== right) expect(await told(swapped.join(""))).toHaveLength(1);
  }
});

const change = (from: string, to: string): string => WHOLE.toString().replace(from, () => to);
const LATER = { ...SCAN, schemaVersion: 2, novelty: true };

const BAD: [string, string | Uint8Array, string][] = [
  ["nothing", "", "1: the scan was cut: there is no end line; scan again"],
  [
    "a newer schema",
    change(JSON.stringify(SCAN), JSON.stringify(LATER)),
    "1: evidence of schema version 2, this rootproof reads 1: update rootproof",
  ],
  [
    "an older schema",
    change('"schemaVersion":1', '"schemaVersion":0'),
    "1: not valid evidence: 'schemaVersion' must be 1",
  ],
  [
    "no JSON",
    "hello\n",
    "1: not JSON: is this an evidence file (evidence.ndjson), not a report? take the original, or scan again",
  ],
  [
    "a byte order mark",
    `\ufeff${WHOLE.toString()}`,
    "1: not JSON: is this an evidence file (evidence.ndjson), not a report? take the original, or scan again",
  ],
  [
    "an empty line",
    change("\n", "\n\n"),
    "2: not JSON: is this an evidence file (evidence.ndjson), not a report? take the original, or scan again",
  ],
  ["a list", "[]\n", "1: not valid evidence: the file must be a mapping (name: value)"],
  [
    "an account first",
    serializeLine(account("111122223333")),
    "1: a line of kind 'account' where scan must stand: evidence was moved, doubled or lost; scan again",
  ],
  [
    "an unknown kind",
    change('"kind":"organization"', '"kind":"unit"'),
    "2: not valid evidence: the file is of an unknown kind: it must be scan, organization, account or end",
  ],
  [
    "an account twice",
    evidenceLines([...BODY, account("444455556666")]).join(""),
    "6: the account 444455556666 is there twice: scan again",
  ],
  [
    "an account of another partition",
    change('"partition":"aws","homeRegion"', '"partition":"aws-us-gov","homeRegion"'),
    "3: the account 111122223333 is of partition aws, the scan is not: scan again",
  ],
  [
    "another account's root",
    change('"rootArn":"arn:aws:iam::111122223333:root"', '"rootArn":"arn:aws:iam::444455556666:root"'),
    "3: 'rootArn' is not the root user of 111122223333: scan again",
  ],
  [
    "a fact that is missing",
    change(`,"keys":${JSON.stringify(account("111122223333").keys)}`, ""),
    "3: not valid evidence: the file lacks the field 'keys': add it",
  ],
  [
    "words for numbers",
    change('"accessKeysPresent":0', '"accessKeysPresent":"none"'),
    "3: not valid evidence: 'summary.value.accessKeysPresent' must be a whole number",
  ],
  [
    "a value that was denied",
    change('"state":"collected","value":["näme"]', '"state":"denied","value":["näme"]'),
    "3: not valid evidence: 'aliases' holds a value although its state is not collected",
  ],
  [
    "a prototype",
    change('"kind":"account"', '"__proto__":{"id":"x"},"kind":"account"'),
    "3: not valid evidence: unknown field '__proto__': remove it",
  ],
  [
    "a constructor",
    change('"principal":', '"constructor":1,"principal":'),
    "3: not valid evidence: unknown field 'constructor': remove it",
  ],
  [
    "another fact",
    change('"mfaEnabled":true', '"mfaEnabled":false'),
    "6: altered: the SHA-256 in the end line differs; take the original, or scan again",
  ],
  [
    "another count",
    change('"accounts":3', '"accounts":2'),
    "6: altered: the end line counts 2 accounts, there are 3; take the original, or scan again",
  ],
  [
    "something after the end",
    `${WHOLE.toString()}\n`,
    "7: there is something after the end line: remove it, or scan again",
  ],
  [
    "a letter after the end",
    `${WHOLE.toString()}x`,
    "7: there is something after the end line: remove it, or scan again",
  ],
];

const BUS = "arn:aws:events:eu-west-1:444455556666:event-bus/security";
const withDestinations = (...lines: ReturnType<typeof destination>[]): string =>
  evidenceLines([...BODY, ...lines]).join("");
const MISNAMED = `e:6: the destination ${BUS} is not of the account, region and partition it says: scan again`;

it("takes a destination for what its name says, once", async () => {
  const own = destination(BUS, "444455556666", "eu-west-1");
  expect(await told(withDestinations(own))).toEqual([]);
  expect(await told(withDestinations(own, own))).toEqual([
    `e:7: the destination ${BUS} is there twice: scan again`,
  ]);
  expect(await told(withDestinations(destination(BUS, "111122223333", "eu-west-1")))).toEqual([MISNAMED]);
  expect(await told(withDestinations(destination(BUS, "444455556666", "us-east-1")))).toEqual([MISNAMED]);
  expect(await told(withDestinations({ ...own, partition: "aws-cn" }))).toEqual([MISNAMED]);
});

it.each(BAD)("tells of %s", async (_, content, problem) => {
  expect(await told(content)).toEqual([`e:${problem}`]);
});

it("tells of files that are not there or no files", async () => {
  expect(await verifyEvidence(`${folder.path}/none`)).toMatchObject({
    problems: [{ file: `${folder.path}/none`, message: "file not found: check the path" }],
  });
  expect(await verifyEvidence(folder.path)).toMatchObject({
    problems: [{ message: "not a regular file: name an evidence file" }],
  });
});

it("tells of a file that cannot be read to its end", async () => {
  if (process.platform !== "linux") return;
  expect(await verifyEvidence("/proc/self/mem")).toMatchObject({
    problems: [{ message: "cannot be read (EIO): check the path" }],
  });
});

it("bounds the length of a line", async () => {
  const file = write(`{"kind":"${"x".repeat(2_000_000)}`);
  const entries = await all(readEvidence(file, 1_000_000));
  expect(entries).toMatchObject([
    {
      ok: false,
      cut: false,
      problem: { line: 1, message: "a line of more than 1000000 bytes: is this an evidence file?" },
    },
  ]);
});

it("throws when the file is changed between the two readings", async () => {
  const file = write(WHOLE);
  const evidence = await verified(file);
  const other = evidenceLines([...BODY.slice(0, 4), account("000000000000")]);
  for (const content of [change("näme", "nama"), other.join(""), LINES.slice(0, -1).join(""), ""]) {
    writeFileSync(file, content);
    await expect(all(readAccounts(evidence))).rejects.toThrow(UsageError);
  }
  writeFileSync(file, WHOLE);
  appendFileSync(file, "{}\n");
  await expect(all(readAccounts(evidence))).rejects.toThrow("changed while it was being read: run again");
});

it("continues a cut file to the same bytes", async () => {
  const digest = createDigest();
  let text = "";
  for await (const entry of readEvidence(write(WHOLE.subarray(0, -700)))) {
    if (!entry.ok || entry.line.kind === "end") break;
    digest.add(entry.line.kind, entry.bytes);
    text += Buffer.from(entry.bytes).toString();
  }
  const rest = BODY.slice(text.split("\n").length - 1);
  for (const line of rest) text += digest.update(line);
  expect(text + serializeLine(digest.endLine("2026-11-24T09:05:00.000Z"))).toBe(WHOLE.toString());
});
