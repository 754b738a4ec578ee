import { type MessageUse, templatesOf } from '../../messages/uses.ts';
import { listed } from '../../words.ts';
import type { PlainItem } from '../procedure.ts';
import { itemsIn, reaches, stepsOf, variantsOf } from '../timetable.ts';
import { SEND } from '../vocabulary/verbs.ts';
import type { Checking } from './checking.ts';
import { firstTime } from './checking.ts';
import { described, type Visit, type Walk } from '../walks.ts';

type Send = Extract<PlainItem, { verb: 'send' }>;
type SendVisit = Visit & { item: Send };

function sendsOf(walk: Walk): SendVisit[] {
  return walk.visits.filter((visit): visit is SendVisit => visit.item.verb === 'send' && !visit.afterEnd);
}

interface Lacking extends Pick<MessageUse, 'name' | 'channel'> {
  item: PlainItem;
  variants: (string | null)[];
}

/** Each message exists in every variant that uses it, before a case needs it. */
export function templatesExist(checking: Checking): void {
  const { procedure, context } = checking;
  const lacking = new Map<string, Lacking>();
  for (const variant of variantsOf(procedure)) {
    for (const item of stepsOf(procedure, variant).flatMap(({ step }) => itemsIn(procedure, step, variant))) {
      for (const { name, channel } of templatesOf(item, procedure.levels)) {
        if (context.hasMessage(name, channel, variant)) continue;
        const key = `${name}.${channel}`;
        const before = lacking.get(key)?.variants ?? [];
        lacking.set(key, { item, name, channel, variants: [...before, variant] });
      }
    }
  }
  for (const { item, name, channel, variants } of lacking.values()) {
    const named = variants.filter((variant) => variant !== null);
    const where = named.length > 0 ? ` for variant ${listed(named)}` : '';
    const file = `messages/${name}.${channel}.${procedure.locale}.liquid`;
    const says = `"${name}" has no ${channel} template${where}: write ${file}.`;
    checking.report('FT-PRC-MESSAGE-MISSING', item, 'verb', says);
  }
}

/** procedures.md 2: a procedure whose last message has no closing statement is refused when it is loaded. */
export function lastMessageCloses(checking: Checking): void {
  const { procedure, context } = checking;
  if (!procedure.closingStatement) return;
  const isNew = firstTime();
  for (const walk of checking.walks) {
    const sends = sendsOf(walk);
    const last = sends.at(-1);
    for (const { item } of sends.filter(({ at }) => at === last?.at)) {
      if (context.rendersClosing(item.name, item.channel, walk.variant) || !isNew(item)) continue;
      const says = `This is the last message${described(walk)}, but its template does not render the closing statement.`;
      checking.report('FT-PRC-CLOSING-MISSING', item, 'verb', says);
    }
  }
}

/** Having said that we close the matter, we do not write again. */
export function nothingFollowsTheClosing(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    const sends = sendsOf(walk);
    const closing = sends.find(({ item }) =>
      checking.context.rendersClosing(item.name, item.channel, walk.variant),
    );
    if (!closing) continue;
    for (const { item } of sends.slice(sends.indexOf(closing)).filter(({ at }) => at !== closing.at)) {
      if (!isNew(item)) continue;
      const says = `"${closing.item.name}" has already closed the matter${described(walk)}; no message may follow it.`;
      checking.report('FT-PRC-CLOSING-THEN-CONTACT', item, 'verb', says);
    }
  }
}

export function messageGoesOutOnce(checking: Checking): void {
  const isNew = firstTime();
  for (const walk of checking.walks) {
    const sent = new Set<string>();
    for (const { at, item } of sendsOf(walk)) {
      const message = `${at.key} ${item.channel} ${item.name}`;
      if (sent.has(message) && isNew(item)) {
        const says = `"${SEND}${item.channel}: ${item.name}" stands in this step already${described(walk)}.`;
        checking.report('FT-PRC-MESSAGE-TWICE', item, 'verb', says);
      }
      sent.add(message);
    }
  }
}

export function attemptsAreWithinTheLimit(checking: Checking): void {
  const limit = checking.procedure.limits.attemptsPerRound;
  if (limit === undefined) return;
  const isNew = firstTime();
  for (const walk of checking.walks) {
    const contacts = walk.visits.filter(({ item, afterEnd }) => reaches(item) && !afterEnd);
    const attempts = [...new Set(contacts.map(({ at }) => at))];
    const over = attempts[limit];
    if (!over || !isNew(over.step)) continue;
    const says = `This is attempt ${limit + 1}${described(walk)}; attempts-per-round allows ${limit}.`;
    checking.report('FT-PRC-ATTEMPTS', over.step, undefined, says);
  }
}
