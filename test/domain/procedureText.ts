import type { Item, Procedure } from '../../domain/procedure/procedure.ts';
import { decodeProcedure } from '../../domain/procedure/decode.ts';
import { compile } from '../../domain/compile/compile.ts';
import type { Operation } from '../../domain/program/program.ts';
import { AROUND } from './brokenProcedures.ts';

const HEAD = `
procedure: example
version: 1
title: A question waits for an answer
owner: desk
locale: en
facts:
  asked: { type: instant }
  email-opens: { type: choice, default: unknown, options: { opened: a, not-opened: b, not-received: c, unknown: d } }
  way: { type: choice, default: a, options: { a: way a, b: way b, c: { wording: way c, variants: [long] } } }
clock: { day-zero: asked, count: business-days, calendar: office, at: "09:00" }
variants: { long: with way c, short: without it }
stop-when: [customer-replies, case-withdrawn]
`;

/** A procedure with these steps. @throws with all problems when it is refused */
export function procedureWith(steps: string): Procedure {
  return read(`${HEAD}\nsteps:\n${steps}`);
}

function read(text: string): Procedure {
  const { procedure, problems } = decodeProcedure({ file: 'x.yaml', text }, AROUND);
  if (!procedure)
    throw new Error(problems.map(({ line, code, message }) => `${line} ${code} ${message}`).join('\n'));
  return procedure;
}

/** What a day does: decoded, and compiled without the wait for it. The lines are the items of its list. */
export function dayWith(lines: string, variant = 'long'): { items: Item[]; operations: Operation[] } {
  const items = lines
    .trim()
    .split('\n')
    .map((line) => `      ${line}`)
    .join('\n');
  const closing = lines.includes('end:')
    ? ''
    : '\n  - day: 9\n    do:\n      - note: closed\n      - end: ended\n';
  const warning = '  - day: 1\n    do:\n      - send-email: warning\n        warns-of: cancel\n';
  const warned = lines.includes('act: cancel') ? warning : '';
  const procedure = procedureWith(`${warned}  - day: 2
    do:
${items}${closing}`);
  const day = procedure.steps[warned === '' ? 0 : 1];
  const { operations } = compile(procedure, variant, 'hash');
  return {
    items: day?.do ?? [],
    operations: operations.filter(({ step, op }) => step === 'day-2' && op !== 'wait'),
  };
}

/** A procedure whose one step comes with each level of a debt. */
export function withLevels(): { procedure: Procedure } {
  const levels = 'levels: { friendly: { days: 7, actions: [email], manual: [ring] } }';
  const head = HEAD.replace('case-withdrawn]', `case-withdrawn, paid]\n${levels}`);
  const steps = 'steps:\n  - when: level-reached\n    do:\n      - review: statement\n        for: desk\n';
  return { procedure: read(`${head}\n${steps}`) };
}
