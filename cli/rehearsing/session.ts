import type { Followthrough, OutboxEntry, RehearsalState } from '../../client/index.ts';
import { EXIT } from '../exit.ts';
import { entryLine } from '../output/rehearsalView.ts';
import { aheadLines, clockWords, indented, noteLine, standing, taskLines } from '../output/standingView.ts';
import { isoIn } from '../output/times.ts';
import { json, terminal } from '../output/terminal.ts';
import { report } from '../report.ts';
import { suggestions, WORDS, wordMeant } from './words.ts';

/** Words that only show something. */
const SHOWS: readonly { word: string; usage: string; does: string }[] = [
  {
    word: 'read',
    usage: 'read [all]',
    does: 'the last message, word for word; or all that would have gone out',
  },
  { word: 'tasks', usage: 'tasks', does: 'the open tasks with their words' },
  { word: 'plan', usage: 'plan', does: 'all that lies ahead if nobody answers' },
  { word: 'history', usage: 'history', does: 'all that has happened' },
  { word: 'state', usage: 'state', does: 'how it stands (an empty line does the same)' },
  { word: 'help', usage: 'help', does: 'these words' },
  { word: 'quit', usage: 'quit', does: 'leaves the rehearsal as it is (Ctrl-D and Ctrl-C, too)' },
];

/** One person, one rehearsal, line by line. */
export class Session {
  readonly #client: Followthrough;
  readonly #asJson: boolean;
  readonly #told = new Set<string>();
  #state: RehearsalState;

  constructor(client: Followthrough, state: RehearsalState, asJson: boolean) {
    this.#client = client;
    this.#asJson = asJson;
    this.#state = state;
  }

  get state(): RehearsalState {
    return this.#state;
  }

  get prompt(): string {
    return `${clockWords(this.#state)} > `;
  }

  /** What has happened so far, and how it stands. */
  begin(): void {
    this.#show(this.#state);
  }

  /** Shows what was said where no terminal does. */
  heard(line: string): void {
    if (!this.#asJson) terminal.out(`${this.prompt}${line}`);
  }

  /** @returns false when the person has had enough */
  async say(line: string): Promise<boolean> {
    const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
    if (word === 'quit' || word === 'exit') return false;
    if (word.startsWith('#')) return true;
    try {
      await this.#do(word.toLowerCase(), rest);
    } catch (error) {
      // What helps here is in the message; the advice of the tables is about options of commands.
      const { code, message } = await report(error);
      if (this.#asJson) json({ error: message, code });
      else this.#print([`${code}: ${message}`]);
      process.exitCode = EXIT.refused;
    }
    return true;
  }

  async #do(word: string, rest: string): Promise<void> {
    switch (word) {
      case '':
      case 'state':
        return this.#show(await this.#client.rehearsals.state(this.#state.id));
      case 'help':
        return this.#print(help());
      case 'plan':
        return this.#print(
          aheadLines(this.#state),
          'Nothing is certain before a person has done their part.',
        );
      case 'tasks':
        return this.#print(taskLines(this.#state));
      case 'history':
        return this.#print(this.#state.timeline.map((entry) => entryLine(entry, this.#state.zone)));
      case 'read':
        return this.#print(await this.#read(rest === 'all'));
    }
    const meant = wordMeant(
      word,
      SHOWS.map((each) => each.word),
    );
    this.#show(await meant.say({ client: this.#client, state: this.#state, rest }));
  }

  #show(state: RehearsalState): void {
    const before = this.#state;
    this.#state = state;
    if (this.#asJson) {
      const iso = isoIn(state.zone);
      return json({ ...state, clock: iso(state.clock) }, iso);
    }
    const news = state.timeline.filter(({ id }) => !this.#told.has(id));
    for (const { id } of news) this.#told.add(id);
    const lines = [...news.map((entry) => entryLine(entry, state.zone)), ...secondTry(before, state)];
    const read = news.some(({ what, about }) => what === 'done' && about?.includes('/send-')) ? ['read'] : [];
    const suggested = [...suggestions(state), ...read, 'help'];
    this.#print([...lines, ...(lines.length > 0 ? [''] : []), standing(state, suggested)]);
  }

  #print(lines: string[], otherwise = 'Nothing.'): void {
    terminal.out(`${lines.length > 0 ? lines.join('\n') : `  ${otherwise}`}\n`);
  }

  async #read(all: boolean): Promise<string[]> {
    const entries = await this.#client.outbox({ caseId: this.#state.id });
    const last = entries.findLast(({ verb }) => verb === 'send') ?? entries.at(-1);
    return (all ? entries : last ? [last] : []).flatMap(outgoing);
  }
}

/** What the other side did to a first try is in no timeline: the second went through. */
function secondTry({ order: before }: RehearsalState, { order, zone, clock }: RehearsalState): string[] {
  const met = before?.how === 'temporarily' && !before.taken && order?.taken === true;
  if (!met) return [];
  return [noteLine(clock, zone, 'the first try was refused for now, as you asked; the second went through')];
}

function outgoing({ name, channel, recipient, subject, text }: OutboxEntry): string[] {
  return [`  ${name} (${channel}) to ${recipient}${subject ? `: ${subject}` : ''}`, ...indented(text)];
}

function help(): string[] {
  const rows = [...WORDS, ...SHOWS];
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return rows.map(({ usage, does }) => `  ${usage.padEnd(width)}  ${does}`);
}
