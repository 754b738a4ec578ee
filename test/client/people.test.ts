import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Followthrough, mayActFor, whoActs } from '../../client/index.ts';
import { findCase } from '../../ledger/cases.ts';
import { findCommand } from '../../ledger/commands.ts';
import { inboundOf } from '../../ledger/inbound.ts';
import { alert } from './support/alerts.ts';
import { openStage, type Stage } from './support/stage.ts';

const DAY = 24 * 3_600_000;
const KIM = { id: 'kim', name: 'Kim Lee', roles: ['case-team'] };
const SAM = { id: 'sam', name: 'Sam Sample', roles: ['manager'] };

let client: Followthrough;
let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  // No worker runs: what is asked is kept, and nobody waits for an answer.
  client = await stage.connect({ patience: 200 });
}, 60_000);
afterEach(async () => {
  await stage.close();
});

/** Kim and Sam, who are added by whoever installs it and by Kim. */
async function staff(): Promise<void> {
  await client.addPerson({ ...KIM, by: 'installer' });
  await client.addPerson({ ...SAM, by: 'kim' });
}

describe('Who acts', () => {
  test('is whoever says so, in every role, as long as nobody has been added', async () => {
    const actor = await whoActs(client.ledger, 'installer');
    expect(actor).toEqual({ id: 'installer', name: 'installer', roles: [], known: false });
    expect(await mayActFor(client.ledger, actor, 'manager', Date.now())).toBe(true);
    const { id } = await client.openCase(alert());
    const held = await client.hold(id, { by: 'installer', reason: 'away' });
    expect(await findCommand(client.ledger, held.id)).toMatchObject({ actor: 'installer' });
  });

  test('must be one of the people from the first one on', async () => {
    await staff();
    const { id } = await client.openCase(alert());
    await expect(client.hold(id, { by: 'installer', reason: 'away' })).rejects.toMatchObject({
      code: 'FT-CLI-ACTOR',
    });
    const held = await client.hold(id, { by: 'sam', reason: 'away' });
    expect(await findCommand(client.ledger, held.id)).toMatchObject({ actor: 'sam' });
    for (const refused of [
      () => client.addPerson({ id: 'new', name: 'New', by: 'installer' }),
      () => client.changePerson('kim', { roles: [], by: 'installer' }),
      () => client.removePerson('kim', { by: 'installer' }),
      () => client.away('kim', { by: 'installer' }),
      () => client.back('kim', { by: 'installer' }),
      () => client.handOver(id, { to: 'kim', by: 'installer' }),
    ])
      await expect(refused()).rejects.toMatchObject({ code: 'FT-CLI-ACTOR' });
  });

  test('is told the nearest id, also when a name was given', async () => {
    await staff();
    await expect(whoActs(client.ledger, 'smm')).rejects.toThrow(/"smm".*Did you mean "sam"\?/);
    await expect(whoActs(client.ledger, 'kim lee')).rejects.toThrow(/Did you mean "kim"\?/);
    await expect(whoActs(client.ledger, 'somebody')).rejects.toThrow(/none of the people who may act\.$/);
  });

  test('is nobody who has left', async () => {
    await staff();
    await client.removePerson('sam', { by: 'kim' });
    await expect(whoActs(client.ledger, 'sam')).rejects.toThrow(/FT-CLI-ACTOR: sam \(Sam Sample\) has left/);
    await client.changePerson('sam', { active: true, by: 'kim' });
    expect(await whoActs(client.ledger, 'sam')).toMatchObject({ roles: ['manager'], known: true });
  });

  test('may answer for a role that they have, or stand in for, and for no other', async () => {
    await staff();
    const kim = await whoActs(client.ledger, 'kim');
    const now = Date.now();
    expect(await mayActFor(client.ledger, kim, 'case-team', now)).toBe(true);
    expect(await mayActFor(client.ledger, kim, 'manager', now)).toBe(false);
    await client.away('sam', { standIn: 'kim', until: now + DAY, by: 'sam' });
    expect(await mayActFor(client.ledger, kim, 'manager', now + DAY / 2)).toBe(true);
    expect(await mayActFor(client.ledger, kim, 'manager', now + DAY)).toBe(false);
  });

  test('is played by any name in a rehearsal, which reaches nobody', async () => {
    await staff();
    const { id } = await client.openCase(alert({ rehearsal: true }));
    expect(await client.hold(id, { by: 'rehearsal' })).toMatchObject({ delivered: false });
  });
});

describe('The staff', () => {
  test('is kept as it was said, the number in international form', async () => {
    const given = {
      ...KIM,
      senderName: 'Coach Kim',
      mailbox: 'kim@example.com',
      number: '+1 (202) 555-0143',
      site: 'Example Street',
    };
    const { person, warnings } = await client.addPerson({ ...given, by: 'installer' });
    expect(warnings).toEqual([]);
    expect(person).toEqual({ ...given, number: '+1 202 555 0143', active: true });
    expect(await client.person('kim')).toMatchObject({
      ...person,
      away: null,
      openCases: 0,
      changes: [{ what: 'added', by: 'installer' }],
    });
  });

  test('has roles in free words, and one that no procedure uses is pointed out', async () => {
    const { person, warnings } = await client.addPerson({
      ...KIM,
      roles: ['case-tean', 'first-aid', 'manager'],
      by: 'installer',
    });
    expect(person.roles).toEqual(['case-tean', 'first-aid', 'manager']);
    expect(warnings).toEqual([
      'No procedure uses the role "case-tean". Did you mean "case-team"?',
      'No procedure uses the role "first-aid".',
    ]);
  });

  test('is one user in Slack, who is nobody else', async () => {
    await client.addPerson({ ...KIM, slack: 'U012AB3CD', by: 'installer' });
    expect(await client.person('kim')).toMatchObject({ slack: 'U012AB3CD' });
    const lee = { id: 'lee', name: 'Lee Example', by: 'kim' };
    await expect(client.addPerson({ ...lee, slack: 'U012AB3CD' })).rejects.toThrow(
      '"U012AB3CD" is kim (Kim Lee)',
    );
    await client.addPerson(lee);
    await expect(client.changePerson('lee', { slack: 'U012AB3CD', by: 'kim' })).rejects.toThrow(
      'is kim (Kim Lee)',
    );
    await client.changePerson('kim', { slack: null, by: 'kim' });
    const { person } = await client.changePerson('lee', { slack: 'U012AB3CD', by: 'kim' });
    expect(person.slack).toBe('U012AB3CD');
  });

  test.each([
    ['an id with an at sign', { id: 'kim@example.com' }, 'cannot be the id of a person'],
    ['an id in capitals', { id: 'Kim' }, 'cannot be the id of a person'],
    ['no name', { name: ' ' }, 'the name must be one line'],
    ['a name of two lines', { name: 'Kim\nBcc: all@example.com' }, 'the name must be one line'],
    ['a role in capitals', { roles: ['Manager'] }, '"Manager" is not written as a role'],
    ['a mailbox without a domain', { mailbox: 'kim@' }, '"kim@" is not an email address'],
    ['a mailbox with a name', { mailbox: 'Kim <kim@example.com>' }, 'is not an email address'],
    ['two mailboxes', { mailbox: 'kim@example.com,lee@example.com' }, 'is not an email address'],
    ['a mailbox with two dots', { mailbox: 'kim..lee@example.com' }, 'is not an email address'],
    ['a number without its country', { number: '202 555 0143' }, 'it needs + and the country'],
    ['a number that is too short', { number: '+1 202 555' }, 'too few or too many digits'],
    ['a number in words', { number: 'call me' }, 'is not a telephone number'],
    ['a name in Slack', { slack: '@kim' }, 'is not the id of a user in Slack'],
  ])('is refused with %s', async (_, given, says) => {
    const added = client.addPerson({ ...KIM, ...given, by: 'installer' });
    await expect(added).rejects.toMatchObject({
      code: 'FT-CLI-PERSON-FIELD',
      message: expect.stringContaining(says),
    });
    expect(await client.people({ all: true })).toEqual([]);
  });

  test('gives an id once and for all', async () => {
    await staff();
    await expect(client.addPerson({ ...SAM, name: 'Sam Other', by: 'kim' })).rejects.toThrow(
      /FT-CLI-PERSON-TAKEN: "sam" is Sam Sample\.$/,
    );
    await client.removePerson('sam', { by: 'kim' });
    await expect(client.addPerson({ ...SAM, name: 'Sam Other', by: 'kim' })).rejects.toThrow(/has left/);
  });

  test('changes in what is named; null takes it away', async () => {
    await staff();
    await client.changePerson('sam', { mailbox: 'sam@example.com', site: 'North', by: 'kim' });
    await client.changePerson('sam', { site: null, name: 'Sam Sampler', by: 'kim' });
    expect(await client.person('sam')).toMatchObject({
      name: 'Sam Sampler',
      mailbox: 'sam@example.com',
      site: null,
      roles: ['manager'],
    });
    await expect(client.changePerson('sma', { site: null, by: 'kim' })).rejects.toThrow(
      /FT-CLI-PERSON: there is nobody with the id "sma"\. Did you mean "sam"\?/,
    );
  });

  test('keeps its last active person', async () => {
    await client.addPerson({ ...KIM, by: 'installer' });
    await expect(client.removePerson('kim', { by: 'kim' })).rejects.toMatchObject({
      code: 'FT-CLI-PERSON-LAST',
    });
  });

  test('loses nobody from the record: who has left still owns what was theirs, and that is pointed out', async () => {
    await staff();
    const { id } = await client.openCase(alert({ ownerPerson: 'sam' }));
    await client.away('kim', { standIn: 'sam', from: Date.now() + DAY, by: 'kim' });
    const { person, warnings } = await client.removePerson('sam', { by: 'kim' });
    expect(person.active).toBe(false);
    expect(warnings).toEqual([
      'sam owns 1 open case; the role signs until they are handed over.',
      'sam was to stand in for kim: nobody does now.',
    ]);
    expect((await client.show(id)).ownerPerson).toBe('sam');
    expect((await client.people()).map((each) => each.id)).toEqual(['kim']);
    expect((await client.people({ all: true })).map((each) => each.id)).toEqual(['kim', 'sam']);
  });
});

describe('An absence', () => {
  test('is shown while it lasts, with who stands in', async () => {
    await staff();
    const until = Date.now() + DAY;
    const { warnings } = await client.away('kim', { standIn: 'sam', until, by: 'kim' });
    expect(warnings).toEqual([]);
    const [kim, sam] = await client.people();
    expect(kim?.away).toMatchObject({ standIn: 'sam', untilAt: until });
    expect(sam?.away).toBeNull();
    expect((await client.person('sam')).absences).toMatchObject([{ person: 'kim', standIn: 'sam' }]);
    expect(await client.back('kim', { by: 'sam' })).toEqual({ ended: 1 });
    expect((await client.people())[0]?.away).toBeNull();
  });

  test('that leaves a role to nobody is noted and pointed out', async () => {
    await staff();
    await client.addPerson({ id: 'lee', name: 'Lee Example', by: 'kim' });
    const first = await client.away('lee', { by: 'kim' });
    expect(first.warnings).toEqual(['Nobody stands in for lee.']);
    const second = await client.away('kim', { standIn: 'lee', by: 'kim' });
    expect(second.warnings).toEqual([expect.stringMatching(/^lee is away from .* on, and nobody stands in/)]);
    await client.back('lee', { by: 'kim' });
    const third = await client.away('lee', { standIn: 'sam', by: 'kim' });
    expect(third.warnings).toEqual([expect.stringMatching(/^lee was to stand in for kim from .*: nobody/)]);
  });

  test.each([
    ['for oneself', { standIn: 'kim' }, 'FT-CLI-ABSENCE'],
    ['by nobody who is known', { standIn: 'nobody' }, 'FT-CLI-PERSON'],
    ['that is over', { from: 1, until: 2 }, 'FT-CLI-ABSENCE'],
    ['that ends before it begins', { from: Date.now() + 2 * DAY, until: Date.now() + DAY }, 'FT-CLI-ABSENCE'],
    ['at no moment', { until: Number.NaN }, 'FT-CLI-MOMENT'],
  ])('%s is refused', async (_, given, code) => {
    await staff();
    await expect(client.away('kim', { ...given, by: 'kim' })).rejects.toMatchObject({ code });
    expect((await client.person('kim')).absences).toEqual([]);
  });

  test('does not overlap another one of the same person', async () => {
    await staff();
    await client.away('kim', { standIn: 'sam', by: 'kim' });
    await expect(client.away('kim', { from: Date.now() + DAY, by: 'kim' })).rejects.toThrow(
      /FT-CLI-ABSENCE: kim is away from .* on already/,
    );
  });
});

describe('Whoever opens a case', () => {
  test('is one of the people, on record and in the history; without a person the outside system did', async () => {
    await staff();
    const { id } = await client.openCase(alert({ by: 'kim' }));
    expect(await findCase(client.ledger, id)).toMatchObject({ opened_by: 'kim' });
    expect((await client.history(id))[0]?.words).toContain('Kim Lee');
    await expect(client.openCase(alert({ by: 'installer' }))).rejects.toMatchObject({ code: 'FT-CLI-ACTOR' });
    const other = await client.openCase(alert());
    expect(await findCase(client.ledger, other.id)).toMatchObject({ opened_by: null });
  });

  test('writes down what the contact said under their own name, and is never turned away with it', async () => {
    await staff();
    const { id } = await client.openCase(alert());
    for (const by of ['kim', 'installer']) await client.reply(id, { text: 'Please proceed.', by });
    expect((await inboundOf(client.ledger, id)).map((each) => each.recorded_by)).toEqual([
      'kim',
      'installer',
    ]);
  });
});

describe('The owner of a case', () => {
  test('is an active person, or nobody in person', async () => {
    await staff();
    const { id } = await client.openCase(alert({ ownerPerson: 'kim' }));
    expect(await client.show(id)).toMatchObject({ owner: 'case-team', ownerPerson: 'kim' });
    await expect(client.openCase(alert({ ownerPerson: 'kin' }))).rejects.toThrow(
      /FT-CLI-PERSON: .*Did you mean "kim"/,
    );
    const other = await client.openCase(alert());
    expect((await client.show(other.id)).ownerPerson).toBeNull();
  });

  test('hands it over, which the timeline tells', async () => {
    await staff();
    const { id } = await client.openCase(alert({ ownerPerson: 'kim' }));
    expect(await client.handOver(id, { to: 'sam', by: 'kim' })).toEqual({ before: 'kim', changed: true });
    expect(await client.handOver(id, { to: 'sam', by: 'kim' })).toEqual({ before: 'sam', changed: false });
    expect(await client.handOver(id, { to: null, by: 'sam' })).toEqual({ before: 'sam', changed: true });
    expect((await client.timeline(id)).filter(({ what }) => what === 'owner-changed')).toMatchObject([
      { about: 'sam', because: 'kim' },
      { about: '', because: 'sam' },
    ]);
    await client.removePerson('kim', { by: 'sam' });
    await expect(client.handOver(id, { to: 'kim', by: 'sam' })).rejects.toMatchObject({
      code: 'FT-CLI-PERSON',
    });
  });

  test('SRV-9: is a person whom Temporal never hears of', async () => {
    await client.addPerson({ ...KIM, id: 'canary-owner', by: 'installer' });
    const { id } = await client.openCase(alert({ ownerPerson: 'canary-owner' }));
    const handle = client.engine.workflow.getHandle(id);
    const known = [await handle.describe(), await handle.fetchHistory()].map((each) =>
      JSON.stringify(each, (_key, value: unknown) =>
        value instanceof Uint8Array
          ? Buffer.from(value).toString()
          : typeof value === 'bigint'
            ? String(value)
            : value,
      ),
    );
    expect(known.join('')).toContain('case-alert');
    expect(known.join('')).not.toContain('canary-owner');
  });
});
