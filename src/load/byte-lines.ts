// A file as its lines, in bytes, each with its newline: at most one line and one chunk are held.
import { createReadStream } from "node:fs";
import { whyUnreadable } from "./text-file.ts";

const NEWLINE = 10;

/** Each line, or, last, why there are no more; one that is longer than allowed comes cut, without its newline, and is the last. */
export async function* byteLines(
  file: string,
  maxBytes: number,
): AsyncGenerator<Buffer | string, void, undefined> {
  try {
    yield* split(createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>, maxBytes);
  } catch (error) {
    yield whyUnreadable(error);
  }
}

async function* split(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = [];
  let held = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let newline = chunk.indexOf(NEWLINE); newline !== -1; newline = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, newline + 1)]);
      [pieces, held, start] = [[], 0, newline + 1];
    }
    pieces.push(chunk.subarray(start));
    held += chunk.length - start;
    if (held > maxBytes) break;
  }
  if (held > 0) yield Buffer.concat(pieces);
}
