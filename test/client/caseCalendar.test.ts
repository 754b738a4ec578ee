import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Followthrough } from '../../client/index.ts';
import { SHIPPED_PROCEDURES } from '../../procedures/library.ts';
import { runHere } from '../cli/support/here.ts';
import { openStage, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

jest.setTimeout(120_000);

const ZONE = 'Europe/Berlin';
const BERLIN = `calendar: skin-care-berlin
title: Working days of the site in Berlin
zone: ${ZONE}
weekdays: [monday, tuesday, wednesday, thursday, friday]
hours: { from: "09:00", until: "17:00" }
`;
const FACTS = { 'client-name': 'Pat', 'coach-name': 'Sam Sample' };
const CONTACT = { name: 'Pat Example', portal: 'c-1001', email: 'pat@example.com', zone: ZONE };

const folder = mkdtempSync(join(tmpdir(), 'followthrough-case-calendar-'));
const berlin = join(folder, 'calendars/skin-care-berlin.yaml');
let stage: Stage;
beforeAll(async () => {
  cpSync(SHIPPED_PROCEDURES, folder, { recursive: true });
  writeFileSync(berlin, BERLIN);
  writeFileSync(
    join(folder, 'calendars/evenings.yaml'),
    BERLIN.replace('skin-care-berlin', 'evenings').replace(
      '"09:00", until: "17:00"',
      '"17:00", until: "21:00"',
    ),
  );
  writeFileSync(
    join(folder, 'calendars/mornings.yaml'),
    BERLIN.replace('skin-care-berlin', 'mornings').replace(
      '"09:00", until: "17:00"',
      '09:00, until: "12:00"',
    ),
  );
  stage = await openStage({ proceduresDir: folder });
  await stage.startWorker();
});
const open: string[] = [];
afterAll(async () => {
  for (const id of open) await stage.client.withdraw(id, { by: 'kim' });
  await until(async () => (await Promise.all(open.map(statusOf))).every((status) => status === 'closed'));
  await stage.close();
  rmSync(folder, { recursive: true, force: true });
});

const local = (at: number | null) => DateTime.fromMillis(at ?? 0, { zone: ZONE }).toFormat('ccc d HH:mm');
const statusOf = async (id: string) => (await stage.client.show(id)).status;

describe('A missed check-in of a client at the site in Berlin', () => {
  /** So far ahead that nothing happens while the test looks. */
  const friday = DateTime.now().setZone(ZONE).plus({ weeks: 2 }).set({ weekday: 5 }).startOf('day');
  const due = friday.set({ hour: 16 });
  const day = (days: number) => friday.plus({ days }).set({ hour: 9 }).toFormat('ccc d HH:mm');
  const given = {
    procedure: 'missed-check-in',
    source: 'check-in-list',
    id: 'c-1001/berlin',
    calendar: 'skin-care-berlin',
    facts: { ...FACTS, 'check-in-due': due.toISO() },
    contact: CONTACT,
  };
  let id: string;
  /** As another process reads the files: at once. */
  const anew = () => stage.connect();
  const nextOf = async (of = id) => {
    const { nextAt, plan } = await stage.client.show(of);
    return [local(nextAt), plan?.zone];
  };
  const recalculated = async (client: Followthrough, calendar: string) =>
    (await client.recalculate({ calendar, by: 'kim', apply: true })).counts;

  test('is written to at nine in the morning there, while it is midnight in Los Angeles', async () => {
    const facts = { ...FACTS, 'check-in-due': '2026-03-06T16:00:00+01:00' };
    const rehearsal = await stage.client.rehearse({
      procedure: 'missed-check-in',
      calendar: 'skin-care-berlin',
      facts,
      contact: CONTACT,
      conditions: [{ condition: 'checked-in', on: 'still-missing' }],
    });
    const [first] = rehearsal.timeline.filter(({ what }) => what === 'done');
    expect([local(first?.at ?? 0), first?.about]).toEqual([
      'Mon 9 09:00',
      'wait-1/1/send-portal:still-missing',
    ]);
    expect(rehearsal.outcome).toBe('checked-in');
  });

  test('has its dates there, and the same opening with another calendar changes nothing', async () => {
    ({ id } = await stage.client.openCase(given));
    open.push(id);
    await until(async () => (await stage.client.show(id)).started);
    expect(await stage.client.show(id)).toMatchObject({ calendar: 'skin-care-berlin' });
    expect(await nextOf()).toEqual([day(3), ZONE]);
    expect((await stage.client.openCase(given)).differs).toBeUndefined();
    const env = { DATABASE_URL: stage.ledgerUrl, TEMPORAL_ADDRESS: stage.address, TZ: 'UTC' };
    const { stdout } = await runHere(['show', id], { env: { ...env, TEMPORAL_NAMESPACE: stage.namespace } });
    expect(stdout).toContain(`those of ${ZONE}, and its days those of the calendar skin-care-berlin.`);
    const other = await stage.client.openCase({ ...given, calendar: 'skin-care' });
    expect(other).toMatchObject({ existing: true, differs: ['calendar'] });
  });

  test('keeps its calendar when its dates are taken anew, and when it moves to another version', async () => {
    const monday = friday.plus({ days: 3 }).toISODate();
    writeFileSync(berlin, `${BERLIN}closed:\n  "${monday}": the site is closed\n`);
    const client = await anew();
    expect(await recalculated(client, 'skin-care')).toMatchObject({ changed: 0, unchanged: 0, refused: 0 });
    expect(await recalculated(client, 'skin-care-berlin')).toMatchObject({ changed: 1 });
    await until(async () => (await nextOf())[0] === day(4));
    expect(await nextOf()).toEqual([day(4), ZONE]);

    const file = join(folder, 'missed-check-in/procedure.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('version: 1', 'version: 2'));
    const moved = await (await anew()).moveCases({
      procedure: 'missed-check-in',
      to: 'file',
      by: 'kim',
      apply: true,
    });
    expect(moved.counts).toMatchObject({ changed: 1, refused: 0 });
    expect(await nextOf()).toEqual([day(4), ZONE]);
    const [ahead] = await stage.client.plan(id);
    expect(local(ahead?.at ?? 0)).toBe(day(4));
  });

  test('keeps it when it has ended and is taken up again', async () => {
    await stage.client.withdraw(id, { by: 'kim' });
    await until(async () => (await statusOf(id)) === 'closed');
    const again = await (await anew()).reinstate(id, { by: 'kim' });
    open.splice(0, 1, again.id);
    await until(async () => (await nextOf(again.id))[0] === day(4));
    expect(await stage.client.show(again.id)).toMatchObject({
      calendar: 'skin-care-berlin',
      plan: { zone: ZONE },
    });
  });

  test('with a calendar that there is not, that has errors, or that is closed when its procedure acts, opens nothing', async () => {
    const wrong = { ...given, id: 'c-1002/berlin' };
    const { client } = stage;
    await expect(client.openCase({ ...wrong, calendar: 'skin-care-berln' })).rejects.toThrow(
      /FT-CLI-CALENDAR: there is no calendar "skin-care-berln"\. Did you mean "skin-care-berlin"/,
    );
    await expect(client.openCase({ ...wrong, calendar: 'mornings' })).rejects.toThrow(
      /FT-CLI-CALENDAR-BROKEN: the calendar "mornings" has errors\. The first: calendars\/mornings\.yaml:5: .*in quotes/,
    );
    await expect(client.openCase({ ...wrong, calendar: 'evenings' })).rejects.toThrow(
      /FT-CLI-CALENDAR-HOURS: The calendar "evenings" is open from 17:00 to 21:00, so nothing could be done at 09:00/,
    );
    await expect(client.show('missed-check-in:check-in-list:c-1002/berlin')).rejects.toThrow(
      /FT-CLI-NO-CASE/,
    );
  });
});
