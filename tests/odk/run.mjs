// SPDX-License-Identifier: GPL-3.0-or-later
// Puts each case of a file of JSON lines before ODK's own engine, in a headless
// Chromium on loopback, and compares what is asked, what has to be answered, what
// is against its constraint and what is worked out, after each step.
//
//   node run.mjs CASES [--verbose]
//
// Needs the packages @getodk/xforms-engine and playwright-core beside it, and a
// Chromium: $CHROMIUM, else /usr/bin/chromium.
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';

const home = path.resolve(process.env.ODK_HOME || '.');
const need = createRequire(path.join(home, 'package.json'));
const { chromium } = need('playwright-core');
const engine = path.join(home, 'node_modules/@getodk/xforms-engine/dist/index.js');

const cases = fs.readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const verbose = process.argv.includes('--verbose');

// Runs in the page: one case, its states as lists of words.
async function answer({ xml, steps }) {
  const { loadForm } = await import('/engine.js');
  const form = await loadForm(xml, {
    fetchFormAttachment: () => { throw new Error('no attachments here'); },
    missingResourceBehavior: 'BLANK',
  });
  if (form.status === 'failure') return { refused: String(form.error?.message ?? form.error) };
  const { root } = form.createInstance();

  const filtered = new Set([...xml.matchAll(/ref="([^"]*)"[^>]*>(?:\s*<(?:label|hint)[^>]*>)*\s*<itemset nodeset="[^"]*\[/g)].map((found) => found[1]));
  const visit = (node, note) => {
    const children = node.currentState.children;
    for (const child of Array.isArray(children) ? children : []) {
      note(child);
      visit(child, note);
    }
  };
  const name = (node) => node.currentState.reference.replace(/^\/data\//, '');
  const find = (wanted) => {
    let found = null;
    visit(root, (node) => { if (name(node) === wanted) found = node; });
    if (!found) throw new Error(`no place ${wanted}`);
    return found;
  };
  const text = (value) => {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.join(' ');
    return String(value);
  };
  const encode = (value) => value.replace(/[ %*!=\x00-\x1f]/g, (sign) => '%' + sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0'));
  const look = () => {
    const words = [];
    visit(root, (node) => {
      const state = node.currentState;
      if (!state.relevant || /(^|\/)(meta|q\d+_(other|unit|count)_*)(\/|$)/.test(name(node)) || node.nodeType === 'repeat-instance') return;
      let word = name(node);
      if (state.required && node.nodeType !== 'group') word += '*';
      if (node.validationState?.violation?.condition === 'constraint') word += '!';
      if (filtered.has(node.currentState.reference.replace(/\[\d+\]/g, ''))) word += `{${state.valueOptions.map((option) => option.value).join(',')}}`;
      if (node.nodeType === 'model-value') word += '=' + encode(text(state.value));
      words.push(word);
    });
    return words.join(' ');
  };
  const set = (node, value) => {
    switch (node.nodeType) {
      case 'select':
        if (value === null) node.selectValues([]);
        else node.selectValues(value.split(','));
        break;
      case 'rank':
        node.setValues(value === null ? [] : value.split(','));
        break;
      default: {
        const quantity = value === null ? null : /^[0-9.]+ \S+$/.exec(value);
        node.setValue(quantity ? value.split(' ')[0] : value ?? '');
      }
    }
  };
  const act = (step) => {
    const [, verb, place, value] = /^(\S*) ?(\S*) ?(.*)$/.exec(step);
    if (verb === 'set') set(find(place), value);
    else if (verb === 'clear') set(find(place), null);
    else if (verb === 'add') find(place).addInstances();
    else if (verb === 'remove') {
      const [, range, number] = /^(.*)\[(\d+)\]$/.exec(place);
      find(range).removeInstances(Number(number) - 1);
    }
  };

  const states = [];
  for (const step of steps) {
    try {
      act(step.do ?? '');
      states.push(look());
    } catch (error) {
      states.push(`cannot ${step.do}: ${error.message}`);
      break;
    }
  }
  return { states };
}

const sorted = (state) => state.split(' ').sort().join(' ');

function compare(one, answered) {
  if (answered.refused) return `refused: ${answered.refused}`;
  for (let i = 0; i < one.steps.length; i++) {
    const ours = one.steps[i].state;
    const theirs = answered.states[i] ?? 'nothing';
    if (sorted(ours) === sorted(theirs)) continue;
    const mine = new Set(ours.split(' ')), other = new Set(theirs.split(' '));
    return `step ${i} (${one.steps[i].do ?? 'at first'})\n  Verhaal only: ${[...mine].filter((word) => !other.has(word)).join(' ')}`
      + `\n  ODK only:     ${[...other].filter((word) => !mine.has(word)).join(' ')}`;
  }
  return null;
}

const server = http.createServer((request, reply) => {
  if (request.url === '/engine.js') {
    reply.setHeader('content-type', 'text/javascript');
    fs.createReadStream(engine).pipe(reply);
    return;
  }
  reply.setHeader('content-type', 'text/html');
  reply.end('<!doctype html><meta charset="utf-8"><title>cases</title>');
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-odk-'));
let disagree = 0, steps = 0, places = 0;
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const version = browser.browser()?.version() ?? 'unknown';
  let page;
  for (let i = 0; i < cases.length; i++) {
    if (i % 100 === 0) {
      await page?.close();
      page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
    }
    const found = compare(cases[i], await page.evaluate(answer, cases[i]));
    steps += cases[i].steps.length;
    for (const step of cases[i].steps) places += step.state.split(' ').filter(Boolean).length;
    if (found) {
      disagree++;
      if (verbose || disagree <= 20) console.log(`case ${cases[i].seed}: ${found}`);
    }
  }
  const read = (name) => JSON.parse(fs.readFileSync(path.join(home, 'node_modules', name, 'package.json'), 'utf8')).version;
  console.log(`${cases.length} forms, ${steps} states, ${places} places: ${disagree} disagree`);
  console.log(`@getodk/xforms-engine ${read('@getodk/xforms-engine')}, playwright-core ${read('playwright-core')}, Chromium ${version}, Node ${process.version}`);
} finally {
  await browser.close();
  server.close();
  fs.rmSync(profile, { recursive: true, force: true });
}
process.exitCode = disagree === 0 ? 0 : 1;
