// Computes what a Questionnaire's own calculatedExpressions make of QuestionnaireResponses, with npm's `fhirpath`. It reads
// {"questionnaire", "responses"} on standard input and writes, for each response, the values by link id, each a list.

import { readFileSync } from "node:fs";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4";

const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";

const { questionnaire, responses } = JSON.parse(readFileSync(0, "utf8"));
const calculated = questionnaire.item.flatMap((item) =>
  (item.extension ?? [])
    .filter((extension) => extension.url === CALCULATED)
    .map((extension) => [item.linkId, fhirpath.compile(extension.valueExpression.expression, r4)]),
);
const values = responses.map((resource) =>
  Object.fromEntries(calculated.map(([id, evaluate]) => [id, evaluate(resource, { resource, questionnaire })])),
);
process.stdout.write(JSON.stringify(values));
