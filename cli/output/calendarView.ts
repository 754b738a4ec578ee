import { DateTime } from 'luxon';
import type { PreviewCase, PreviewItem, PreviewStep } from '../../domain/preview/preview.ts';
import type { Procedure } from '../../domain/procedure/procedure.ts';
import { table } from './table.ts';

const HEAD = ['', 'date', 'time', 'day', 'what'];

/** A case as a little calendar: weekday, date, time, day of the procedure, what happens. */
export function calendarView(procedure: Procedure, previewed: PreviewCase, width: number): string {
  const { variant, zone } = previewed;
  const title = variant === null ? procedure.title : `${procedure.title} (variant ${variant})`;
  const rows = previewed.steps.map((step) => rowOf(step, zone));
  return [
    title,
    '',
    table(rows, width, HEAD),
    '',
    `Times are those of ${zone}. A reply stops all of it.`,
  ].join('\n');
}

function rowOf(step: PreviewStep, zone: string): string[] {
  const day = step.day === undefined ? '' : String(step.day);
  const condition = step.if === undefined ? '' : `if ${step.if}: `;
  const what = condition + step.does.map(itemWords).join(', ');
  if (step.at === undefined) return ['', windowOf(step, zone), '', day, what];
  const at = DateTime.fromISO(step.at, { zone }).setLocale('en');
  return [at.toFormat('ccc'), at.toFormat('d LLL yyyy'), at.toFormat('HH:mm'), day, what];
}

function windowOf({ earliest, latest, after }: PreviewStep, zone: string): string {
  const words = (text: string) =>
    DateTime.fromISO(text, { zone }).setLocale('en').toFormat('ccc d LLL HH:mm');
  const days = [earliest, latest].flatMap((text) => (text === undefined ? [] : [words(text)])).join(' to ');
  return after === undefined ? days : `${days} after ${after}`.trim();
}

function itemWords({ verb, name, channel }: PreviewItem): string {
  if (verb === 'approval') return `approval of ${name}`;
  return channel === undefined ? `${verb} ${name}` : `${verb.replace(/-.*/, '')} ${name} (${channel})`;
}
