// SPDX-License-Identifier: GPL-3.0-or-later
// What the judges of exports share: packages, programs, texts without white space, findings.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

export const home = path.resolve(process.env.EXPORT_HOME || '.');
export const need = createRequire(path.join(home, 'package.json'));

export function has(program) {
  return !spawnSync(program, ['--version']).error;
}

export function run(program, args, input) {
  const done = spawnSync(program, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (done.error) throw done.error;
  return { text: done.stdout, said: done.stderr, status: done.status };
}

// Without white space, marks of direction, differences that are only of typography, and what joins
// signs into one picture: the text export shows each, since terminals do not agree on the whole.
export function squeeze(text) {
  return text.normalize('NFKC').replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, '')
    .replace(/(?<=\p{Extended_Pictographic})\u200d(?=\p{Extended_Pictographic})/gu, '');
}

// The place where two texts part, for people.
export function parting(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `${JSON.stringify(a.slice(Math.max(0, at - 30), at + 40))} / ${JSON.stringify(b.slice(Math.max(0, at - 30), at + 40))}`;
}

export class Findings {
  constructor(name) {
    this.name = name;
    this.judged = 0;
    this.count = 0;
    this.wrong = 0;
  }

  add(where, what) {
    this.count++;
    if (this.count <= 12) console.log(`  ${this.name}: ${where}: ${what}`);
  }

  // A control: what is known to be wrong has to be found.
  mustFind(what, found) {
    if (!found) {
      this.wrong++;
      console.log(`  ${this.name}: is blind to ${what}`);
    }
  }

  end(note = '') {
    console.log(`${this.name}: ${this.judged} judged, ${this.count} findings${this.wrong ? `, ${this.wrong} blind` : ''}${note ? ` (${note})` : ''}`);
    return this.count + this.wrong;
  }
}

export function files(directory, suffix) {
  return fs.readdirSync(directory).filter((name) => name.endsWith(suffix)).sort()
    .map((name) => path.join(directory, name));
}

export const read = (name) => fs.readFileSync(name, 'utf8');
export const version = (name) => JSON.parse(read(path.join(home, 'node_modules', name, 'package.json'))).version;
