// Looks for faults in FHIR R4 resources with what is not ours: npm's `fhir` (types, cardinalities, unknown fields, some
// codes), and `fhirpath`, which evaluates invariants of the specification. It reads a JSON list of resources on standard
// input and writes, for each, the list of its faults.

import { readFileSync } from "node:fs";
import fhir from "fhir";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";

// Some of the R4 specification's, by their keys there: what they hold for, and the expression. Names are matched whole.
const invariants = [
  ["dom-2", "Resource", "contained.contained.empty()"],
  ["dom-6", "Resource", "text.`div`.exists()"],
  ["txt-1", "Resource", "text.exists() implies text.`div`.htmlChecks()"],
  ["bdl-1", "Bundle", "total.empty() or (type = 'searchset') or (type = 'history')"],
  ["bdl-2", "Bundle", "entry.search.empty() or (type = 'searchset')"],
  ["bdl-5", "Bundle.entry", "resource.exists() or request.exists() or response.exists()"],
  ["bdl-7", "Bundle", "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl & resource.meta.versionId).isDistinct()"],
  ["bdl-8", "Bundle.entry", "fullUrl.contains('/_history/').not()"],
  ["obs-6", "Observation", "dataAbsentReason.empty() or value.empty()"],
  ["que-0", "Questionnaire", "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')"],
  ["que-2", "Questionnaire", "descendants().linkId.isDistinct()"],
  ["que-1", "Questionnaire.item", "(type = 'group' implies item.empty().not()) and (type = 'display' implies item.empty())"],
  ["que-3", "Questionnaire.item", "type != 'display' or code.empty()"],
  ["que-4", "Questionnaire.item", "answerOption.empty() or answerValueSet.empty()"],
  [
    "que-5",
    "Questionnaire.item",
    "(type in ('choice' | 'open-choice' | 'decimal' | 'integer' | 'date' | 'dateTime' | 'time' | 'string' | 'quantity')) or (answerValueSet.empty() and answerOption.empty())",
  ],
  ["que-6", "Questionnaire.item", "type != 'display' or (required.empty() and repeats.empty())"],
  ["que-9", "Questionnaire.item", "type != 'display' or readOnly.empty()"],
  ["que-11", "Questionnaire.item", "answerOption.empty() or initial.empty()"],
  ["qrs-1", "QuestionnaireResponse.item", "(answer.exists() and item.exists()).not()"],
  ["pdf-0", "PlanDefinition", "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')"],
  // A required binding that `fhir` overlooks in nested actions.
  [
    "related-artifact-type",
    "PlanDefinition",
    "repeat(action).documentation.type.all($this in ('documentation' | 'justification' | 'citation' | 'predecessor' | 'successor' | 'derived-from' | 'depends-on' | 'composed-of'))",
  ],
];

const validator = new fhir.Fhir();

/** @param {Record<string, any>} resource */
function broken(resource) {
  const kind = resource.resourceType;
  return invariants.flatMap(([key, on, expression]) => {
    const [type, element] = on.split(".");
    if ((type !== kind && type !== "Resource") || (type === "Resource" && kind === "Bundle")) return [];
    const whole = element ? `${element}.all(${expression})` : expression;
    return fhirpath.evaluate(resource, whole, { resource }, r4)[0] === true ? [] : [`${kind} breaks ${key}`];
  });
}

/** @param {Record<string, any>} resource */
function faults(resource) {
  const said = validator.validate(resource, { errorOnUnexpected: true }).messages;
  const parts = (resource.entry ?? []).map((/** @type {any} */ entry) => entry.resource);
  return [
    ...said.filter((each) => ["error", "fatal"].includes(each.severity)).map((each) => `${each.location}: ${each.message}`),
    ...[resource, ...parts].flatMap(broken),
  ];
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(faults)));
