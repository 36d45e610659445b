// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown in three renderers: the same words in each, and those of the text export. JSON against
// its schema. CSV in two readers: every cell as text, and no formula.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { files, Findings, has, need, parting, read, run, squeeze } from './tools.mjs';

function plain(html) {
  const signs = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return html.replace(/<[^>]*>/g, '').replace(/&(lt|gt|amp|quot|#39);/g, (_, name) => signs[name]);
}

function renderers() {
  const { Parser, HtmlRenderer } = need('commonmark');
  const markdownIt = need('markdown-it');
  const list = [
    ['commonmark.js', (text) => new HtmlRenderer().render(new Parser().parse(text))],
    ['markdown-it', (text) => markdownIt('commonmark').render(text)],
    ['markdown-it with tables and links', (text) => markdownIt({ linkify: true }).render(text)],
  ];
  if (has('cmark')) list.push(['cmark', (text) => run('cmark', [], text).text]);
  return list;
}

// Each run of the demo makes a vault of its own, with times and a seal of its own.
const unsealed = (text) => text.replace(/(Seal:entry\d+,)[a-z]+(?=\.Wordsinquot)/, '$1').replace(/\d\d:\d\d/g, '00:00');

export function judgeMarkdown(directory) {
  const found = new Findings('Markdown');
  const list = renderers();
  for (const name of files(directory, '.md')) {
    const markdown = read(name);
    const wanted = unsealed(squeeze(read(name.replace(/md$/, 'txt'))));
    for (const [renderer, render] of list) {
      const words = unsealed(squeeze(plain(render(markdown))));
      if (words !== wanted) found.add(name, `${renderer}: ${parting(words, wanted)}`);
      found.judged++;
    }
  }
  for (const [renderer, render] of list) {
    found.mustFind(`lost signs in ${renderer}`, squeeze(plain(render('a *b* [c](d)'))) !== 'a*b*[c](d)');
  }
  return found.end(list.map(([name]) => name).join(', '));
}

export function judgeJson(directory, schemaFile) {
  const found = new Findings('JSON');
  const Ajv = need('ajv/dist/2020');
  const check = new Ajv({ allErrors: true, strict: true }).compile(JSON.parse(read(schemaFile)));
  for (const name of files(directory, '.json')) {
    const value = JSON.parse(read(name));
    found.judged++;
    if (!check(value)) found.add(name, check.errors.slice(0, 3).map((e) => `${e.instancePath} ${e.message}`).join('; '));
    if (!value.interviews[0]?.items[0]) continue; // all of it is for the clinician alone
    value.interviews[0].items[0].more = 1;
    found.mustFind('a key that is not in the schema', !check(value));
    delete value.interviews[0].items[0].more;
    value.interviews[0].items[0].state = 'elsewhere';
    found.mustFind('a state that is none', !check(value));
  }
  return found.end('ajv, strict');
}

// ---- tables ----

// Rows of the first sheet of a flat OpenDocument file: [{ text, type, formula }].
function sheet(xml) {
  const rows = [];
  const body = xml.slice(xml.indexOf('<table:table '), xml.indexOf('</table:table>'));
  for (const row of body.match(/<table:table-row[\s\S]*?<\/table:table-row>/g) ?? []) {
    const cells = [];
    for (const cell of row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)) {
      const times = Number(/number-columns-repeated="(\d+)"/.exec(cell[1])?.[1] ?? 1);
      const text = (cell[2] ?? '').replace(/<text:s text:c="(\d+)"\/>/g, (_, n) => ' '.repeat(n)).replace(/<text:s\/>/g, ' ')
        .replace(/<text:tab\/>/g, '\t').replace(/<text:line-break\/>/g, '\n').replace(/<\/text:p>\s*<text:p[^>]*>/g, '\n');
      const one = {
        text: plain(text).replace(/&apos;/g, "'"),
        type: /office:value-type="(\w+)"/.exec(cell[1])?.[1] ?? '',
        formula: /table:formula=/.test(cell[1]),
      };
      if (times < 100) for (let i = 0; i < times; i++) cells.push(one);
    }
    rows.push(cells);
  }
  return rows;
}

// What LibreOffice makes of tables: as text where QUOTED, else as it guesses.
function office(names, quoted) {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-office-'));
  const filter = `Text - txt - csv (StarCalc):44,34,76,1,,1033,${quoted},${!quoted}`;
  try {
    run('soffice', [`-env:UserInstallation=file://${place}/profile`, '--headless', `--infilter=${filter}`,
      '--convert-to', 'fods', '--outdir', place, ...names]);
    return names.map((name) => sheet(read(path.join(place, path.basename(name).replace(/csv$/, 'fods')))));
  } finally {
    fs.rmSync(place, { recursive: true, force: true });
  }
}

function judgeOffice(found, names, tables) {
  const asText = office(names, true);
  const guessed = office(names, false);
  names.forEach((name, i) => {
    tables[i].forEach((row, y) => row.forEach((wanted, x) => {
      if (wanted.length > 32767) return; // more than a cell of a spreadsheet keeps: verhaal(1) says so
      const cell = asText[i][y]?.[x];
      if (wanted !== '' && cell?.type !== 'string') found.add(name, `row ${y} column ${x} is ${cell?.type || 'empty'} in LibreOffice`);
      else if (wanted !== '' && squeeze(cell.text) !== squeeze(wanted)) found.add(name, `row ${y} column ${x}: ${parting(cell.text, wanted)}`);
    }));
    for (const sheets of [asText[i], guessed[i]]) {
      if (sheets.flat().some((cell) => cell.formula)) found.add(name, 'a formula in LibreOffice');
    }
  });
}

export function judgeCsv(directory) {
  const found = new Findings('CSV');
  const { parse } = need('csv-parse/sync');
  const names = files(directory, '.csv');
  const tables = [];
  const undo = (cell) => cell.replace(/^'/, '');
  for (const name of names) {
    const rows = parse(read(name), { relax_column_count: false });
    tables.push(rows);
    found.judged++;
    if (rows.flat().some((cell) => /^\s*[=+\-@]/.test(cell))) found.add(name, 'a cell begins like a formula');
    // The data has the same words: what the table says is what was recorded.
    const data = JSON.parse(read(name.replace(/csv$/, 'json')));
    const items = data.interviews.flatMap((interview) => interview.items).filter((item) => item.state !== 'not_asked');
    if (rows.length !== items.length + 1) found.add(name, `${rows.length - 1} rows for ${items.length} answers`);
    items.forEach((item, i) => {
      const at = rows[0].indexOf('item');
      if (rows[i + 1]?.[at] !== item.name) found.add(name, `row ${i + 1} is ${rows[i + 1]?.[at]}, not ${item.name}`);
      const plainText = typeof item.answer === 'string' && !/[^\n\r -~]|\r/.test(item.answer);
      const value = rows[i + 1]?.[rows[0].indexOf('value')] ?? '';
      if (plainText && value !== item.answer && undo(value) !== item.answer) found.add(name, `${item.name}: ${parting(value, item.answer)}`);
    });
  }
  let note = 'csv-parse';
  if (has('soffice')) {
    judgeOffice(found, names, tables);
    const bad = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'verhaal-table-')), 'bad.csv');
    fs.writeFileSync(bad, 'a,b\r\n=1+1,2\r\n');
    found.mustFind('a formula', office([bad], false)[0].flat().some((cell) => cell.formula));
    fs.rmSync(path.dirname(bad), { recursive: true });
    note += ', LibreOffice';
  }
  return found.end(note);
}
