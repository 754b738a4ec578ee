import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { render } from '../../domain/problem.ts';
import { assembleProcedure, hashOf } from '../../domain/procedure/assemble.ts';
import { readLibrary, SHIPPED_PROCEDURES } from '../../procedures/library.ts';

describe('the shipped procedures', () => {
  test('are read without a problem, with their messages and calendars', async () => {
    const { procedures, calendars, problems } = await readLibrary();
    expect(problems).toEqual([]);
    expect(procedures.map(({ name }) => name)).toEqual([
      'case-alert',
      'customer-statement',
      'missed-check-in',
      'no-appointment-booked',
      'three-follow-ups',
    ]);
    expect(procedures.every(({ name, procedure }) => procedure?.procedure === name)).toBe(true);
    expect(calendars.map(({ calendar }) => calendar)).toEqual([
      'clinic',
      'dental-lab',
      'receivables',
      'skin-care',
      'support-desk',
    ]);
  });
});

test('every step of a shipped procedure says where the SOP has it', async () => {
  const { procedures } = await readLibrary();
  const silent = procedures.flatMap(({ name, procedure }) => [
    ...(procedure?.sop ? [] : [name]),
    ...(procedure?.steps ?? []).flatMap((step, index) => (step.sop ? [] : [`${name}, step ${index + 1}`])),
  ]);
  expect(silent).toEqual([]);
});

describe('a folder of procedures', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'procedures-'));
    for (const name of ['calendars', 'case-alert']) {
      await cp(join(SHIPPED_PROCEDURES, name), join(folder, name), { recursive: true });
    }
  });
  afterEach(() => rm(folder, { recursive: true }));

  const alert = async () => {
    const library = await readLibrary(folder);
    const [procedure] = library.procedures;
    if (!procedure) throw new Error('case-alert was not read');
    return { library, procedure };
  };

  test('the hash stands for the texts of the files: the same ones give the same hash, another wording another one', async () => {
    const before = (await alert()).procedure;
    expect((await alert()).procedure.hash).toBe(before.hash);
    await writeFile(join(folder, 'case-alert/.hidden'), 'left by an editor');
    expect((await alert()).procedure.hash).toBe(before.hash);
    await writeFile(join(folder, 'case-alert/messages/_goodbye.en.liquid'), 'Kind regards\n');
    expect((await alert()).procedure.hash).not.toBe(before.hash);
    expect(hashOf({ a: 'b', c: '' })).not.toBe(hashOf({ a: '', 'b\0c': '' }));
  });

  test('a procedure with a problem is listed, but there is nothing to run', async () => {
    await rm(join(folder, 'case-alert/messages/cancellation-warning.portal.en.liquid'));
    const { library, procedure } = await alert();
    expect(procedure.procedure).toBeUndefined();
    expect(library.problems).toMatchObject([
      { code: 'FT-PRC-MESSAGE-MISSING', file: 'case-alert/procedure.yaml' },
    ]);
  });

  test('a problem in a message is one of its procedure, and can be shown with its line', async () => {
    const file = 'case-alert/messages/reminder-1.portal.en.liquid';
    await writeFile(join(folder, file), '---\nsubject: Reminder\n---\nDear {{ docter-name }}\n');
    const { library, procedure } = await alert();
    expect(procedure.procedure).toBeUndefined();
    expect(library.problems).toMatchObject([{ code: 'FT-MSG-VARIABLE-UNKNOWN', file, line: 4 }]);
    const shown = library.problems.map((problem) => render(problem, library.texts[problem.file] ?? ''));
    expect(shown.join('')).toContain('4 | Dear {{ docter-name }}');
  });

  test('a calendar with a problem does not exist for the procedures', async () => {
    await writeFile(join(folder, 'calendars/dental-lab.yaml'), 'calendar: dental-lab\n');
    const { library } = await alert();
    expect(library.problems.some(({ code }) => code === 'FT-PRC-CALENDAR')).toBe(true);
    expect(
      library.problems.some(
        ({ code, file }) => code === 'FT-CAL-KEY-MISSING' && file === 'calendars/dental-lab.yaml',
      ),
    ).toBe(true);
  });

  test('a mistake in a message is shown together with one in the steps, so that both are corrected at once', async () => {
    const steps = 'case-alert/procedure.yaml';
    const file = 'case-alert/messages/reminder-1.portal.en.liquid';
    const text = await readFile(join(folder, steps), 'utf8');
    await writeFile(join(folder, steps), text.replace('send-portal: reminder-1', 'send-portl: reminder-1'));
    await writeFile(join(folder, file), '---\nsubject: Reminder\n---\nDear {{ docter-name }}\n');
    const codes = (await alert()).procedure.problems.map(({ code }) => code);
    expect(codes).toEqual(['FT-MSG-VARIABLE-UNKNOWN', 'FT-PRC-VERB-UNKNOWN']);
  });

  test('whose calendar is there and broken says so, with what is wrong in that file', async () => {
    const file = 'calendars/dental-lab.yaml';
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replace('"08:00"', '08:00'));
    const { library, procedure } = await alert();
    expect(procedure.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^FT-CAL-HOUR .*in quotes/),
      `FT-PRC-CALENDAR The calendar "dental-lab" cannot be used before ${file} is corrected.`,
    ]);
    expect(library.problems.filter(({ code }) => code === 'FT-CAL-HOUR')).toHaveLength(1);
  });

  test('a procedure has the name of its folder, and a folder without a procedure is reported', async () => {
    await cp(join(folder, 'case-alert'), join(folder, 'another-name'), { recursive: true });
    await rm(join(folder, 'case-alert/procedure.yaml'));
    const { problems } = await readLibrary(folder);
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'FT-PRC-FOLDER another-name/procedure.yaml',
      'FT-INT-NAME another-name/import.yaml',
      'FT-PRC-FOLDER case-alert',
    ]);
    for (const problem of problems) expect(render(problem, '')).not.toContain('|');
  });

  test('files that the ledger kept give the same procedure again, whatever became of the calendars', async () => {
    const { procedure } = await alert();
    const again = assembleProcedure('case-alert', procedure.sources, null);
    expect(again.procedure).toEqual(procedure.procedure);
    expect(again.hash).toBe(procedure.hash);
  });
});
