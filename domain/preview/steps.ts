import { DateTime } from 'luxon';
import { SEND } from '../procedure/vocabulary/verbs.ts';
import type { Met } from '../program/ahead.ts';
import type { Effect, Guard, Operation, Program } from '../program/program.ts';
import type { PreviewItem, PreviewStep } from './preview.ts';

type Perform = Extract<Operation, { op: 'perform' }>;

/** What a team is asked before an act is approved, and behind how much of the work. */
export interface Question {
  about: string;
  behind: number;
}

/** One entry a step and moment, however many operations it has there; what depends on a look-up stands apart. */
export function stepsOf(program: Program, met: Met[], zone: string, asked: Question[]): PreviewStep[] {
  const entries = new Map<string, PreviewStep>();
  const add = (at: Met, operation: Pick<Perform, 'effects' | 'only' | 'ends'>, first: PreviewItem[] = []) => {
    const condition = conditionOf(program, operation.only);
    const key = `${at.step} ${at.at} ${condition}`;
    const entry = entries.get(key) ?? {
      ...dateOf(program, at, zone),
      ...(condition === null ? {} : { if: condition }),
      ...dayOf(program, at.step),
      does: [],
    };
    entry.does.push(...first);
    entry.does.push(...operation.effects.flatMap((effect) => itemsOf(program, at.step, effect)));
    if (operation.ends) entry.does.push({ verb: 'end', name: operation.ends });
    entries.set(key, entry);
  };
  for (const [index, given] of met.entries()) {
    const at = atLevel(program, met, index, given);
    const before = asked.filter(({ behind }) => behind === index);
    add(at, at, before.map(decisionAbout));
    if (at.effects.some(({ verb }) => verb === 'look-up')) {
      for (const other of otherwise(program, at, met)) add(at, other);
    }
    const question = questionAfter(program, at);
    const entry = [...entries.values()].at(-1);
    if (question && entry) entry.does.push(question);
  }
  return [...entries.values()];
}

/** A review is named by its level: the first, the second and so on, as nobody pays. */
function atLevel(program: Program, met: Met[], index: number, at: Met): Met {
  const number = met.slice(0, index).filter(({ key }) => key === at.key).length;
  const name = program.levels[number]?.name;
  if (name === undefined) return at;
  return {
    ...at,
    effects: at.effects.map((effect) => (effect.verb === 'review' ? { ...effect, name } : effect)),
  };
}

/** What the same step does when the look-up says something else. */
function otherwise(program: Program, { step }: Met, met: Met[]): Perform[] {
  return program.operations.filter(
    (operation): operation is Perform =>
      operation.op === 'perform' &&
      operation.step === step &&
      conditionOf(program, operation.only) !== null &&
      !met.some(({ key }) => key === operation.key),
  );
}

function decisionAbout({ about }: Question): PreviewItem {
  return { verb: 'decision', name: about.split('@')[0] ?? about };
}

/** A decision that comes before the warning stands where it is asked. */
function questionAfter(program: Program, { step, key }: Met): PreviewItem | null {
  const position = program.operations.findIndex((operation) => 'key' in operation && operation.key === key);
  const next = program.operations[position + 1];
  const asks = next?.op === 'gate' && next.step === step && next.warnedBy === null;
  return asks ? { verb: 'decision', name: next.act } : null;
}

function conditionOf(program: Program, only: Guard | undefined): string | null {
  const fact = program.steering.find(({ name, lookedUp }) => name === only?.fact && lookedUp);
  if (!only || !fact) return null;
  const options = only.is ?? fact.options.filter((option) => !only.isNot?.includes(option));
  return `${only.fact} is ${options.join(' or ')}`;
}

/** The moment, or the window of a step that counts its hours from when another one is done. */
function dateOf(program: Program, { at, step, within }: Met, zone: string): Partial<PreviewStep> {
  const timed = program.steps.filter(({ when }) => when !== 'opened' && when !== 'day-zero-moved');
  const index = timed.findIndex(({ key }) => key === step);
  const before = timed[index - 1];
  const here = timed[index];
  if (!before || (here?.when !== 'wait' && here?.when !== 'end-of-week')) return { at: isoIn(at, zone) };
  return {
    earliest: isoIn(at, zone),
    ...(within === undefined ? {} : { latest: isoIn(Math.max(within, at), zone) }),
    after: before.key,
  };
}

function isoIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISO() ?? '';
}

function dayOf(program: Program, key: string): { day?: number } {
  const step = program.steps.find((candidate) => candidate.key === key);
  if (step?.when === 'day-zero-moved') return { day: program.clock.firstDay };
  return step?.day === undefined ? {} : { day: step.day };
}

function itemsOf(program: Program, step: string, effect: Effect): PreviewItem[] {
  const { name } = effect;
  if (effect.verb === 'send') return [{ verb: SEND + effect.channel, name, channel: effect.channel }];
  const gated = program.operations.some(
    (operation) => operation.op === 'gate' && operation.step === step && operation.act === name,
  );
  const item = { verb: effect.verb, name };
  return effect.verb === 'act' && gated ? [{ verb: 'approval', name }, item] : [item];
}
