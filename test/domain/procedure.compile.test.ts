import { describe, expect, test } from '@jest/globals';
import { variantsOf } from '../../domain/procedure/timetable.ts';
import { compile } from '../../domain/compile/compile.ts';
import type { Operation, Program } from '../../domain/program/program.ts';
import { readLibrary } from '../../procedures/library.ts';
import { procedureWith } from './procedureText.ts';

const { procedures } = await readLibrary();

function programOf(name: string, variant: string | null): Program {
  const found = procedures.find((candidate) => candidate.name === name);
  if (!found?.procedure) throw new Error(`${name} cannot be run`);
  return compile(found.procedure, variant, found.hash);
}

/** One line an operation, short enough to compare a whole program by eye. */
function listing(operations: Operation[]): string[] {
  return operations.map((operation) => {
    if (operation.op === 'wait') return `wait ${operation.step}`;
    if (operation.op === 'repeat') return `again ${operation.step}`;
    const { is, isNot } = operation.only ?? {};
    const only = is ? ` if ${is.join()}` : isNot ? ` unless ${isNot.join()}` : '';
    if (operation.op === 'gate')
      return `gate ${operation.act} by ${operation.approver} after ${operation.warnedBy}${only}`;
    const names = operation.effects.map(({ verb, name }) => `${verb} ${name}`).join(', ');
    return `${operation.key}: ${names}${only}${operation.ends ? ` → ${operation.ends}` : ''}`;
  });
}

describe('case-alert as a program', () => {
  test('variant 2 reminds on two days and responds on the third; it never cancels', () => {
    expect(listing(programOf('case-alert', '2').operations)).toEqual([
      'opened/1: note original-alert',
      'wait day-zero-moved',
      'day-zero-moved/1: note day-zero-moved',
      'wait day-1',
      'day-1/1: send reminder-1, note reminder',
      'wait day-2',
      'day-2/1: send last-reminder, note reminder',
      'wait day-3',
      'day-3/1: task release-production',
      'day-3/2: act proceed, send response, note response → proceeded',
    ]);
  });

  test('variant 5 reminds on five days; cancelling waits for the warning of day 5 and a manager', () => {
    const program = programOf('case-alert', '5');
    expect(listing(program.operations).slice(-8)).toEqual([
      'day-5/1: send cancellation-warning if cancel',
      'day-5/2: send last-reminder unless cancel',
      'day-5/3: note reminder',
      'wait day-6',
      'gate cancel by manager after day-5 if cancel',
      'day-6/1: act cancel, send cancellation, note response if cancel → cancelled',
      'day-6/2: task release-production unless cancel',
      'day-6/3: act proceed, send response, note response unless cancel → proceeded',
    ]);
    expect(program.steps.filter(({ warns }) => warns).map(({ key }) => key)).toEqual(['day-5']);
    expect(program.steps.filter(({ attempt }) => attempt)).toHaveLength(6);
  });

  test('the resolution can be chosen until the response; cancel is offered in variant 5 only; the Rx comes first', () => {
    const [short] = programOf('case-alert', '2').steering;
    const [long] = programOf('case-alert', '5').steering;
    expect(short).toMatchObject({ name: 'resolution', default: 'as-suggested', until: 'day-3' });
    expect(long).toMatchObject({ name: 'resolution', default: 'as-suggested', until: 'day-6' });
    expect(short?.options).not.toContain('cancel');
    expect(long?.options).toContain('cancel');
    expect(long?.options[0]).toBe('as-on-rx');
  });
});

describe('three-follow-ups as a program', () => {
  test('three emails, then the ticket is resolved; a reply after that opens the ticket again', () => {
    const program = programOf('three-follow-ups', null);
    expect(listing(program.operations)).toEqual([
      'wait day-3',
      'day-3/1: send follow-up-1',
      'wait day-5',
      'day-5/1: send follow-up-2',
      'wait day-7',
      'day-7/1: send follow-up-3, act resolve-ticket → ended',
    ]);
    expect(program).toMatchObject({ attemptsPerRound: 3, afterEnd: 'reopen', steering: [] });
    expect(program.reopening).toEqual([{ verb: 'act', name: 'reopen-ticket', irreversible: false }]);
    expect(program.clock).toMatchObject({ firstDay: 1, fullDaysBetween: 1, count: 'calendar-days' });
  });
});

describe('any program', () => {
  const all = procedures.flatMap(({ procedure, hash }) =>
    procedure ? variantsOf(procedure).map((variant) => compile(procedure, variant, hash)) : [],
  );

  test.each(all.map((program) => [program.procedure, program.variant, program] as const))(
    '%s %s is plain JSON, its keys are unique, and something ends it',
    (_procedure, _variant, program) => {
      expect(JSON.parse(JSON.stringify(program))).toEqual(program);
      const keys = program.operations.flatMap((operation) => ('key' in operation ? [operation.key] : []));
      expect(new Set(keys).size).toBe(keys.length);
      expect(new Set(program.steps.map(({ key }) => key)).size).toBe(program.steps.length);
      const ends = program.operations.some((operation) => operation.op === 'perform' && operation.ends);
      // What comes again and again ends when nothing overdue is left.
      expect(ends || program.conditions['paid'] === 'paid').toBe(true);
    },
  );

  test('compiling changes nothing in the procedure, so it can be done again', () => {
    for (const { procedure, hash } of procedures) {
      if (!procedure) throw new Error('not read');
      const before = structuredClone(procedure);
      const [first, second] = [0, 1].map(() =>
        variantsOf(procedure).map((variant) => compile(procedure, variant, hash)),
      );
      expect(procedure).toEqual(before);
      expect(second).toEqual(first);
    }
  });

  test('a task is the last effect before the case waits for it', () => {
    const performs = all.flatMap(({ operations }) =>
      operations.filter((operation) => operation.op === 'perform'),
    );
    const withTask = performs.filter(({ effects }) => effects.some(({ verb }) => verb === 'task'));
    expect(withTask.length).toBeGreaterThan(0);
    expect(
      withTask.every(
        ({ effects }) => effects.findIndex(({ verb }) => verb === 'task') === effects.length - 1,
      ),
    ).toBe(true);
  });

  test('a variant must be one of the procedure', () => {
    const procedure = procedureWith('  - day: 1\n    do:\n      - note: closed\n      - end: ended\n');
    expect(() => compile(procedure, 'shrot', 'hash')).toThrow('There is no variant "shrot"');
    expect(() => compile(procedure, null, 'hash')).toThrow('No variant is named for the procedure "example"');
    expect(() => programOf('three-follow-ups', '2')).toThrow('has no variants, so "2" cannot be chosen');
  });
});
