import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type CaseChange, connect, type Followthrough } from '../../client/index.ts';
import { keepProcedure } from '../../ledger/procedures.ts';
import { SHIPPED_PROCEDURES } from '../../procedures/library.ts';
import type { Stage } from '../client/support/stage.ts';
import { type Edit, edited } from '../support/editedProcedure.ts';
import { RehearsedCase } from '../support/rehearsed.ts';
import type { Scenario } from './scenario.ts';

const LAB = 'America/Los_Angeles';
const FILE = 'procedure.yaml';

const alert = (stage: Stage) =>
  RehearsedCase.open(stage, LAB, {
    procedure: 'case-alert',
    variant: '5',
    facts: { 'alert-sent': '2026-03-09T10:00:00-07:00', 'doctor-name': 'Example' },
    contact: { name: 'Dr. Example', portal: 'example-dental' },
  });

/** Moves one rehearsal to a version that the ledger has got from elsewhere. */
async function moved({ stage, id }: RehearsedCase, name: string, edits: Edit[]): Promise<CaseChange[]> {
  const { hash, sources, procedure } = await edited(name, edits);
  const { version } = procedure;
  await keepProcedure(stage.client.ledger, { hash, name, version, sources, decoded: procedure }, 'morgan');
  const seen: CaseChange[] = [];
  const given = { procedure: name, to: hash, cases: [id], by: 'morgan', note: 'as agreed in March' };
  await stage.client.moveCases({ ...given, apply: true, onCase: (change) => seen.push(change) });
  return seen;
}

/** A client whose calendar of the lab is closed on a date. */
async function closedOn<T>(
  stage: Stage,
  date: string,
  work: (client: Followthrough) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'followthrough-calendar-'));
  cpSync(SHIPPED_PROCEDURES, folder, { recursive: true });
  const file = join(folder, 'calendars', 'dental-lab.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nclosed:\n  "${date}": a day off of the test\n`);
  const { ledgerUrl, address, namespace, taskQueue } = stage;
  const client = await connect({
    ledgerUrl,
    temporal: { address, namespace },
    taskQueue,
    proceduresDir: folder,
  });
  try {
    return await work(client);
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const versions: Scenario[] = [
  {
    name: 'case-alert-5-moved',
    rule: 'moved after the first reminder to a version whose later days are others: what was sent stays, the rest comes on the new days',
    open: alert,
    play: async (played) => {
      await played.until('step:day-2');
      const later: Edit[] = [
        [FILE, 'day: { "5": 4 }', 'day: { "5": 7 }'],
        [FILE, 'day: { "5": 3 }', 'day: { "5": 5 }'],
        [FILE, 'day: { "5": 2 }', 'day: { "5": 3 }'],
        [FILE, 'day: { "2": 2, "5": 5 }', 'day: { "2": 2, "5": 8 }'],
        [FILE, 'day: { "2": 3, "5": 6 }', 'day: { "2": 3, "5": 9 }'],
      ];
      const [change] = await moved(played, 'case-alert', later);
      expect(change).toMatchObject({ became: 'changed', change: { added: [], dropped: [] } });
      expect(await moved(played, 'case-alert', later)).toMatchObject([{ became: 'unchanged' }]);
      await played.until('task');
      await played.task('step');
      expect(await played.sent()).toEqual([
        'Tue 10 Mar 9h send-portal:reminder-1',
        'Thu 12 Mar 9h send-portal:reminder-2',
        'Mon 16 Mar 9h send-portal:reminder-3',
        'Wed 18 Mar 9h send-portal:reminder-4',
        'Thu 19 Mar 9h send-portal:last-reminder',
        'Fri 20 Mar 9h send-portal:response',
      ]);
      expect(await played.outcome()).toBe('proceeded');
      const lines = await played.stage.client.history(played.id);
      expect(lines.map(({ words }) => words)).toContainEqual(
        expect.stringMatching(
          /^goes on under version 1 \(\w{8}\) of its procedure, by morgan: as agreed in March$/,
        ),
      );
    },
  },
  {
    name: 'case-alert-5-recalculated',
    rule: 'DET-5: tomorrow becomes a day off: the next reminder moves, with who and why in the timeline; what was sent stays',
    open: alert,
    play: async (played) => {
      await played.until('step:day-2');
      const ask = { by: 'morgan', note: 'the lab moves house', cases: [played.id], apply: true };
      await closedOn(played.stage, '2026-03-11', async (client) => {
        expect((await client.recalculate(ask)).counts).toMatchObject({ changed: 1 });
        expect((await client.recalculate(ask)).counts).toMatchObject({ changed: 0, unchanged: 1 });
      });
      await played.until('step:day-4');
      expect(await played.sent()).toEqual([
        'Tue 10 Mar 9h send-portal:reminder-1',
        'Thu 12 Mar 9h send-portal:reminder-2',
        'Fri 13 Mar 9h send-portal:reminder-3',
      ]);
      const said = (await played.stage.client.history(played.id)).map(({ words }) => words);
      expect(said).toContain(
        'dates worked out anew by the calendar: Wed 11 Mar 2026 09:00 → Thu 12 Mar 2026 09:00, by morgan: the lab moves house',
      );
      await played.stage.client.withdraw(played.id, { by: 'someone' });
      expect(await played.outcome()).toBe('withdrawn');
    },
  },
  {
    name: 'case-alert-5-moved-question',
    rule: 'moved while a manager is asked to a version that asks somebody else: the question is asked anew, of the other one',
    open: (stage) =>
      RehearsedCase.open(stage, LAB, {
        procedure: 'case-alert',
        variant: '5',
        facts: {
          'alert-sent': '2026-03-09T10:00:00-07:00',
          'doctor-name': 'Example',
          resolution: 'cancel',
          'pending-on': 'shade',
        },
        contact: { name: 'Dr. Example', portal: 'example-dental' },
      }),
    play: async (played) => {
      const { client } = played.stage;
      await played.until('decision');
      await moved(played, 'case-alert', [[FILE, 'approved-by: manager', 'approved-by: director']]);
      await played.rest();
      const tasks = await client.tasks({ caseId: played.id });
      expect(tasks.map(({ kind, role }) => `${kind} of ${role}`)).toEqual(['decision of director']);
      await played.task('decision', 'approve');
      expect(await played.outcome()).toBe('cancelled');
      expect(await played.sent()).toHaveLength(6);
    },
  },
];
