// What a YAML file may not hold, told from its tokens before anything is parsed: the parser recurses and can be killed by nesting,
// and it reads anchors, aliases, tags and directives without a word (`passesWhen: !x` becomes an empty text).
import { CST, Lexer } from "yaml";

/** A mistake at a UTF-16 offset of a text. */
export interface Offence {
  readonly offset: number;
  readonly message: string;
}

// The parser is safe at 500. Lists that stand in the same column as their key are counted once, so the true depth is at most twice this.
const MAX_DEPTH = 50;

const REFUSED: Readonly<Record<string, string>> = {
  anchor: "anchors (&name) are not allowed: quote the text, or write the value out",
  alias: "aliases (*name) are not allowed: quote the text, or write the value out",
  tag: "tags (!name) are not allowed: quote the text, or write a condition as a | block",
  "flow-error-end": "a bracket was opened above and not closed: close it, or quote the text",
  "directive-line": "directives (%NAME) are not allowed: remove the line",
};
const BLOCK_INDICATORS = new Set(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);
const SKIPPED = new Set(["newline", "space", "comment", "doc-mode"]);

/** The first thing in the text that may not be there. */
export function firstOffence(text: string): Offence | undefined {
  const depth = new Depth();
  let offset = 0;
  let scalar = false;
  for (const source of new Lexer().lex(text)) {
    const type: string = scalar ? "text" : (CST.tokenType(source) ?? "text");
    scalar = type === "scalar";
    const refused = REFUSED[type];
    if (refused !== undefined) return { offset, message: refused };
    if (depth.after(type, source, offset) > MAX_DEPTH) {
      return { offset, message: `nested deeper than ${MAX_DEPTH} levels: flatten it` };
    }
    // The lexer's own marks are not part of the text.
    if (type !== "scalar" && type !== "doc-mode") offset += source.length;
  }
  return undefined;
}

/** How deep the parser would be: open brackets, and the indicators of every line that is still open. */
class Depth {
  private readonly lines: { column: number; indicators: number }[] = [];
  private blocks = 0;
  private brackets = 0;
  private lineStart = 0;
  private fresh = true;

  after(type: string, source: string, offset: number): number {
    if (this.fresh && this.brackets === 0 && !SKIPPED.has(type)) this.beginLine(offset - this.lineStart);
    if (type === "flow-map-start" || type === "flow-seq-start") this.brackets++;
    else if (type === "flow-map-end" || type === "flow-seq-end")
      this.brackets = Math.max(0, this.brackets - 1);
    else if (BLOCK_INDICATORS.has(type) && this.brackets === 0) this.countBlock();
    this.followNewline(source, offset);
    return this.blocks + this.brackets;
  }

  private beginLine(column: number): void {
    this.fresh = false;
    while ((this.lines.at(-1)?.column ?? -1) >= column) this.blocks -= this.lines.pop()?.indicators ?? 0;
    this.lines.push({ column, indicators: 0 });
  }

  private countBlock(): void {
    const line = this.lines.at(-1);
    if (line === undefined) return;
    line.indicators++;
    this.blocks++;
  }

  /** A newline token, or a block scalar with its last newline, ends the line; inside quotes a line goes on. */
  private followNewline(source: string, offset: number): void {
    const last = source.lastIndexOf("\n");
    if (last === -1) return;
    this.lineStart = offset + last + 1;
    this.fresh ||= last === source.length - 1;
  }
}
