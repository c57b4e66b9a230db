// Benchmarks as SARIF knows them: taxonomies, whose taxa are controls and to which rules relate.
import type { ReportingDescriptor, ReportingDescriptorRelationship, Run, ToolComponent } from "sarif";
import type { Benchmark, Control } from "../../model/index.ts";
import { clean } from "../text.ts";

/** One taxonomy per benchmark, with its controls. */
export const taxonomiesOf = (benchmarks: readonly Benchmark[]): NonNullable<Run["taxonomies"]> =>
  benchmarks.map(taxonomyOf);

function taxonomyOf({ id, title, version, source, controls }: Benchmark): ToolComponent {
  return {
    name: clean(id),
    version: clean(version),
    shortDescription: { text: clean(title) },
    fullDescription: { text: clean(source) },
    isComprehensive: false,
    taxa: controls.map(taxonOf),
  };
}

/** The heading speaks of the rules, never of the whole control. */
function taxonOf({ id, title, coverage, gap }: Control): ReportingDescriptor {
  return {
    id: clean(id),
    shortDescription: { text: `Root-related rules mapped to ${clean(id)}: ${clean(title)}` },
    properties: { coverage, ...(gap !== undefined && { gap: clean(gap) }) },
  };
}

/** The controls a rule is mapped to. */
export const relationshipsOf = (
  rule: string,
  benchmarks: readonly Benchmark[],
): ReportingDescriptorRelationship[] =>
  benchmarks.flatMap(({ id: benchmark, controls }) =>
    controls
      .filter(({ rules }) => rules.includes(rule))
      .map(({ id }) => ({
        target: { id: clean(id), toolComponent: { name: clean(benchmark) } },
        kinds: ["relevant"],
      })),
  );
