// SPDX-License-Identifier: GPL-3.0-or-later
// Pages for print: sound for qpdf, every font embedded, every word inside the margins, and every
// answer comes back as text.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { files, Findings, has, read, run, squeeze } from './tools.mjs';

// As documents show what a screen would obey or hide.
function visible(text) {
  return text.replace(/\r\n?/g, '\n')
    .replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g,
      (sign) => `<U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}>`);
}

// Between the running lines at the top and the bottom.
function body(pdf) {
  return squeeze(run('pdftotext', ['-layout', '-enc', 'UTF-8', '-x', '0', '-y', '40', '-W', '596', '-H', '730', pdf, '-']).text.replace(/\f/g, ''));
}

// One run: letters of one direction, or a number.
const runs = /(?:(?=[\p{L}\p{M}\u200c])[\u0590-\u08ff\u200c\ufb1d-\ufefc])+|(?:(?![\u0590-\u08ff\ufb1d-\ufefc])[\p{L}\p{M}])+|\p{Nd}+/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/;

// pdftotext reads the one sign that lam and alef become backwards, in Chromium's files as well, puts
// marks before their letter, and what separates letters without a gap is no glyph: none counts.
const bare = (text) => text.replace(/[\u0644\u0622\u0623\u0625\u0627\u200c\u0591-\u05c7\u064b-\u065f\u0670]/g, '');

// Whether PAGES says TEXT. Where directions meet, pdftotext gives the parts of a line in an order
// of its own: then each run of letters and each number has to be there.
function says(pages, text, beside = text) {
  const wanted = squeeze(visible(text));
  if (pages.includes(wanted)) return 'whole';
  if (!rightToLeft.test(beside)) return '';
  const parts = visible(text).normalize('NFKC').match(runs) ?? [];
  const letters = bare(pages);
  return parts.every((part) => letters.includes(bare(part))) ? 'parts' : '';
}

function inside(pdf, name, found) {
  let page = { width: 0, height: 0 };
  for (const line of run('pdftotext', ['-bbox', pdf, '-']).text.split('\n')) {
    const size = /<page width="([\d.]+)" height="([\d.]+)"/.exec(line);
    const word = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/.exec(line);
    if (size) page = { width: Number(size[1]), height: Number(size[2]) };
    else if (word) {
      const [left, top, right, bottom] = word.slice(1, 5).map(Number);
      if (left < 40 || top < 20 || right > page.width - 40 || bottom > page.height - 20) {
        found.add(name, `“${word[5].slice(0, 40)}” at ${[left, top, right, bottom].map(Math.round)} is in the margin`);
        return;
      }
    }
  }
}

function answers(name, found, counts) {
  const pages = body(name);
  const data = JSON.parse(read(name.replace(/pdf$/, 'json')));
  for (const item of data.interviews.flatMap((interview) => interview.items)) {
    for (const key of ['text', 'words', 'gloss', 'reason']) {
      if (!item[key] || item.state === 'not_asked') continue;
      const how = says(pages, item[key], item[key] + item.text);
      counts[how || 'lost']++;
      if (!how) found.add(name, `${key} of ${item.name} is not there: ${JSON.stringify(item[key].slice(0, 80))}`);
    }
  }
}

export function judgePdf(directory) {
  const found = new Findings('PDF');
  const counts = { whole: 0, parts: 0, lost: 0 };
  const names = files(directory, '.pdf').filter((name) => !name.endsWith('.print.pdf'));
  const fonts = new Set();
  for (const name of names) {
    found.judged++;
    if (has('qpdf')) {
      const check = run('qpdf', ['--check', name]);
      if (check.status !== 0) found.add(name, `qpdf: ${(check.said + check.text).slice(0, 200)}`);
    }
    if (has('pdffonts')) {
      for (const line of run('pdffonts', [name]).text.split('\n').slice(2).filter(Boolean)) {
        const [, font, embedded] = /^(\S+).*\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(line) ?? [];
        fonts.add(font?.replace(/^[A-Z]{6}\+/, ''));
        if (embedded !== 'yes') found.add(name, `${font} is not embedded`);
      }
    }
    if (has('pdftotext')) {
      inside(name, name, found);
      answers(name, found, counts);
    }
  }
  if (has('qpdf') && names.length) {
    const place = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-sheets-'));
    const bytes = fs.readFileSync(names[0]);
    bytes.fill(0x20, bytes.length - 300, bytes.length - 20);
    fs.writeFileSync(path.join(place, 'bad.pdf'), bytes);
    found.mustFind('a broken file', run('qpdf', ['--check', path.join(place, 'bad.pdf')]).status !== 0);
    fs.rmSync(place, { recursive: true });
    found.mustFind('a missing word', !says(body(names[0]), 'words that nobody said'));
  }
  const refused = files(directory, '.refused');
  return found.end(`${counts.whole} texts whole, ${counts.parts} in parts, ${refused.length} refused for want of a font; ${[...fonts].sort().join(' ')}`);
}
