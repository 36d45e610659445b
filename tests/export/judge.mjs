// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a directory of exports before other people's judges: NAME.md, .txt, .html, .json, .csv and
// .pdf of one record each. Packages are below $EXPORT_HOME; programs that are not installed are
// named at the end.
//
//   node judge.mjs DIRECTORY SCHEMA
import { has, version } from './tools.mjs';
import { judgeCsv, judgeJson, judgeMarkdown } from './words.mjs';
import { judgeHtml } from './page.mjs';
import { judgePdf } from './sheets.mjs';

const [directory, schema] = process.argv.slice(2);
let bad = 0;
bad += judgeJson(directory, schema);
bad += judgeMarkdown(directory);
bad += judgeCsv(directory);
if (!process.env.EXPORT_LARGE) bad += await judgeHtml(directory); // it takes a browser hours to lay that out
bad += judgePdf(directory);
const missing = ['cmark', 'soffice', 'java', 'qpdf', 'pdftotext', 'pdffonts'].filter((name) => !has(name));
console.log(['ajv', 'axe-core', 'commonmark', 'csv-parse', 'html-validate', 'markdown-it', 'playwright-core', 'vnu-jar']
  .map((name) => `${name} ${version(name)}`).join(', '));
if (missing.length) console.log(`not installed, not asked: ${missing.join(', ')}`);
process.exitCode = bad ? 1 : 0;
