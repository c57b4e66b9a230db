// What a renderer is given. It holds everything already decided: a renderer reads no file, no clock and judges nothing.
import type { Benchmark, Finding, ResultHeader, Severity, SubjectEvidence } from "../model/index.ts";

/** How the run went: the only part of a report that two runs over the same facts may differ in. */
export interface RunSection {
  readonly startedAt: string;
  readonly endedAt: string;
  /** Milliseconds by phase. */
  readonly durations: Readonly<Record<string, number>>;
  /** Calls by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Attempts beyond the first of a call. */
  readonly retries: number;
  /** Attempts that AWS slowed down. */
  readonly throttles: number;
}

/** The tracked file that SARIF results are pinned to, and where it names each account (lines count from 1). */
export interface Anchor {
  readonly file: string;
  readonly lines: ReadonlyMap<string, number>;
}

/** One result, ready to be rendered. */
export interface Report {
  readonly header: ResultHeader;
  /** The organization's, then by account, each by rule; iterated more than once, and never held all at once. */
  readonly findings: Iterable<Finding>;
  /** The facts they stand on, subject by subject in the same order; iterated like them. */
  readonly evidence: Iterable<SubjectEvidence>;
  readonly failOn: Severity | "never";
  readonly run: RunSection;
  readonly anchor: Anchor;
  /** The steps that a page shows, whatever benchmarks were asked for. */
  readonly playbook?: Benchmark;
}

/** For formats that people read in a terminal; the others ignore it. */
export interface RenderOptions {
  /** Columns; 100 when not given. */
  readonly width?: number;
  /** Colour codes are written only when true. */
  readonly color?: boolean;
}

/** A pure function from a report to chunks of text. */
export type Renderer = (report: Report, options?: RenderOptions) => Iterable<string>;

/** The built-in rule that reads the other findings: it speaks of evidence, so it is neither counted nor failed on. */
export const EVIDENCE_COMPLETE = "evidence-complete";
