// SPDX-License-Identifier: GPL-3.0-or-later
// clients.js FILE.json...: each QuestionnaireResponse of a Bundle goes with its Questionnaire
// through LHC-Forms in a browser and has to come back with the same answers. Packages (lforms,
// playwright-core) are below $FHIR_HOME; $CHROMIUM is the browser.
'use strict';
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { createRequire } = require('module');
const need = createRequire(process.env.FHIR_HOME + '/package.json');
const { chromium } = need('playwright-core');
const dist = process.env.FHIR_HOME + '/node_modules/lforms/dist/lforms';

const page = `<!doctype html><meta charset="utf-8"><body><div id="form"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script>
<script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script>`;

function serve() {
  const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname;
    if (name === '/') { response.setHeader('Content-Type', 'text/html'); return response.end(page); }
    const file = path.join(dist, path.normalize(name));
    if (!file.startsWith(dist) || !fs.existsSync(file)) { response.statusCode = 404; return response.end(); }
    response.setHeader('Content-Type', types[path.extname(file)] || 'application/octet-stream');
    response.end(fs.readFileSync(file));
  });
  return new Promise(done => server.listen(0, '127.0.0.1', () => done(server)));
}

// In the page: load both, ask for the answers again.
function round([questionnaire, response]) {
  const form = window.LForms.Util.convertFHIRQuestionnaireToLForms(questionnaire, 'R4');
  const merged = window.LForms.Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', response, form, 'R4');
  return Promise.resolve(window.LForms.Util.addFormToPage(merged, 'form', { fhirVersion: 'R4' }))
    .then(() => window.LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'));
}

// linkId and value of each answer, in order, rows counted. Only what has a value is compared:
// a reason why there is none is not kept by this client.
function answers(list, where = '') {
  const seen = {}, out = [];
  for (const item of list || []) {
    seen[item.linkId] = (seen[item.linkId] || 0) + 1;
    const at = `${where}/${item.linkId}`;
    for (const answer of item.answer || []) {
      const key = Object.keys(answer).find(k => /^value[A-Z]/.test(k));
      if (key) out.push(`${at} = ${plain(key, answer[key])}`);
    }
    out.push(...answers(item.item, at));
  }
  return out;
}

// The conversions that are known: dates get a month and a day, decimals and white space a shape.
function plain(key, value) {
  if (key === 'valueCoding') return 'coding ' + (value.code || value.display);
  if (key === 'valueQuantity') return `quantity ${value.value} ${value.code || value.unit || ''}`;
  if (key === 'valueAttachment') return 'attachment ' + value.title;
  if (key === 'valueDate' || key === 'valueDateTime') return 'date ' + value;
  if (key === 'valueInteger' || key === 'valueDecimal') return 'number ' + value;
  return key + ' ' + String(value).replace(/\r\n?/g, '\n').trim();
}

// What was given and did not come back.
function compare(response, back) {
  const rest = answers(back.item);
  return answers(response.item).filter(answer => {
    const date = answer.includes(' = date ');
    const at = rest.findIndex(r => date ? r.startsWith(answer) : r === answer);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function* all(list) {
  for (const item of list || []) { yield item; yield* all(item.item); }
}

// Below a condition whose answer has no value here: words instead of one, or private.
function isHidden(answer, questionnaire, response) {
  const path = answer.split(' = ')[0].split('/');
  const asked = [...all(questionnaire.item)].filter(i => path.includes(i.linkId));
  const names = asked.flatMap(i => [...(i.enableWhen || []).map(w => w.question),
    ...(i.extension || []).filter(e => e.url.endsWith('enableWhenExpression'))
      .flatMap(e => [...e.valueExpression.expression.matchAll(/linkId\s*=\s*'([^']+)'/g)].map(m => m[1]))]);
  const given = [...all(response.item)];
  return names.some(name => {
    const found = given.filter(i => i.linkId === name);
    return !found.length || found.some(i => !(i.answer || [])
      .some(a => Object.keys(a).some(k => /^value[A-Z]/.test(k))));
  });
}

// The control: a code that the form does not offer.
function spoil(node) {
  if (!node || typeof node !== 'object') return false;
  if (node.valueCoding) {
    node.valueCoding = { system: node.valueCoding.system, code: 'no-such-code' };
    return true;
  }
  return Object.values(node).some(spoil);
}

(async () => {
  const server = await serve();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-clients-'));
  const context = await chromium.launchPersistentContext(directory, {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
  const address = `http://127.0.0.1:${server.address().port}/`;
  let given = 0, lost = 0, hidden = 0, told = 0, bad = 0, tried = false;
  for (const file of process.argv.slice(2)) {
    const resources = JSON.parse(fs.readFileSync(file)).entry.map(e => e.resource);
    for (const response of resources.filter(r => r.resourceType === 'QuestionnaireResponse')) {
      const questionnaire = resources.find(r => r.resourceType === 'Questionnaire' &&
        `${r.url}|${r.version}` === response.questionnaire);
      if (!questionnaire) { bad++; console.log(file, 'has no', response.questionnaire); continue; }
      const tab = await context.newPage();
      try {
        await tab.goto(address);
        await tab.waitForFunction(() => window.LForms && window.LForms.FHIR && window.LForms.Util, null,
          { timeout: 60000 });
        const back = await tab.evaluate(round, [questionnaire, response]);
        const away = compare(response, back);
        const missing = away.filter(a => !isHidden(a, questionnaire, response));
        hidden += away.length - missing.length;
        given += answers(response.item).length;
        lost += missing.length;
        for (const answer of missing)
          if (told++ < 30) console.log(path.basename(file), 'lost', answer.slice(0, 160));
        if (!tried && (tried = spoil(response))) {
          const worse = await tab.evaluate(round, [questionnaire, response]);
          if (!compare(response, worse).length) { bad++; console.log(file, 'a wrong code is not seen'); }
        }
      } catch (e) { bad++; console.log(file, String(e.message || e).slice(0, 300)); }
      await tab.close();
    }
  }
  await context.close();
  server.close();
  fs.rmSync(directory, { recursive: true, force: true });
  if (!tried) { bad++; console.log('no code to try the comparison on'); }
  console.log(`${given} answers, ${lost} lost, ${hidden} hidden, ${bad} refused`);
  process.exitCode = lost || bad ? 1 : 0;
})();
