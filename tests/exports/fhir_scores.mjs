// Computes what a Questionnaire's own calculatedExpressions make of QuestionnaireResponses, with engines of FHIRPath that
// are not ours: three versions of npm's `fhirpath`, and Medplum's. It reads {"questionnaire", "responses"} on standard
// input and writes, by the engine's name, for each response the values by link id, each a list.

import { readFileSync } from "node:fs";
import { evalFhirPathTyped, parseFhirPath, toTypedValue } from "@medplum/core";
import fhirpath5 from "fhirpath";
import r4Of5 from "fhirpath/fhir-context/r4/index.js";
import fhirpath2 from "fhirpath2";
import r4Of2 from "fhirpath2/fhir-context/r4/index.js";
import fhirpath3 from "fhirpath3";
import r4Of3 from "fhirpath3/fhir-context/r4/index.js";

const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";

const { questionnaire, responses } = JSON.parse(readFileSync(0, "utf8"));
const typedQuestionnaire = toTypedValue(questionnaire);

function compileWith(engine, model) {
  return (expression) => {
    const evaluate = engine.compile(expression, model);
    return (resource) => evaluate(resource, { resource, questionnaire });
  };
}

function compileWithMedplum(expression) {
  const parsed = parseFhirPath(expression);
  return (response) => {
    const resource = toTypedValue(response);
    const variables = { "%resource": resource, "%questionnaire": typedQuestionnaire };
    return evalFhirPathTyped(parsed, [resource], variables).map((each) => each.value);
  };
}

const engines = {
  "fhirpath.js 2.14": compileWith(fhirpath2, r4Of2),
  "fhirpath.js 3.18": compileWith(fhirpath3, r4Of3),
  "fhirpath.js 5": compileWith(fhirpath5, r4Of5),
  Medplum: compileWithMedplum,
};

function scoresBy(compile) {
  const calculated = questionnaire.item.flatMap((item) =>
    (item.extension ?? [])
      .filter((extension) => extension.url === CALCULATED)
      .map((extension) => [item.linkId, compile(extension.valueExpression.expression)]),
  );
  return responses.map((response) => Object.fromEntries(calculated.map(([id, evaluate]) => [id, evaluate(response)])));
}

process.stdout.write(
  JSON.stringify(Object.fromEntries(Object.entries(engines).map(([name, compile]) => [name, scoresBy(compile)]))),
);
