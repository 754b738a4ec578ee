import type { Problem } from '../problem.ts';
import type { Catalog } from './catalog.ts';
import { problemAt } from './checkTemplate.ts';

/** How mail programs begin the subject of an answer or of a forwarded mail, in several languages. */
const PRETENDS = /^\s*(?:re|aw|antw|sv|odp|rv|fwd?|wg|tr|doorst)\s*(?:\[\d+\])?\s*[:：]/i;

/** Whether a subject says that the email answers or forwards another one. */
export function pretendsToAnswer(subject: string): boolean {
  return PRETENDS.test(subject);
}

/** A subject must be true, whatever the email is for (LAW-8): no template may write one of an answer. */
export function subjectProblems(catalog: Catalog): Problem[] {
  return catalog.messages.flatMap(({ path, channel, front }) => {
    const subject = front.values['subject'];
    if (channel !== 'email' || !subject || !pretendsToAnswer(subject.text)) return [];
    const says = `"${subject.text.trim()}" says that this email answers or forwards another one, which it does not. Write what it is about.`;
    return [problemAt('FT-MSG-SUBJECT', path, [subject.line, subject.column], says)];
  });
}
