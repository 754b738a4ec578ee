import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { sandboxConfig } from '../../connectors/config/config.ts';
import { readScripted } from '../../domain/verify/reading/scripted.ts';
import { judgeRows } from '../../worker/judgeRows.ts';
import { httpSink } from '../support/httpSink.ts';
import { run } from '../cli/support/command.ts';
import { day, fileOf, listOf, resultOf } from './support/lists.ts';
import { openStage, type Stage } from './support/stage.ts';

jest.setTimeout(120_000);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

let made = 0;

/** A client of the report whose last peel was so many days ago, and the id of the occurrence. */
function client(daysAgo = 1) {
  made += 1;
  const id = `j-${process.pid}-${made}`;
  const [month = '', date = '', year = ''] = day(-daysAgo).split('/');
  const row = {
    'Client ID': id,
    Name: `Client ${made} Example`,
    Email: `${id}@example.com`,
    Phone: '(213) 373-4253',
    'Last appointment date': day(-daysAgo),
    'Last service': 'Peel',
    Location: 'Example Clinic',
    'Clinic phone': '+1 202 555 0100',
  };
  return { row, occurrence: `${id}/${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` };
}

const answers = (...lines: object[]) =>
  readScripted(lines.map((line) => JSON.stringify(line)).join('\n'), 'answers.jsonl');

const appointment = (kind: string, service = kind) => ({
  matchedBy: 'id',
  appointments: [{ at: '2036-06-01T17:00:00Z', service, kind, status: 'booked' }],
});

async function imported(rows: Record<string, string>[], lines: object[], config = sandboxConfig()) {
  const { result } = await stage.client.importList({
    procedure: 'no-appointment-booked',
    file: listOf(rows),
    by: 'test',
    judge: judgeRows(config, stage.client.ledger, answers(...lines)),
  });
  return resultOf(result).map(({ outcome, reason }) => [outcome, reason]);
}

describe('Each row of a report is looked up before it becomes a case', () => {
  test('booked is not needed; a note holds; what contradicts the report is a discrepancy; the rest is opened', async () => {
    const [free, peel, virtual, other, ill, unread, unknown, number] = Array.from({ length: 8 }, () =>
      client(),
    );
    const of = (each: ReturnType<typeof client> | undefined, lookUp: string, answer: object) => ({
      'look-up': lookUp,
      case: each?.occurrence,
      answer,
    });
    const note = (text: string, author = 'person') => ({
      matchedBy: 'email',
      notes: [
        { id: 'n-1', at: '2026-06-01T17:00:00Z', author, title: 'Note', text, about: null, read: false },
      ],
    });
    const all = [free, peel, virtual, other, ill, unread, unknown, number];
    const became = await imported(
      all.map((each) => each?.row ?? {}),
      [
        of(peel, 'appointments', appointment('peel')),
        of(virtual, 'appointments', appointment('virtual')),
        of(other, 'appointments', appointment('other', 'Facial')),
        of(ill, 'notes', note('She has her surgery in May.')),
        of(unread, 'notes', note('Please see me.')),
        of(unknown, 'appointments', { matchedBy: null }),
        of(number, 'phone', { matchedBy: 'id', booking: '+12133734259', crm: null }),
      ],
    );
    expect(became).toEqual([
      ['opened', 'Opened.'],
      ['not-needed', 'What was waited for is booked already.'],
      ['not-needed', 'A virtual regimen change is booked for 2036-06-01.'],
      ['opened', 'Opened. Booked, but not what the programme needs: Facial on 2036-06-01.'],
      ['held', 'A note speaks of a surgery.'],
      ['held', 'A person wrote a note that nobody has read yet.'],
      [
        'discrepancy',
        'Looked up appointments: expected a client the system knows; found nobody with this id, email address or phone number.',
      ],
      [
        'discrepancy',
        'Looked up phone: expected +12133734253 (report); found +12133734259 (booking system).',
      ],
    ]);
  });

  test('a row joins behind the last attempt that the notes show, and one with all of them is for a person', async () => {
    const [late, done] = [client(20), client(40)];
    const contacts = (occurrence: string, ordinal: string) => ({
      'look-up': 'contacts-made',
      case: occurrence,
      answer: {
        matchedBy: 'id',
        contacts: [
          {
            at: new Date(Date.now() - 3_600_000).toISOString(),
            channel: 'text',
            by: 'desk',
            title: `No Appointment Booked, ${ordinal} attempt`,
            ours: false,
          },
        ],
      },
    });
    const lines = [contacts(late.occurrence, 'second'), contacts(done.occurrence, 'fifth')];
    expect(await imported([late.row, done.row], lines)).toEqual([
      ['joined', 'Joined at attempt 3, because 2 of its attempts were made before.'],
      ['held', '5 attempts were made elsewhere, and the procedure makes 5: decide by hand.'],
    ]);
  });

  test('a system that cannot be read holds the row; one that stays silent is not waited for at each row', async () => {
    const config = sandboxConfig();
    const crm = await httpSink();
    crm.next(...Array.from({ length: 40 }, () => 503));
    config.lookUps.routes.notes = { by: 'webhook', settings: { url: crm.url, secret: crm.secret } };
    const rows = Array.from({ length: 40 }, () => client().row);
    const became = await imported(rows, [], config);
    await crm.close();
    expect(new Set(became.map(([outcome]) => outcome))).toEqual(new Set(['held']));
    expect(became[39]).toEqual(['held', 'Could not be looked up: notes. Import it again later.']);
    expect(crm.received.length).toBeLessThan(15);
  });

  test('the command asks as well, and sandbox look-ups answer from a file', async () => {
    const { row, occurrence } = client();
    const line = { 'look-up': 'appointments', case: occurrence, answer: appointment('peel') };
    const answered = fileOf(JSON.stringify(line), 'answers.jsonl');
    const list = listOf([row, client().row]);
    const { stdout, code } = await run(['import', 'no-appointment-booked', list, '--look-ups', answered], {
      env: {
        DATABASE_URL: stage.ledgerUrl,
        TEMPORAL_ADDRESS: stage.address,
        TEMPORAL_NAMESPACE: stage.namespace,
      },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('2 rows: 1 opened, 1 not needed.');
  });

  test('nothing is asked where no look-up is connected', () => {
    expect(judgeRows(sandboxConfig(), stage.client.ledger)).toBeUndefined();
  });
});
