import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findCase } from '../../ledger/cases.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { handOverCase, openCasesOf } from '../../ledger/owners.ts';
import { answerersOf, findPerson, hasPeople, listPeople, mayAnswerFor } from '../../ledger/people.ts';
import { absencesFrom, endAbsences, noteAbsence } from '../../ledger/people/absences.ts';
import { addPerson, changePerson, changesOf, type NewPerson } from '../../ledger/people/changes.ts';
import { timelineOf } from '../../ledger/timeline.ts';
import { aCase, book, NOW } from './support/book.ts';

const DAY = 24 * 3_600_000;
const noted = { by: 'boss', at: NOW };

describe('People in the ledger', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, close } = await book());
  }, 60_000);
  afterAll(() => close());

  let next = 0;
  /** Somebody whom no other test knows. */
  async function somebody(given: Partial<NewPerson> = {}): Promise<string> {
    const id = given.id ?? `p${(next += 1)}`;
    const plain = { senderName: null, mailbox: null, number: null, site: null, roles: [] };
    await addPerson(ledger, { ...plain, name: `Person ${id}`, ...given, id }, noted);
    return id;
  }
  let roles = 0;
  const aRole = () => `role-${(roles += 1)}`;
  const idsOf = async (role: string, at = NOW) => (await answerersOf(ledger, role, at)).map(({ id }) => id);

  test('nobody is there at first, and then what was said of somebody comes back as it went in', async () => {
    expect(await hasPeople(ledger)).toBe(false);
    const kim = {
      id: 'kim',
      name: 'Kim Lee',
      senderName: 'Coach Kim',
      mailbox: 'kim@example.com',
      number: '+1 202 555 0143',
      site: 'Example Street',
      roles: ['case-team', 'manager'],
    };
    await somebody(kim);
    expect(await findPerson(ledger, 'kim')).toEqual({ ...kim, active: true });
    expect(await hasPeople(ledger)).toBe(true);
    expect(await findPerson(ledger, 'lee')).toBeUndefined();
  });

  test('an id is given once, also when two give it at the same moment', async () => {
    const one = { senderName: null, mailbox: null, number: null, site: null, roles: [] };
    const added = await Promise.all(
      ['Ann One', 'Ann Two'].map((name) => addPerson(ledger, { id: 'ann', name, ...one }, noted)),
    );
    expect(added.filter((each) => each !== undefined)).toHaveLength(1);
  });

  test('a change leaves the rest, takes away what is none now, and says who made it', async () => {
    const id = await somebody({ mailbox: 'x@example.com', site: 'North', roles: ['one'] });
    await changePerson(ledger, id, { mailbox: null, roles: ['two'] }, { by: 'lee', at: NOW + 1 });
    expect(await findPerson(ledger, id)).toMatchObject({ mailbox: null, site: 'North', roles: ['two'] });
    expect(await changesOf(ledger, id)).toMatchObject([
      { what: 'added', by: 'boss', at: NOW },
      { what: 'changed', by: 'lee', at: NOW + 1, change: { mailbox: null, roles: ['two'] } },
    ]);
    expect(await changePerson(ledger, 'nobody', { site: 'x' }, noted)).toBeUndefined();
  });

  test('who has left is listed only when asked for, and is still found', async () => {
    const role = aRole();
    const [stays, leaves] = [await somebody({ roles: [role] }), await somebody({ roles: [role] })];
    await changePerson(ledger, leaves, { active: false }, noted);
    expect((await listPeople(ledger, { role })).map(({ id }) => id)).toEqual([stays]);
    expect((await listPeople(ledger, { role, all: true })).map(({ id }) => id)).toEqual([stays, leaves]);
    expect(await findPerson(ledger, leaves)).toMatchObject({ active: false });
  });

  describe('answering for a role', () => {
    test('may whoever has it, nobody else, and nobody who has left', async () => {
      const role = aRole();
      const [has, hasNot, left] = [
        await somebody({ roles: [role] }),
        await somebody(),
        await somebody({ roles: [role] }),
      ];
      await changePerson(ledger, left, { active: false }, noted);
      expect(await mayAnswerFor(ledger, has, role, NOW)).toBe(true);
      for (const id of [hasNot, left, 'nobody'])
        expect(await mayAnswerFor(ledger, id, role, NOW)).toBe(false);
      expect(await idsOf(role)).toEqual([has]);
    });

    test('may the stand-in, from the first moment of the absence until the moment before its end', async () => {
      const role = aRole();
      const [away, standIn] = [await somebody({ roles: [role] }), await somebody()];
      await noteAbsence(ledger, { person: away, standIn, fromAt: NOW, untilAt: NOW + DAY }, noted);
      const may = (at: number) => mayAnswerFor(ledger, standIn, role, at);
      expect(await Promise.all([NOW - 1, NOW, NOW + DAY - 1, NOW + DAY].map(may))).toEqual([
        false,
        true,
        true,
        false,
      ]);
      expect(await idsOf(role, NOW - 1)).toEqual([away]);
      expect(await answerersOf(ledger, role, NOW)).toMatchObject([{ id: standIn, standsInFor: [away] }]);
      expect(await idsOf(role, NOW + DAY)).toEqual([away]);
    });

    test('may the stand-in of an absence without an end, until the person is back', async () => {
      const role = aRole();
      const [away, standIn] = [await somebody({ roles: [role] }), await somebody()];
      await noteAbsence(ledger, { person: away, standIn, fromAt: NOW, untilAt: null }, noted);
      expect(await mayAnswerFor(ledger, standIn, role, NOW + 1000 * DAY)).toBe(true);
      expect(await endAbsences(ledger, away, { by: 'boss', at: NOW + DAY })).toBe(1);
      expect(await mayAnswerFor(ledger, standIn, role, NOW + DAY)).toBe(false);
      expect(await mayAnswerFor(ledger, standIn, role, NOW + DAY - 1)).toBe(true);
      expect(await idsOf(role, NOW + DAY)).toEqual([away]);
    });

    test('may not the stand-in of a stand-in, nor a stand-in for roles that the person lost or took along', async () => {
      const role = aRole();
      const [first, second, third] = [await somebody({ roles: [role] }), await somebody(), await somebody()];
      await noteAbsence(ledger, { person: first, standIn: second, fromAt: NOW, untilAt: null }, noted);
      await noteAbsence(ledger, { person: second, standIn: third, fromAt: NOW, untilAt: null }, noted);
      expect(await mayAnswerFor(ledger, third, role, NOW)).toBe(false);
      expect(await idsOf(role)).toEqual([]);
      expect(await mayAnswerFor(ledger, second, role, NOW)).toBe(true);
      await changePerson(ledger, first, { roles: [] }, noted);
      expect(await mayAnswerFor(ledger, second, role, NOW)).toBe(false);
      await changePerson(ledger, first, { roles: [role], active: false }, noted);
      expect(await mayAnswerFor(ledger, second, role, NOW)).toBe(false);
    });

    test('counts somebody once who has the role and stands in for it', async () => {
      const role = aRole();
      const [away, both] = [await somebody({ roles: [role] }), await somebody({ roles: [role] })];
      await noteAbsence(ledger, { person: away, standIn: both, fromAt: NOW, untilAt: null }, noted);
      expect(await answerersOf(ledger, role, NOW)).toMatchObject([{ id: both, standsInFor: [away] }]);
      expect(await mayAnswerFor(ledger, away, role, NOW)).toBe(true);
    });
  });

  test('two absences of one person never overlap, also when two people note them at once', async () => {
    const [id, one, two] = [await somebody(), await somebody(), await somebody()];
    const absence = { person: id, fromAt: NOW + DAY, untilAt: NOW + 3 * DAY };
    const answers = await Promise.all([
      noteAbsence(ledger, { ...absence, standIn: one }, noted),
      noteAbsence(ledger, { ...absence, standIn: two, fromAt: NOW + 2 * DAY, untilAt: null }, noted),
    ]);
    expect(answers.filter((overlapped) => overlapped === undefined)).toHaveLength(1);
    expect((await absencesFrom(ledger, NOW, id)).length).toBe(1);
    const after = { person: id, standIn: one, fromAt: NOW, untilAt: NOW + DAY };
    expect(await noteAbsence(ledger, after, noted)).toBeUndefined();
  });

  test('back means here from now on: what was planned is dropped, what is over stays on record', async () => {
    const id = await somebody();
    for (const start of [-10, 10])
      await noteAbsence(
        ledger,
        { person: id, standIn: null, fromAt: NOW + start * DAY, untilAt: NOW + (start + 1) * DAY },
        noted,
      );
    expect(await endAbsences(ledger, id, noted)).toBe(1);
    expect(await absencesFrom(ledger, NOW, id)).toEqual([]);
    expect(await absencesFrom(ledger, NOW - 100 * DAY, id)).toHaveLength(1);
    expect(await endAbsences(ledger, id, noted)).toBe(0);
  });

  test('nobody stands in for themselves, and an absence does not end before it begins', async () => {
    const id = await somebody();
    const absence = { person: id, standIn: null, fromAt: NOW, untilAt: NOW };
    await expect(noteAbsence(ledger, absence, noted)).rejects.toThrow(/check/);
    await expect(noteAbsence(ledger, { ...absence, standIn: id, untilAt: null }, noted)).rejects.toThrow(
      /check/,
    );
  });

  test('a case handed over names its owner, and the timeline says who gave it to whom', async () => {
    const [old, young] = [await somebody(), await somebody()];
    const id = await aCase(ledger, { ownerPerson: old });
    expect(await findCase(ledger, id)).toMatchObject({ owner: 'desk', owner_person: old });
    const given = { to: young, by: 'boss', at: NOW + 1 };
    expect(await handOverCase(ledger, { id, round: 1 }, given)).toBe(true);
    expect(await handOverCase(ledger, { id, round: 1 }, { ...given, at: NOW + 2 })).toBe(false);
    expect(await openCasesOf(ledger, young)).toBe(1);
    expect((await timelineOf(ledger, id)).slice(1)).toMatchObject([
      { what: 'owner-changed', about: young, because: 'boss', at: NOW + 1 },
    ]);
    await changePerson(ledger, young, { active: false }, noted);
    expect(await findCase(ledger, id)).toMatchObject({ owner_person: young });
    await expect(aCase(ledger, { ownerPerson: 'nobody' })).rejects.toThrow(/foreign key/);
  });
});

describe('The last active person', () => {
  let ledger: Ledger;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ledger, close } = await book());
  }, 60_000);
  afterAll(() => close());

  test('stays, also when the last two remove each other at the same moment', async () => {
    const plain = { senderName: null, mailbox: null, number: null, site: null, roles: [] };
    for (const id of ['one', 'two']) await addPerson(ledger, { id, name: id, ...plain }, noted);
    const removed = await Promise.all(
      ['one', 'two'].map((id) => changePerson(ledger, id, { active: false }, noted)),
    );
    expect(removed.filter((answer) => answer === 'last')).toHaveLength(1);
    expect(await listPeople(ledger)).toHaveLength(1);
  });
});
