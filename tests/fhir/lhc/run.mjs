// SPDX-License-Identifier: GPL-3.0-or-later
// Loads exported Questionnaires in LHC-Forms, in a headless Chromium on loopback, puts
// answers by chance in as a QuestionnaireResponse, gets one out, and compares them.
//
//   node run.mjs [--rounds N] [--spoil] QUESTIONNAIRE.json...
//
// Three things have to hold each time: what comes out is what went in, save for the
// conversions below and for what is not asked; outside rows, the form shows what has to be
// asked, as worked out here from what came out; and that goes in and comes out once more,
// the same.
// Conversions: a date of a year or month becomes its first day, a moment goes over to UTC.
//
// --spoil changes one answer of each before it is compared: all have to be found different.
// Needs lforms, fhirpath and playwright-core below $LHC_HOME, and a Chromium: $CHROMIUM,
// else /usr/bin/chromium.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';

const home = path.resolve(process.env.LHC_HOME || '.');
const need = createRequire(path.join(home, 'package.json'));
const { chromium } = need('playwright-core');
const fhirpath = need('fhirpath');
const r4 = need('fhirpath/fhir-context/r4');
const dist = path.join(home, 'node_modules/lforms/dist/lforms');
const SDC = 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-';

const words = process.argv.slice(2);
const at = words.indexOf('--rounds');
const rounds = at < 0 ? 10 : Number(words.splice(at, 2)[1]);
const spoil = words.includes('--spoil');
const files = words.filter((word) => !word.startsWith('--'));

// ---- answers by chance, the same each time ----

let seed = 0x2545F491n;
function chance(below) {
  seed ^= (seed << 13n) & 0xFFFFFFFFFFFFFFFFn;
  seed ^= seed >> 7n;
  seed ^= (seed << 17n) & 0xFFFFFFFFFFFFFFFFn;
  return Number((seed >> 33n) % BigInt(below));
}
const one = (list) => list[chance(list.length)];
const extension = (item, url) => (item.extension ?? []).find((found) => found.url === url);
const STORIES = ['Slept badly.', 'First line\nsecond line', 'مرحبا، كيف الحال؟', 'Nächte – 3 × “wach” 🙂', '<b>&amp;</b>', "it's \"so\""];

function value(item) {
  switch (item.type) {
    case 'boolean': return { valueBoolean: chance(2) === 1 };
    case 'integer': return { valueInteger: chance(60) };
    case 'decimal': return { valueDecimal: chance(40) / 4 };
    case 'date': return { valueDate: one(['2024-03-09', '1999-12-31', '2024-03', '1987']) };
    case 'dateTime': return { valueDateTime: one(['2024-03-09T10:30:00Z', '2024-03-09T23:30:00+02:00']) };
    case 'time': return { valueTime: one(['08:15:00', '23:59:00']) };
    case 'string': return { valueString: one(STORIES.filter((story) => !story.includes('\n'))) };
    case 'text': return { valueString: one(STORIES) };
    case 'quantity': {
      const unit = one((item.extension ?? []).filter((found) => found.url.endsWith('questionnaire-unitOption') || found.url.endsWith('questionnaire-unit')).map((found) => found.valueCoding));
      const quantity = { value: chance(400) / 8 };
      if (unit) Object.assign(quantity, { unit: unit.display ?? unit.code, system: unit.system, code: unit.code });
      for (const key of Object.keys(quantity)) if (quantity[key] === undefined) delete quantity[key];
      return { valueQuantity: quantity };
    }
    case 'choice':
    case 'open-choice': {
      if (item.type === 'open-choice' && chance(4) === 0) return { valueString: 'own words' };
      const { system, code, display } = one(item.answerOption).valueCoding;
      return { valueCoding: { ...(system && { system }), code, display } };
    }
    default: return null;
  }
}

function answers(item) {
  const list = [];
  for (let i = item.repeats && item.type !== 'group' ? 1 + chance(3) : 1; i > 0; i--) {
    const answer = value(item);
    if (answer && !list.some((other) => JSON.stringify(other) === JSON.stringify(answer))) list.push(answer);
  }
  return list;
}

const calculated = (item) => extension(item, SDC + 'calculatedExpression');

function fill(items) {
  const out = [];
  for (const item of items ?? []) {
    if (item.type === 'group') {
      for (let i = item.repeats ? 1 + chance(3) : 1; i > 0; i--) {
        const inside = fill(item.item);
        if (inside.length) out.push({ linkId: item.linkId, text: item.text, item: inside });
      }
      continue;
    }
    if (calculated(item) || item.type === 'display' || chance(5) === 0) continue;
    const answer = answers(item);
    if (answer.length) out.push({ linkId: item.linkId, text: item.text, answer });
  }
  return out;
}

// ---- in the page ----

async function trip({ questionnaire, responses }) {
  const results = [];
  for (const response of responses) {
    const ends = [];
    let next = response;
    for (let i = 0; i < 2; i++) {
      try {
        const form = LForms.Util.convertFHIRQuestionnaireToLForms(JSON.parse(JSON.stringify(questionnaire)), 'R4');
        const merged = LForms.Util.mergeFHIRDataIntoLForms('QuestionnaireResponse', JSON.parse(JSON.stringify(next)), form, 'R4');
        document.getElementById('place').innerHTML = '';
        await LForms.Util.addFormToPage(merged, 'place');
        // Expressions are worked out behind the page's back: until nothing changes any more.
        for (let before = '', same = 0; same < 3;) {
          next = LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4');
          const now = JSON.stringify(next.item ?? []);
          same = now === before ? same + 1 : 0;
          before = now;
          await new Promise((ready) => setTimeout(ready, 15));
        }
        // What is not shown: an answer to it may still come out, by an expression of SDC.
        const hidden = (item) => Boolean(item) && (item._enableWhenExpVal === false ||
          item._skipLogicStatus === 'target-disabled' || hidden(item._parentItem));
        const shown = {};
        for (const item of document.querySelector('wc-lhc-form').lhcFormData.itemList)
          (shown[item.linkId] ??= []).push(!hidden(item));
        ends.push({ ...next, shown });
      } catch (error) {
        ends.push({ error: String(error?.message ?? error) });
        break;
      }
    }
    results.push(ends);
  }
  return results;
}

// ---- comparing ----

function normal(answer) {
  const [[key, value]] = Object.entries(answer).filter(([name]) => name.startsWith('value'));
  if (key === 'valueDate') return 'date ' + (value + '-01-01').slice(0, 10);
  if (key === 'valueDateTime') return 'moment ' + new Date(value).toISOString();
  if (key === 'valueCoding') return `coding ${value.system ?? ''}|${value.code}`;
  if (key === 'valueQuantity') return `quantity ${value.value} ${value.code ?? value.unit ?? ''}`;
  return `${key} ${JSON.stringify(value)}`;
}

// [way, answer] of all answers; rows are numbered.
function flat(items, way = '') {
  const list = [], rows = {};
  for (const item of items ?? []) {
    rows[item.linkId] = (rows[item.linkId] ?? 0) + 1;
    const here = `${way}/${item.linkId}[${rows[item.linkId]}]`;
    for (const answer of item.answer ?? []) {
      if (Object.keys(answer).some((name) => name.startsWith('value'))) list.push([here, normal(answer)]);
      list.push(...flat(answer.item, here));
    }
    list.push(...flat(item.item, here));
  }
  return list;
}

const items = new Map();
function learn(list, parents) {
  for (const item of list ?? []) {
    items.set(item.linkId, { item, parents });
    learn(item.item, [...parents, item]);
  }
}

const plain = (answer) => {
  const [[, found]] = Object.entries(answer).filter(([name]) => /^(value|answer)/.test(name));
  return found && typeof found === 'object' ? found.code ?? found.value : found;
};

function holds(when, response) {
  const found = answersTo(response.item, when.question).map(plain);
  const wanted = plain(when);
  switch (when.operator) {
    case 'exists': return (found.length > 0) === wanted;
    case '=': return found.some((one) => one === wanted);
    case '!=': return !found.some((one) => one === wanted);
    case '<': return found.some((one) => one < wanted);
    case '<=': return found.some((one) => one <= wanted);
    case '>': return found.some((one) => one > wanted);
    default: return found.some((one) => one >= wanted);
  }
}

function answersTo(list, linkId) {
  const out = [];
  for (const item of list ?? []) {
    if (item.linkId === linkId) out.push(...(item.answer ?? []));
    out.push(...answersTo(item.item, linkId));
  }
  return out;
}

// Whether it is to be asked, by RESPONSE; null: inside rows, where it cannot be told here.
function asked(linkId, response) {
  const { item, parents } = items.get(linkId);
  if (parents.some((parent) => parent.repeats)) return null;
  for (const one of [...parents, item]) {
    let yes = true;
    const path = extension(one, SDC + 'enableWhenExpression');
    if (one.enableWhen) {
      const each = one.enableWhen.map((when) => holds(when, response));
      yes = one.enableBehavior === 'any' ? each.some(Boolean) : each.every(Boolean);
    } else if (path) {
      yes = fhirpath.evaluate(response, path.valueExpression.expression, { resource: response, context: response }, r4)[0] === true;
    }
    if (!yes) return false;
  }
  return true;
}

const linkOf = (way) => /\/([^/[]+)\[\d+\]$/.exec(way)[1];
const total = { forms: 0, trips: 0, answers: 0, silent: 0, conditions: 0, wrong: 0 };

function compare(name, response, [first, second], say) {
  const before = total.wrong;
  const wrong = (text) => { total.wrong++; say(`${name}: ${text}`); };
  if (first.error) return wrong(`refused: ${first.error}`);
  const judged = JSON.parse(JSON.stringify(first));
  if (spoil) {
    const [some] = answered(first.item);
    if (some) some.answer[0] = { valueString: 'spoilt' };
  }
  const had = flat(response.item), got = flat(first.item);
  const left = new Map();
  for (const [way, value] of got) left.set(way, [...(left.get(way) ?? []), value]);
  for (const [way, value] of had) {
    const list = left.get(way) ?? [];
    const index = list.indexOf(value);
    total.answers++;
    if (index >= 0) list.splice(index, 1);
    else if ((first.shown[linkOf(way)] ?? []).every(Boolean)) wrong(`${way} ${value} went in and did not come out (${list.join(', ') || 'nothing'} did)`);
    else total.silent++;
  }
  for (const [way, list] of left)
    for (const value of list)
      if (!calculated(items.get(linkOf(way)).item)) wrong(`${way} ${value} came out and did not go in`);
  for (const [linkId, { item }] of items) {
    const told = asked(linkId, judged);
    if (told === null || !first.shown[linkId]) continue;
    total.conditions += Boolean(item.enableWhen || extension(item, SDC + 'enableWhenExpression'));
    if (told !== first.shown[linkId][0]) wrong(`${linkId} is ${told ? 'to be asked, and is not' : 'not to be asked, and is'}`);
  }
  if (second?.error) wrong(`refused the second time: ${second.error}`);
  else if (!spoil && JSON.stringify(flat(second.item)) !== JSON.stringify(got)) wrong('the second time something else came out');
  return total.wrong > before;
}

function* answered(list) {
  for (const item of list ?? []) {
    if (item.answer?.length) yield item;
    yield* answered(item.item);
  }
}

// ---- the whole ----

const page = `<!doctype html><meta charset="utf-8"><title>forms</title>
<link rel="stylesheet" href="/webcomponent/styles.css"><div id="place"></div>
<script src="/webcomponent/assets/lib/zone.min.js"></script>
<script src="/webcomponent/lhc-forms.js"></script>
<script src="/fhir/R4/lformsFHIR.min.js"></script>`;
const server = http.createServer((request, reply) => {
  const file = path.join(dist, path.normalize(new URL(request.url, 'http://x').pathname));
  if (request.url === '/') {
    reply.setHeader('content-type', 'text/html');
    reply.end(page);
  } else if (request.url === '/favicon.ico') {
    reply.statusCode = 204;
    reply.end();
  } else if (file.startsWith(dist) && fs.existsSync(file) && fs.statSync(file).isFile()) {
    reply.setHeader('content-type', file.endsWith('.css') ? 'text/css' : 'text/javascript');
    fs.createReadStream(file).pipe(reply);
  } else {
    reply.statusCode = 404;
    reply.end();
  }
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-lhc-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
let blind = 0;
try {
  const version = browser.browser()?.version() ?? 'unknown';
  const origin = `http://127.0.0.1:${server.address().port}/`;
  for (const file of files) {
    const questionnaire = JSON.parse(fs.readFileSync(file, 'utf8'));
    const name = path.basename(file, '.json');
    const tab = await browser.newPage();
    const faults = [], outside = [];
    let said = 0, found = false;
    const say = (text) => { if (said++ < 6 && !spoil) console.log(text); };
    tab.on('pageerror', (error) => faults.push(String(error)));
    tab.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });
    tab.on('request', (request) => { if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) outside.push(request.url()); });
    await tab.goto(origin);
    await tab.waitForFunction(() => globalThis.LForms?.Util?.addFormToPage && LForms.FHIR?.R4);
    items.clear();
    learn(questionnaire.item, []);
    const responses = Array.from({ length: rounds }, () => ({
      resourceType: 'QuestionnaireResponse', status: 'completed',
      questionnaire: `${questionnaire.url}|${questionnaire.version}`, item: fill(questionnaire.item),
    }));
    const results = await tab.evaluate(trip, { questionnaire, responses });
    total.forms++;
    results.forEach((ends, i) => {
      total.trips++;
      if (compare(name, responses[i], ends, say)) found = true;
    });
    for (const text of [...new Set([...faults, ...outside.map((url) => 'asked the network for ' + url)])].slice(0, 4)) {
      total.wrong++;
      console.log(`${name}: ${text}`);
    }
    if (spoil && !found) { blind++; console.log(`${name}: nothing was found`); }
    await tab.close();
  }
  const read = (name) => JSON.parse(fs.readFileSync(path.join(home, 'node_modules', name, 'package.json'), 'utf8')).version;
  if (spoil) {
    console.log(`${files.length} forms with a spoilt answer, ${blind} not found`);
  } else {
    console.log(`${total.forms} forms, ${total.trips} round trips, ${total.answers} answers put in: `
      + `${total.silent} left out by their conditions, ${total.conditions} conditions compared, ${total.wrong} different`);
    console.log(`lforms ${read('lforms')}, fhirpath ${read('fhirpath')}, Chromium ${version}, Node ${process.version}`);
  }
} finally {
  await browser.close();
  server.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
process.exitCode = (spoil ? blind : total.wrong) === 0 ? 0 : 1;
