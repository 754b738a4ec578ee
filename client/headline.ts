import type { Plan } from '../domain/program/plan.ts';
import type { Program } from '../domain/program/program.ts';

/** The server keeps 400 bytes of a summary. */
const SUMMARY_LIMIT = 200;

/** One line for Temporal's lists, in the procedure's words: never about the person. */
export function staticSummary(program: Program): string {
  const variant = program.variant ? ` (variant ${program.variant})` : '';
  return `${program.title.slice(0, SUMMARY_LIMIT - variant.length)}${variant}`;
}

/** What was planned when the case was opened, in Markdown. */
export function staticDetails(program: Program, plan: Plan | null): string {
  const variant = program.variant ? `, variant ${program.variant}` : '';
  const lines = [`**${program.title}**`, '', `${program.procedure} version ${program.version}${variant}`];
  if (!plan) return lines.join('\n');
  lines.push('', `Day zero: ${plan.dayZero}${plan.moved ? ' (moved from the day of the event)' : ''}`, '');
  lines.push('Planned at the start, if nobody answers:', '');
  for (const { key } of program.steps) {
    const slot = plan.slots[key];
    if (slot) lines.push(`- ${key}: ${slot.label}`);
  }
  return lines.join('\n');
}
