// The table of figures: what was wanted, what was measured, and the floor it is compared with.

export interface Row {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  /** Measured in the same run. */
  readonly floor?: string;
  /** Undefined: there is no target, or the quick form does not judge. */
  readonly met?: boolean;
}

/** A row of Markdown, so that a run can be kept as it is. */
export function printRow({ what, target, measured, floor = "", met }: Row): void {
  const verdict = met === undefined ? "" : met ? "met" : "**missed**";
  console.log(`| ${[what, target, measured, floor, verdict].join(" | ")} |`);
}

export function printHead(): void {
  console.log("| what | target | measured | floor of this run | |\n|---|---|---|---|---|");
}
