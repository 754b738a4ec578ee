import { createHash } from 'node:crypto';
import { ImportError } from '../../domain/intake/errors.ts';
import { fieldsOf } from '../../domain/intake/event.ts';
import { readHeader } from '../../domain/intake/header.ts';
import type { NewCase, Reader } from '../../domain/intake/row.ts';
import { acceptFacts, chooseVariant } from '../../domain/procedure/facts.ts';
import { findCase } from '../../ledger/cases.ts';
import { ask } from '../ask.ts';
import { caseIdOf } from '../caseId.ts';
import type { Context } from '../context.ts';
import { ClientError } from '../errors.ts';
import { type Judge, openAll } from '../import/judge.ts';
import { openRow, read, type RowResult, type Run } from '../import/openRow.ts';

export interface IncomingEvent {
  /** Its import.yaml says what the fields mean. */
  procedure: string;
  /** As the other system has it; a field inside another one is named with a dot: `requester.email`. */
  event: Record<string, unknown>;
  variant?: string | undefined;
  /** We have answered: the case of this occurrence begins a new round, counted from the event's day zero. */
  newRound?: boolean | undefined;
  /** Asked before a case is opened; absent: every sound event opens one. */
  judge?: Judge | undefined;
  /** The only outside system whose events are taken; absent: any. */
  source?: string | undefined;
  /** The person who sends it; absent: the outside system does. */
  by?: string | undefined;
}

export interface TakenEvent {
  /** What became of it, in the words of imports; `new-round`: an open case waits again. */
  outcome: RowResult['outcome'] | 'new-round';
  caseId: string | null;
  /** Of an error. */
  code: string | null;
  /** A sentence for whoever looks after the other system. */
  reason: string;
}

/**
 * A ticket, an alert, an appointment of another system opens a case, or starts a new round of one, by the same mapping as
 * a row of a list. The same event again changes nothing.
 * @throws ImportError when the procedure takes no events or this one lacks a field that every event needs
 */
export async function receiveEvent(context: Context, given: IncomingEvent): Promise<TakenEvent> {
  const reader = await readerFor(context, given);
  if (given.source !== undefined && reader.reader.mapping.source !== given.source)
    throw new ClientError('FT-CLI-SOURCE', `events of ${given.procedure} are not yours to send.`);
  const run: Run = {
    context,
    id: '',
    begunAt: reader.reader.now,
    by: given.by ?? null,
    resumed: false,
    judge: given.judge ?? openAll,
    opened: new Set(),
    warned: 0,
    reader: reader.reader,
    program: reader.program,
  };
  const found = read(run, reader.values);
  if ('result' in found) return taken(found.result);
  if (given.newRound) {
    const round = await newRound(context, run, found.row);
    if (round) return round;
  }
  return taken(await openRow(run, found.row));
}

async function readerFor(context: Context, { procedure, event, variant: named }: IncomingEvent) {
  const current = await context.procedures.current(procedure);
  const mapping = await context.procedures.mapping(procedure);
  const variant = chooseVariant(current.procedure, named);
  const fields = fieldsOf(event);
  if (!fields) throw new ImportError('FT-INT-EVENT', 'the event has more fields than any event.');
  const { header, problems } = readHeader(mapping, [...fields.keys()]);
  if (!header) throw new ImportError('FT-INT-EVENT', `the event lacks a field: ${problems.join('; ')}.`);
  const reader: Reader = { mapping, header, procedure: current.procedure, variant, now: Date.now() };
  const program = context.procedures.compiled(current.procedure, { hash: current.hash, variant });
  return { reader, program, values: [...fields.values()] };
}

/** Null: there is no open case of this occurrence, so the event opens one. */
async function newRound(context: Context, { reader }: Run, row: NewCase): Promise<TakenEvent | null> {
  const id = caseIdOf({ ...row, occurrence: row.id });
  const known = await findCase(context.ledger, id);
  if (!known || known.status === 'closed') return null;
  const { zero } = acceptFacts(reader.procedure, row.variant, row.facts);
  const since = known.facts[reader.procedure.clock.dayZero] ?? '';
  const running = { caseId: id, code: null };
  if (zero <= Date.parse(since))
    return { ...running, outcome: 'already-running', reason: 'It is what the case waits from already.' };
  // The same event comes again and again: it is one request.
  const request = createHash('sha256').update(`new-round\0${id}\0${zero}`).digest('hex');
  try {
    await ask(context, {
      caseId: id,
      name: 'waitAgain',
      args: { since: zero },
      actor: reader.mapping.source,
      id: request,
    });
    return { ...running, outcome: 'new-round', reason: 'The case waits again, in a new round.' };
  } catch (error) {
    if (!(error instanceof ClientError) || error.refusal === null) throw error;
    const reason = 'Nobody has answered since, so the case goes on with its dates.';
    return { ...running, outcome: 'already-running', reason };
  }
}

function taken({ outcome, case_id: caseId, code, reason }: RowResult): TakenEvent {
  return { outcome, caseId, code, reason };
}
