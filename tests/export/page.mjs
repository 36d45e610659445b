// SPDX-License-Identifier: GPL-3.0-or-later
// The page: two validators, axe-core and a printer (Chromium), which also tells what the page asks
// for over the network. What is known to be wrong is put before each of them first.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { files, Findings, has, home, need, parting, read, run, squeeze } from './tools.mjs';

const WRONG = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>t</title></head><body>'
  + '<p><div>x</div></p><img src="http://127.0.0.1:9/x.png"><dt>y</dt><svg lang="en"></svg></body></html>';

async function validate(names, found) {
  const { HtmlValidate } = need('html-validate');
  // White space in front of the end of a line is the patient's own.
  const judge = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-trailing-whitespace': 'off' } });
  for (const name of names) {
    const report = await judge.validateString(read(name));
    for (const result of report.results) {
      for (const message of result.messages) found.add(name, `html-validate ${message.ruleId}, line ${message.line}: ${message.message}`);
    }
  }
  found.mustFind('what html-validate knows', !(await judge.validateString(WRONG)).valid);
}

function validateNu(names, found, place) {
  const nu = (list) => run('java', ['-jar', path.join(home, 'node_modules/vnu-jar/build/dist/vnu.jar'), '--format', 'gnu', ...list]);
  for (const line of nu(names).said.split('\n').filter(Boolean)) {
    // Words stay as they were typed; and what looks like Afrikaans has no language at all.
    if (/info warning:.*(Unicode Normalization Form C|appears to be written in)/.test(line)) continue;
    found.add('vnu', line.slice(0, 300));
  }
  const wrong = path.join(place, 'wrong.html');
  fs.writeFileSync(wrong, WRONG);
  found.mustFind('what vnu knows', nu([wrong]).said.includes('error'));
}

// ---- in the browser ----

async function accessible(page, name, found) {
  const said = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations', 'incomplete'] }));
  for (const one of said.violations) found.add(name, `axe ${one.id}: ${one.help}: ${one.nodes[0].html.slice(0, 150)}`);
  return said;
}

// Words between the edges of the paper, all of them, and none of them cut.
function printed(name, pdf, found) {
  const boxes = run('pdftotext', ['-bbox', pdf, '-']).text;
  let page = { width: 0, height: 0 };
  for (const line of boxes.split('\n')) {
    const size = /<page width="([\d.]+)" height="([\d.]+)"/.exec(line);
    const word = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/.exec(line);
    if (size) {
      page = { width: Number(size[1]), height: Number(size[2]) };
      if (Math.abs(page.width - 595) > 1.5 || Math.abs(page.height - 842) > 1.5) found.add(name, `paper of ${page.width} × ${page.height}`);
    } else if (word) {
      const [left, top, right, bottom] = word.slice(1, 5).map(Number);
      if (left < 28 || top < 28 || right > page.width - 28 || bottom > page.height - 28) {
        found.add(name, `“${word[5].slice(0, 40)}” at ${[left, top, right, bottom].map(Math.round)} is in the margin of the print`);
        return;
      }
    }
  }
}

// What Chromium shows has the words of the Markdown, drawings apart: they are other pictures.
async function sameWords(page, name, found) {
  const shown = squeeze(await page.evaluate(() => {
    for (const picture of document.querySelectorAll('figure')) picture.remove();
    for (const name of document.querySelectorAll('dt')) name.append(':');
    return document.querySelector('main').textContent;
  }));
  const text = read(name.replace(/html$/, 'md')).replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '');
  const { Parser, HtmlRenderer } = need('commonmark');
  await page.setContent(new HtmlRenderer().render(new Parser().parse(text)));
  const wanted = squeeze(await page.evaluate(() => document.body.textContent));
  const seal = /Seal:entry\d+,[a-z]+(?=\.)|\d\d:\d\d/g; // another one in each run of the demo
  if (shown.replace(seal, '') !== wanted.replace(seal, '')) found.add(name, `other words than in Markdown: ${parting(shown, wanted)}`);
}

const browser = process.env.CHROMIUM || '/usr/bin/chromium';

async function browse(names, found, place, keep) {
  const { chromium } = need('playwright-core');
  const axe = path.join(home, 'node_modules/axe-core/axe.min.js');
  const open = (profile, options) => chromium.launchPersistentContext(path.join(place, profile), {
    executablePath: browser,
    headless: true,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ...options,
  });
  const asked = [];
  const watch = (page) => page.on('request', (request) => asked.push(request.url()));
  const plain = await open('plain', {}); // under the policy of the page
  const free = await open('free', { bypassCSP: true }); // without it: the words alone must not ask
  const wrong = path.join(place, 'wrong.html');
  fs.writeFileSync(wrong, WRONG);
  for (const context of [plain, free]) {
    const page = await context.newPage();
    watch(page);
    for (const name of [wrong, ...names]) {
      const url = pathToFileURL(path.resolve(name)).href;
      asked.length = 0;
      await page.goto(url, { waitUntil: 'load' });
      const others = asked.filter((one) => one !== url);
      if (name === wrong) found.mustFind('a request', others.length > 0);
      else if (others.length) found.add(name, `asks for ${others[0]}`);
      if (context === free) {
        await page.addScriptTag({ path: axe });
        if (name === wrong) {
          found.mustFind('what axe knows', (await accessible(page, name, { add() {} })).violations.length > 0);
          continue;
        }
        await accessible(page, name, found);
        const pdf = path.join(place, 'print.pdf');
        await page.pdf({ path: pdf, preferCSSPageSize: true });
        if (keep) fs.copyFileSync(pdf, name.replace(/html$/, 'print.pdf'));
        if (has('pdftotext')) printed(name, pdf, found);
        await sameWords(page, name, found);
        found.judged++;
      }
    }
  }
  await plain.close();
  await free.close();
  return run(browser, ['--version']).text.replace(/[^\d.]*([\d.]+)[\s\S]*/, '$1');
}

export async function judgeHtml(directory) {
  const found = new Findings('HTML');
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-page-'));
  const names = files(directory, '.html');
  try {
    await validate(names, found);
    const judges = ['html-validate'];
    if (has('java')) {
      validateNu(names, found, place);
      judges.push('vnu');
    }
    judges.push(`axe-core and print in Chromium ${await browse(names, found, place, Boolean(process.env.EXPORT_KEEP))}`);
    return found.end(judges.join(', '));
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}
