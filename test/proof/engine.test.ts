import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../domain/program/events.ts';
import { evolve, programAfter } from '../../domain/program/evolve/evolve.ts';
import { Followed } from './support/following.ts';
import { placeOf } from './support/place.ts';
import { type Course, courses, type Step } from './support/recorded.ts';

/** What the ledger has heard, and dates, which the prover plans as soon as they are asked for. */
const BETWEEN: CaseEvent['type'][] = ['recorded', 'planned'];

/** Left out where they change no place: they say only when something comes, or nothing that steers. */
const QUIET: CaseEvent['type'][] = ['time-came', 'recalculated', 'snoozed', 'assigned', 'unknown-message'];

let all: Course[];
beforeAll(async () => {
  all = await courses();
}, 120_000);

/** What moves a case from place to place. A step leads to where the next one begins. */
function moving({ steps }: Course): Step[] {
  const told = steps.filter(({ event }) => !BETWEEN.includes(event.type));
  const end = steps.at(-1)?.after;
  return told
    .map((step, index) => ({ ...step, after: told[index + 1]?.before ?? end ?? step.after }))
    .filter((step) => !QUIET.includes(step.event.type) || changesPlace(step));
}

function changesPlace({ program, before, event, after }: Step): boolean {
  return placeOf(program, before) !== placeOf(programAfter(program, before, event), after);
}

/** A case of an earlier run, opened again, begins where the prover has come to. */
function begun([first]: Step[]): Followed {
  if (!first) throw new Error('nothing happened to the case');
  const { program, before } = first;
  return before.past.length > 0 ? Followed.fromWithin(program, before) : Followed.fromStart(program, before);
}

/** A case that is moved goes on from where the prover comes to under the other version. */
function on(followed: Followed, step: Step): Followed {
  const { event, after } = step;
  return event.type === 'moved' ? Followed.fromWithin(event.to, after) : followed.after(step);
}

/** The first step that the prover does not know, in words; null: it knows all of them. */
function strange(steps: Step[]): string | null {
  let followed = begun(steps);
  if (followed.lost) return 'its beginning';
  for (const step of steps) {
    followed = on(followed, step);
    if (followed.lost) return wordsOf(step);
  }
  return null;
}

function wordsOf({ program, before, event, after }: Step): string {
  const place = programAfter(program, before, event);
  return `${JSON.stringify(event).slice(0, 400)} from ${placeOf(program, before)} to ${placeOf(place, after)}`;
}

/** Words of each course in which something is found. */
function found(look: (course: Course) => string | null): string[] {
  return all.flatMap((course) => {
    const what = look(course);
    return what === null ? [] : [`${course.name}: ${what}`];
  });
}

/** One course, and the index of its first step of which this is true. */
function within(name: string, which: (step: Step) => boolean): { steps: Step[]; index: number } {
  const steps = all.filter((course) => course.name === name).flatMap(moving);
  const index = steps.findIndex(which);
  if (index < 0) throw new Error(`${name} has no such step`);
  return { steps, index };
}

describe('what the real engine did in the scenarios', () => {
  it('is what the interpreter does with the same events, one by one, up to the same end', () => {
    const ends = all.map(({ name, steps }) => {
      for (const { program, before, event, after } of steps) {
        expect(evolve(program, before, event)).toEqual(after);
      }
      const state = steps.at(-1)?.after;
      return { name, outcome: state?.outcome?.outcome };
    });
    // One history was kept while the ledger was told of its end.
    const known = all
      .filter(({ outcome }) => outcome !== null)
      .map(({ name, outcome }) => ({ name, outcome }));
    expect(ends).toEqual(expect.arrayContaining(known));
    expect(known.length).toBeGreaterThanOrEqual(50);
  });

  it('is among the paths that the prover follows: every course, from its beginning to its end', () => {
    expect(found((course) => strange(moving(course)))).toEqual([]);
  });
});

describe('a course that cannot be is on no path', () => {
  it('as no work is, in any course, without what came before it', () => {
    let tried = 0;
    const known = found((course) => {
      const steps = moving(course);
      let followed = begun(steps);
      for (const [index, step] of steps.entries()) {
        const work = steps[index + 1];
        if (work?.event.type === 'performed' && changesPlace(step)) {
          tried += 1;
          if (!followed.after(work).lost) return `needs no ${wordsOf(step)}`;
        }
        followed = on(followed, step);
      }
      return null;
    });
    expect(known).toEqual([]);
    expect(tried).toBeGreaterThan(150);
  });

  it('an act that cannot be undone, at any point of its course before the gate is open', () => {
    const acts = all.flatMap((course) => {
      const steps = moving(course);
      const index = steps.findIndex(isFinal);
      return index < 0
        ? []
        : [{ name: course.name, steps: steps.slice(0, index), act: steps[index] as Step }];
    });
    expect(acts.length).toBeGreaterThanOrEqual(5);
    const early = acts.flatMap(({ name, steps, act }) => {
      let followed = begun(steps);
      return steps.flatMap((step) => {
        const known = !followed.after(act).lost;
        followed = on(followed, step);
        return known ? [`${name}: before ${wordsOf(step)}`] : [];
      });
    });
    expect(early).toEqual([]);
  });

  it('the same, without its approval', () => {
    const { steps, index } = within(
      'case-alert-5-cancel-approved',
      ({ after }) => after.approvals.length > 0,
    );
    expect(strange(steps.toSpliced(index, 1))).toContain('"type":"performed"');
  });

  it('a reply after which the case goes on', () => {
    const { steps, index } = within(
      'three-follow-ups-reply-before-day-5',
      ({ event }) => event.type === 'replied',
    );
    const deaf = steps.map((step, at) => (at === index ? { ...step, after: step.before } : step));
    expect(strange(deaf)).toContain('"type":"replied"');
  });

  it('a message that is sent twice', () => {
    const { steps, index } = within('three-follow-ups-no-answer', ({ event }) => event.type === 'performed');
    expect(strange(steps.toSpliced(index, 0, ...steps.slice(index, index + 1)))).toContain(
      '"type":"performed"',
    );
  });
});

/** Work with an act that cannot be undone. */
function isFinal({ program, event }: Step): boolean {
  return program.operations.some(
    (operation) =>
      operation.op === 'perform' &&
      event.type === 'performed' &&
      operation.key === event.key &&
      operation.effects.some((effect) => effect.verb === 'act' && effect.irreversible),
  );
}
