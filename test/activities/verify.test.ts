import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { PerformInput } from '../../activities/contract.ts';
import { beginDoing } from '../../activities/doing.ts';
import { verifying } from '../../activities/verify/verify.ts';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { createLookUps, type LookUps } from '../../connectors/lookups/lookUps.ts';
import type { LookUpPort } from '../../connectors/lookups/port.ts';
import type { Effect } from '../../domain/program/program.ts';
import type { LookUpName } from '../../domain/verify/answers.ts';
import { readScripted } from '../../domain/verify/reading/scripted.ts';
import { listDiscrepancies } from '../../ledger/lookups/discrepancies.ts';
import { remarksOf } from '../../ledger/lookups/looked.ts';
import { keepScriptedAnswers } from '../../ledger/lookups/scripted.ts';
import { closeTask, listTasks, openTasks } from '../../ledger/tasks.ts';
import { type Desk, desk, HELLO, NOW, performing } from './support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALL: LookUpName[] = ['appointments', 'notes', 'contacts-made', 'phone', 'check-in'];
const TEXT: Effect = { verb: 'send', channel: 'text', name: 'hello' };
const NOTE = { id: 'n1', at: '2026-03-10T08:00:00-07:00', author: 'person', title: 'Rang back', read: false };
const UNREADABLE = { unreadable: 'unreachable' };

let here: Desk;
let caseId: string;
let lookUps: LookUps;
let now: number;

beforeAll(async () => {
  here = await desk();
});
beforeEach(async () => {
  now = NOW;
  here.deps.clock = () => now;
  caseId = await here.open({ contact: { email: 'pat@example.com', phone: '+15555550100' } });
  systemsSay();
});
afterAll(() => here.close());

/** What the systems around the case answer from now on. */
function systemsSay(...lines: object[]) {
  const scenario = readScripted(lines.map((line) => JSON.stringify(line)).join('\n'), 'test');
  lookUps = createLookUps(sandboxConfig(), here.ledger, scenario);
}

async function doingOf(more: Partial<PerformInput>, effects: Effect[] = [HELLO]) {
  const input = performing(caseId, effects, { verify: ALL, ...more });
  const doing = await beginDoing(here.deps, input);
  if (!doing) throw new Error('no such case');
  return doing;
}

async function before(kind: 'contact' | 'irreversible-act' = 'contact', more: Partial<PerformInput> = {}) {
  return verifying({ lookUps }).verify(await doingOf(more), kind);
}

const rows = () =>
  here.ledger.selectFrom('look_ups').selectAll().where('case_id', '=', caseId).orderBy('id').execute();

/** The check that the interpreter opens when a person is asked, answered five minutes later. */
async function personChecked(option = 'go-on') {
  const key = randomUUID();
  const task = { caseId, key, kind: 'check' as const, role: 'desk', title: 'Check', body: '', about: 'x' };
  await openTasks(here.ledger, [{ ...task, options: ['go-on', 'stop'], at: now }]);
  now += 5 * MINUTE;
  await closeTask(here.ledger, { caseId, key, option, by: 'kim', at: now });
}

describe('Right before a contact', () => {
  test('nothing new in any system: the contact is made, and every look-up is on record', async () => {
    expect(await before()).toBeNull();
    expect(await rows()).toMatchObject(
      ALL.map((name) => ({
        name,
        kind: 'contact',
        finding: 'clear',
        connector: 'sandbox',
        asked: false,
        at: NOW,
      })),
    );
    const [first] = await rows();
    expect(first?.evidence).toMatch(/^[0-9a-f]{64}$/);
  });

  test('a procedure that names no look-ups asks none, and a note is verified by none', async () => {
    expect(await before('contact', { verify: [] })).toBeNull();
    const { verify } = verifying({ lookUps });
    expect(await verify(await doingOf({}), 'note')).toBeNull();
    expect(await rows()).toEqual([]);
  });

  test('a check-in that was handed in ends the case', async () => {
    systemsSay({ 'look-up': 'check-in', answer: { matchedBy: 'id', handedIn: true } });
    expect(await before()).toEqual({ status: 'met', condition: 'checked-in' });
  });

  test('a virtual change ends it with a remark for the report, said once', async () => {
    const appointment = {
      at: '2026-03-20T11:00:00-07:00',
      service: 'Virtual',
      kind: 'virtual',
      status: 'booked',
    };
    systemsSay({ 'look-up': 'appointments', answer: { matchedBy: 'email', appointments: [appointment] } });
    expect(await before()).toEqual({ status: 'met', condition: 'booked' });
    await before();
    expect(await remarksOf(here.ledger, caseId)).toEqual([
      { caseId, name: 'appointments', at: NOW, text: 'A virtual regimen change is booked for 2026-03-20.' },
    ]);
  });

  test('a contact made outside puts the step off', async () => {
    const made = { at: '2026-03-10T08:00:00-07:00', channel: 'call', by: 'front desk', ours: false };
    systemsSay({ 'look-up': 'contacts-made', answer: { matchedBy: 'id', contacts: [made] } });
    expect(await before()).toEqual({
      status: 'not-now',
      reason: 'contacted-outside',
      until: Date.parse('2026-03-11T00:00:00-07:00'),
    });
  });

  test('no text of a note is kept', async () => {
    systemsSay({
      'look-up': 'notes',
      answer: { matchedBy: 'id', notes: [{ ...NOTE, text: 'Surgery, canary-7f3' }] },
    });
    expect(await before()).toEqual({ status: 'to-check', reason: 'note-surgery' });
    expect(JSON.stringify(await rows())).not.toContain('canary-7f3');
  });
});

describe('An unread note', () => {
  const say = (...notes: object[]) => systemsSay({ 'look-up': 'notes', answer: { matchedBy: 'id', notes } });

  test('holds, on every retry, until a person has checked; another one holds again', async () => {
    say(NOTE);
    const hold = { status: 'to-check', reason: 'unread-note' };
    expect(await before()).toEqual(hold);
    expect(await before()).toEqual(hold);
    await personChecked();
    expect(await before()).toBeNull();
    say(NOTE, { ...NOTE, id: 'n2' });
    expect(await before()).toEqual(hold);
  });

  test('is not settled by a check that came before it', async () => {
    await personChecked();
    say(NOTE);
    now += MINUTE;
    expect(await before()).toMatchObject({ reason: 'unread-note' });
  });
});

describe('A discrepancy', () => {
  const OTHER = { 'look-up': 'phone', answer: { matchedBy: 'id', booking: '+1 555 555 0199', crm: null } };
  const beforeText = async () => {
    const doing = await doingOf({}, [TEXT]);
    const procedure = { ...doing.procedure, sop: 'Handbook 7' };
    return verifying({ lookUps: { ...lookUps, suppliers: 'operations' } }).verify(
      { ...doing, procedure },
      'contact',
    );
  };

  test('stops a text, and whoever supplies the report hears of it once, with what was expected and found', async () => {
    systemsSay(OTHER);
    expect(await beforeText()).toEqual({ status: 'to-check', reason: 'discrepancy' });
    await beforeText();
    const tasks = await listTasks(here.ledger, { caseId });
    expect(tasks).toMatchObject([
      { kind: 'discrepancy', role: 'operations', options: ['corrected', 'accepted'], sop: 'Handbook 7' },
    ]);
    expect(tasks[0]?.body).toContain('Expected: +15555550100 (report)');
    expect(tasks[0]?.body).toContain('Found: +15555550199 (booking system)');
    expect(await listDiscrepancies(here.ledger, { caseId })).toMatchObject([
      { lookUp: 'phone', state: 'open', role: 'operations', taskId: tasks[0]?.id },
    ]);
  });

  test('does not stop a message in the portal', async () => {
    systemsSay(OTHER);
    expect(await before()).toBeNull();
  });

  async function answered(option: string) {
    const [task] = await listTasks(here.ledger, { caseId });
    await closeTask(here.ledger, { caseId, key: task?.key ?? '', option, by: 'kim', at: now });
    expect(await listDiscrepancies(here.ledger, { caseId })).toEqual([]);
    expect(await listDiscrepancies(here.ledger, { caseId, all: true })).toMatchObject([{ state: option }]);
  }

  test('that was accepted stops nothing any more', async () => {
    systemsSay(OTHER);
    await beforeText();
    await answered('accepted');
    expect(await beforeText()).toBeNull();
  });

  test('that was said to be corrected and is still there stops the text and is reported again', async () => {
    systemsSay(OTHER);
    await beforeText();
    await answered('corrected');
    expect(await beforeText()).toEqual({ status: 'to-check', reason: 'discrepancy' });
    expect(await listDiscrepancies(here.ledger, { caseId })).toMatchObject([{ state: 'open' }]);
    systemsSay();
    expect(await beforeText()).toBeNull();
  });

  test('that a person has checked stops nothing, even while its task is open', async () => {
    systemsSay(OTHER);
    await beforeText();
    await personChecked();
    expect(await beforeText()).toBeNull();
  });
});

describe('A system that cannot be read', () => {
  const away = (why: object = UNREADABLE) => systemsSay({ 'look-up': 'check-in', ...why });

  test('before a contact: not now, asked again in an hour, and after four hours a person decides', async () => {
    away();
    const later = (at: number) => ({ status: 'not-now', reason: 'not-readable', until: at + HOUR });
    expect(await before()).toEqual(later(now));
    now += 3 * HOUR;
    expect(await before()).toEqual(later(now));
    now += HOUR;
    expect(await before()).toEqual({ status: 'to-check', reason: 'not-readable' });
    await personChecked();
    expect(await before()).toBeNull();
  });

  test('once it has been read, the hours are counted anew', async () => {
    away();
    await before();
    now += 3 * HOUR;
    systemsSay();
    expect(await before()).toBeNull();
    now += 3 * HOUR;
    away();
    expect(await before()).toMatchObject({ status: 'not-now' });
  });

  test('before an act that cannot be undone a person confirms at once, and for ten minutes', async () => {
    away();
    const ask = { status: 'to-check', reason: 'not-readable' };
    expect(await before('irreversible-act')).toEqual(ask);
    await personChecked();
    expect(await before('irreversible-act')).toBeNull();
    now += 11 * MINUTE;
    expect(await before('irreversible-act')).toEqual(ask);
  });

  test('a check that was made for another reason confirms nothing', async () => {
    away();
    await before();
    await personChecked();
    expect(await before('irreversible-act')).toMatchObject({ status: 'to-check' });
  });

  test('a check that says stop confirms nothing', async () => {
    away();
    await before('irreversible-act');
    await personChecked('stop');
    expect(await before('irreversible-act')).toMatchObject({ status: 'to-check' });
  });

  test('news from another system wins over it', async () => {
    systemsSay(
      { 'look-up': 'check-in', answer: { matchedBy: 'id', handedIn: true } },
      { 'look-up': 'notes', ...UNREADABLE },
    );
    expect(await before('irreversible-act')).toEqual({ status: 'met', condition: 'checked-in' });
  });

  test('one that nobody has connected is asked by hand right before the end, and only then', async () => {
    const config = sandboxConfig();
    config.lookUps.routes['check-in'] = { by: 'by-hand' };
    lookUps = createLookUps(config, here.ledger);
    expect(await before()).toBeNull();
    expect(await before('irreversible-act')).toEqual({ status: 'to-check', reason: 'not-readable' });
  });

  test.each<[string, LookUpPort['look']]>([
    ['never answers', () => new Promise(() => undefined)],
    ['fails', () => Promise.reject(new Error('canary-7f3'))],
  ])('one that %s is not readable, and its words are not kept', async (_, look) => {
    const broken: LookUpPort = { connector: 'broken', look };
    const verify = verifying({ lookUps: { ...lookUps, port: () => broken }, limit: 50 });
    expect(await verify.verify(await doingOf({}), 'contact')).toMatchObject({ status: 'not-now' });
    expect(JSON.stringify(await rows())).not.toContain('canary-7f3');
  });

  test('a step without dates cannot be put off, so a person decides', async () => {
    away();
    expect(await before('contact', { slot: null })).toEqual({ status: 'to-check', reason: 'not-readable' });
  });
});

describe('A choice', () => {
  const opens = (state: string) =>
    systemsSay({
      'look-up': 'email-opens',
      answer: { matchedBy: 'email', messages: [{ at: '2026-03-09T09:00:00-07:00', state }] },
    });

  test('goes by what the system says, and by "unknown" when it cannot be read', async () => {
    opens('opened');
    const { lookUp } = verifying({ lookUps });
    expect(await lookUp(await doingOf({}), 'email-opens')).toBe('opened');
    systemsSay({ 'look-up': 'email-opens', ...UNREADABLE });
    expect(await verifying({ lookUps }).lookUp(await doingOf({}), 'email-opens')).toBe('unknown');
    expect(await rows()).toMatchObject([{ kind: 'choice' }, { kind: 'choice', finding: 'unreadable' }]);
  });
});

describe('A rehearsal', () => {
  test('has answers of its own, by its own clock, and no real system, whatever is configured', async () => {
    const config = sandboxConfig();
    const settings = {
      url: 'http://127.0.0.1:9/nobody',
      secret: `whsec_${Buffer.alloc(32).toString('base64')}`,
    };
    for (const name of ALL) config.lookUps.routes[name] = { by: 'webhook', settings };
    lookUps = createLookUps(config, here.ledger);
    caseId = await here.open({ rehearsal: true });
    const line = { 'look-up': 'check-in', from: 'P2D', answer: { matchedBy: 'id', handedIn: true } };
    await keepScriptedAnswers(here.ledger, caseId, readScripted(JSON.stringify(line), 'test'));
    const on = (at: number) => before('contact', { rehearsal: true, at });
    expect(await on(NOW)).toBeNull();
    expect(await on(NOW + 24 * HOUR)).toEqual({ status: 'met', condition: 'checked-in' });
  });
});

describe('What our own ledger answers', () => {
  test('counts like any other look-up', async () => {
    const own = { 'open-items': async () => ({ finding: 'met', condition: 'paid' }) as const };
    const { verify } = verifying({ lookUps, own });
    const doing = await doingOf({ verify: ['open-items'] });
    expect(await verify(doing, 'contact')).toEqual({ status: 'met', condition: 'paid' });
    expect(await rows()).toMatchObject([{ name: 'open-items', connector: 'ledger', reason: 'paid' }]);
  });

  test('a look-up that nobody makes is our mistake, not a yes', async () => {
    await expect(before('contact', { verify: ['open-items'] })).rejects.toThrow('no look-up open-items');
  });
});
