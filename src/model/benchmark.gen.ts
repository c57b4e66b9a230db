// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * benchmarks/<id>.yaml: the controls of a benchmark that speak of root, each with the rules mapped to it. The file name is the id.
 */
export interface Benchmark {
  /**
   * As --benchmark names it.
   */
  id: string;
  title: string;
  version: string;
  /**
   * Where the controls come from.
   */
  source: string;
  /**
   * The day the mapping was checked.
   */
  checked: string;
  controls: Control[];
}
/**
 * One control, with the root-related rules mapped to it.
 */
export interface Control {
  /**
   * The benchmark's own number.
   */
  id: string;
  title: string;
  /**
   * Phase or section.
   */
  group?: string;
  /**
   * Ids of rules.
   */
  rules: string[];
  /**
   * How much of the control the rules see.
   */
  coverage: "full" | "part";
  /**
   * What of the control no rule sees; needed where the coverage is part.
   */
  gap?: string;
  /**
   * Where the mapping comes from.
   */
  source: string;
}
