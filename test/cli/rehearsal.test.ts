import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { terminal } from '../../cli/output/terminal.ts';
import { rehearseAll } from '../../cli/rehearseAll.ts';
import { rehearseOne } from '../../cli/rehearseOne.ts';
import { rehearseByHand } from '../../cli/rehearsing/byHand.ts';
import type { Begin } from '../../client/index.ts';
import { readLibrary } from '../../procedures/library.ts';
import { commandOf, printed, RECORDED } from '../../scripts/rehearsalPage.ts';
import { openStage, type Stage } from '../client/support/stage.ts';

jest.setTimeout(180_000);

const PAGE = readFileSync(new URL('../../docs/rehearsal.md', import.meta.url), 'utf8');

let stage: Stage;
const real = { ...terminal };
beforeAll(async () => {
  stage = await openStage();
  await stage.startWorker();
});
afterAll(async () => {
  Object.assign(terminal, real);
  process.exitCode = 0;
  await stage.close();
});

/** What is printed from now on. */
function printing(): string[] {
  const out: string[] = [];
  terminal.out = (text) => void out.push(`${text}\n`);
  return out;
}

/** Says the lines, as if they had been piped in; what was printed, and what was said beside it. */
async function said(begin: Begin | { again: string }, lines: string[], json = false) {
  const out = printing();
  const beside: string[] = [];
  terminal.say = (text) => void beside.push(text);
  const input = new PassThrough();
  input.end(lines.map((line) => `${line}\n`).join(''));
  await rehearseByHand(stage.client, { begin, json, stays: true, input });
  return { out: out.join(''), beside: beside.join('\n') };
}

function beginOf([procedure = '', ...options]: string[]): Begin {
  const facts = options.filter((option) => option !== '--fact').map((fact) => fact.split(/=(.*)/s));
  return { procedure, facts: Object.fromEntries(facts.map(([name = '', value = '']) => [name, value])) };
}

describe('docs/rehearsal.md', () => {
  test.each(RECORDED)('shows what is said and printed today: $title', async ({ args, lines }) => {
    const { out } = await said(beginOf(args), lines);
    const shown = PAGE.split(`$ ${commandOf(args)}\n`)[1]?.split('\n```')[0];
    expect(printed(out)).toBe(shown);
  });
});

describe('a rehearsal that plays by itself', () => {
  test('is titled with the variant that it plays, and names what it asked for when it was told of something else', async () => {
    const out = printing();
    const given = { procedure: 'case-alert', variant: '5', facts: { resolution: 'cancel' } };
    const zone = 'America/Los_Angeles';
    const played = rehearseOne(
      stage.client,
      { ...given, tasks: { cancel: 'cancel' } },
      { variant: '5', zone, json: false },
    );
    await expect(played).rejects.toThrow(/never came up in the case: cancel\. .*"choose-resolution"/);
    expect(out.join('')).toContain('Rehearsing case-alert, variant 5; times are');
  });

  test('of one procedure goes through every ending of that one, and of no other', async () => {
    const out = printing();
    await rehearseAll(stage.client, await readLibrary(), false, 'three-follow-ups');
    expect(out.join('')).toMatch(/^\d ways through 1 procedure: each ended as it must\.$/m);
    expect(out.join('')).not.toContain('case-alert');
  });
});

describe('a rehearsal step by step', () => {
  const begin: Begin = { procedure: 'case-alert', facts: { 'alert-sent': '2026-03-09T10:30:00-07:00' } };
  const idIn = (beside: string) => /--continue (\S+)/.exec(beside)?.[1] ?? '';

  test('left by the end of the input stays as it is and is taken up again where it was', async () => {
    const first = await said(begin, ['next']);
    const id = idIn(first.beside);
    expect(id).toMatch(/^case-alert:rehearsal:/);
    const again = await said({ again: id.split(':').at(-1) ?? '' }, ['', 'reply', 'do settle']);
    expect(again.out).toContain('taken up again');
    expect(again.out).toContain('It is Tue 10 Mar 2026 09:01.');
    expect(again.out).toContain('ended: answered');
    expect(again.beside).toContain(`followthrough show ${id}`);
  });

  test('names every word in its help, takes slips of the keyboard, and goes on after a mistake', async () => {
    const { out } = await said(begin, ['help', 'nxt', 'to yesterday', 'do', 'next', 'end']);
    for (const word of ['next', 'day', 'to DATE', 'reply', 'do', 'skip', 'decide', 'fail', 'read', 'quit'])
      expect(out).toMatch(new RegExp(`^ {2}${word}`, 'm'));
    expect(out).toContain('Did you mean "next"?');
    expect(out).toContain('FT-CMD-TIME');
    expect(out).toContain('nobody is asked for anything now');
    expect(out).toContain('sent reminder-1');
    expect(out).toContain('ended: withdrawn');
    expect(process.exitCode).toBe(1);
  });

  test('with JSON prints a state for each word, and nothing else', async () => {
    const { out } = await said(begin, ['next', 'nxt'], true);
    const states = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(states).toMatchObject([
      { waitingOn: 'step:day-1', clock: expect.stringMatching(/^2026-03-09T10:3/) },
      { waitingOn: 'step:day-2' },
      { code: 'FT-CLI-REHEARSED' },
    ]);
  });
});
