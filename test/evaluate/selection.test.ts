// Which rules speak: parameters, attestations, incidents and audit sessions switch them on; a name always does.
import { expect, it } from "@jest/globals";
import {
  selectRules,
  type SelectionOptions,
  unsetParameters,
  unstatedRules,
} from "../../src/evaluate/index.ts";
import type { RuleFile } from "../../src/model/index.ts";
import { ruleOf } from "./judging.ts";

const NOTHING: SelectionOptions = {
  select: [],
  ignore: [],
  only: [],
  configured: new Set(),
  attested: new Set(),
  incident: false,
  auditSessions: false,
};
const statement = { statement: "s", people: 2, days: 90 };
const waiting = (more: Partial<RuleFile>, options: Partial<SelectionOptions> = {}) => {
  const rule = ruleOf({ id: "x", ...more });
  const [entry] = selectRules([rule], { ...NOTHING, ...options }).waiting;
  return entry === undefined ? "selected" : `${entry.why}: ${entry.selectWith}`;
};
const required = {
  "allowed.names": { type: "list<string>", description: "d", required: true },
} as const;

it.each<[Partial<RuleFile>, Partial<SelectionOptions>, string]>([
  [{}, {}, "selected"],
  [{ parameters: required }, {}, "configuration: parameters: {allowed: {names: […]}}"],
  [
    { parameters: { wanted: { type: "boolean", description: "d", required: true } } },
    {},
    "configuration: parameters: {wanted: …}",
  ],
  [{ parameters: required }, { configured: new Set(["allowed.names"]) }, "selected"],
  [{ parameters: required }, { select: ["x"] }, "selected"],
  [{ attestation: statement }, {}, "configuration: attestations: [{statement: x, …}]"],
  [
    { attestation: statement },
    { attested: new Set(["other"]) },
    "configuration: attestations: [{statement: x, …}]",
  ],
  [{ attestation: statement }, { attested: new Set(["x"]) }, "selected"],
  [{ attestation: statement, selectedWith: ["incident"] }, { incident: true }, "selected"],
  [
    { attestation: statement, selectedWith: ["incident"] },
    { attested: new Set(["x"]) },
    "configuration: incidents: [{id: …, accounts: […], startedAt: …}]",
  ],
  [{ attestable: statement }, {}, "selected"],
  [{ selectedWith: ["audit-session"] }, {}, "access: --access central, or auto"],
  [{ selectedWith: ["audit-session"] }, { auditSessions: true }, "selected"],
  [
    { selectedWith: ["audit-session", "attestation"] },
    {},
    "configuration: --access central, or auto, or attestations: [{statement: x, …}]",
  ],
  [{ selectedWith: ["audit-session", "attestation"] }, { attested: new Set(["x"]) }, "selected"],
  [{ selectedWith: ["parameters.devices", "incident"] }, { configured: new Set(["devices"]) }, "selected"],
  [
    { selectedWith: ["incident"], parameters: required },
    { incident: true },
    "configuration: parameters: {allowed: {names: […]}}",
  ],
  [{ selectedWith: ["incident"] }, { only: ["x"] }, "selected"],
  [{ selectedWith: ["incident"] }, { only: ["y"] }, "not named: --select x"],
  [{}, { ignore: ["x"], select: ["x"] }, "ignored: remove x from rules.ignore or --ignore"],
])("%j with %p: %s", (more, options, expected) => {
  expect(waiting(more, options)).toBe(expected);
});

it("knows the rules that were named although nobody stated what they ask for", () => {
  const { definition } = ruleOf({ id: "x", attestation: statement });
  expect([...unstatedRules([definition], { attested: new Set() })]).toEqual(["x"]);
  expect([...unstatedRules([definition], { attested: new Set(["x"]) })]).toEqual([]);
  const other = { ...definition, selectedWith: ["incident"] };
  expect([...unstatedRules([other], { attested: new Set() })]).toEqual([]);
});

it("a parameter that would have selected a rule is not known where nothing did", () => {
  const { definition } = ruleOf({
    id: "x",
    selectedWith: ["parameters.devices", "incident"],
    parameters: { devices: { type: "list<string>", description: "d", default: [] } },
  });
  const off = {
    attested: new Set<string>(),
    incident: false,
    auditSessions: false,
    configured: new Set<string>(),
  };
  expect([...unsetParameters([definition], off)]).toEqual(["devices"]);
  expect([...unsetParameters([definition], { ...off, incident: true })]).toEqual([]);
  expect([...unsetParameters([definition], { ...off, configured: new Set(["devices"]) })]).toEqual([]);
});
