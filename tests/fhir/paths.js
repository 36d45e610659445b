// SPDX-License-Identifier: GPL-3.0-or-later
// paths.js QUESTIONNAIRE.json ANSWERS: every enableWhen, enableWhenExpression and
// constraint against what Verhaal made of the same answers (ANSWERS from answers.c).
'use strict';
const fs = require('fs');
const { createRequire } = require('module');
const need = createRequire(process.env.FHIR_HOME + '/package.json');
const fhirpath = need('fhirpath');
const r4 = need('fhirpath/fhir-context/r4');
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/';
const CORE = 'http://hl7.org/fhir/StructureDefinition/';

const questionnaire = JSON.parse(fs.readFileSync(process.argv[2]));
const items = {};
(function walk(list) {
  for (const item of list || []) { items[item.linkId] = item; walk(item.item); }
})(questionnaire.item);

const extension = (item, url) => (item.extension || []).filter(e => e.url === url);
const answersOf = (response, name) =>
  ((response.item.find(i => i.linkId === name) || {}).answer || []);
const plain = value => value && typeof value === 'object' ? value.code : value;

function test(when, response) {
  const values = answersOf(response, when.question)
    .map(a => plain(Object.values(a)[0]));
  const wanted = plain(Object.entries(when).find(([k]) => k.startsWith('answer'))[1]);
  const any = compare => values.some(compare);
  switch (when.operator) {
    case 'exists': return (values.length > 0) === wanted;
    case '=': return any(v => v === wanted);
    case '!=': return !any(v => v === wanted);
    case '<': return any(v => v < wanted);
    case '<=': return any(v => v <= wanted);
    case '>': return any(v => v > wanted);
    default: return any(v => v >= wanted);
  }
}

function enabled(item, response) {
  if (item.enableWhen) {
    const results = item.enableWhen.map(w => test(w, response));
    return item.enableBehavior === 'any' ? results.some(Boolean) : results.every(Boolean);
  }
  const [path] = extension(item, SDC + 'sdc-questionnaire-enableWhenExpression');
  if (!path) return undefined;
  return fhirpath.evaluate(response, path.valueExpression.expression,
    { resource: response, context: response }, r4)[0] === true;
}

function valid(item, response) {
  const found = extension(item, CORE + 'questionnaire-constraint');
  const own = response.item.find(i => i.linkId === item.linkId);
  if (found.length === 0 || !own) return undefined;
  return found.every(c => fhirpath.evaluate(own,
    { base: 'QuestionnaireResponse.item',
      expression: c.extension.find(e => e.url === 'expression').valueString },
    { resource: response }, r4)[0] === true);
}

let checked = 0, wrong = 0, untold = new Set();
for (const line of fs.readFileSync(process.argv[3], 'utf8').split('\n').filter(Boolean)) {
  const { response, relevant, constraint } = JSON.parse(line);
  for (const [expected, judge] of [[relevant, enabled], [constraint, valid]]) {
    for (const [name, wanted] of Object.entries(expected)) {
      const result = judge(items[name], response);
      if (result === undefined) { untold.add(name); continue; }
      checked++;
      if (process.env.FHIR_CONTROL ? result === wanted : result !== wanted) {
        if (wrong++ < 5)
          console.log(`${questionnaire.name} ${name}: ${result}, Verhaal says ${wanted}: ` +
            JSON.stringify(response.item));
      }
    }
  }
}
console.log(`${questionnaire.name}: ${checked} compared, ${wrong} different` +
  (untold.size ? `, not translated: ${[...untold].join(' ')}` : ''));
process.exitCode = wrong ? 1 : 0;
