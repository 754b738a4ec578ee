import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { newId } from '../../ledger/id.ts';
import { contentOf } from '../../ledger/intents.ts';
import { markNoticed, noticeFailed, noticeSent, queueNotice, takeNotices } from '../../ledger/notices.ts';
import { answerersOf, type Person } from '../../ledger/people.ts';
import type { Intent, Task } from '../../ledger/schema.ts';
import { cardNotEdited, cardShows, cardsToEdit, keepCard, parkCutOff } from '../../ledger/slack/cards.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { endedCard, openCard } from './card.ts';
import type { Chat } from './chat.ts';
import { decisionNotice } from './notice.ts';

const AT_ONCE = 50;
const LEASE_MS = 60_000;
const AGAIN_MS = 60_000;
/** About half a day of trying, each time a while longer. */
const MOST_TRIES = 37;

/** A question that could not be put into a conversation, and whom a letter reaches instead. */
export interface Unplaced {
  task: Task;
  people: Person[];
}

/** Keeps a card for each place of the role; it goes out with `sendCards`. */
export async function queueCards(ledger: Ledger, chat: Chat, task: Task, at: Instant): Promise<void> {
  const notice = await decisionNotice(ledger, task.id);
  const places = await chat.placesOf(task.role, at);
  const card = openCard(notice);
  const bytes = chat.prepare(card);
  const key = `decision:${task.id}`;
  const about = { caseId: task.case_id, round: notice.case.round, key, occasion: task.escalated };
  await ledger.transaction().execute(async (tx) => {
    for (const place of places) {
      const person = place.startsWith('@') ? place.slice(1) : task.role;
      const words = { subject: card.title, text: [card.text, card.answers].join('\n\n'), ...bytes };
      const to = { channel: 'card' as const, person, mailbox: place, connector: chat.connector };
      await queueNotice(tx, { id: newId(), ...about, ...to, ...words, at });
    }
    await markNoticed(tx, task);
  });
}

/** Puts waiting cards into their conversations, one after the other. @returns what has to go by letter instead */
export async function sendCards(
  ledger: Ledger,
  chat: Chat,
  now: () => Instant,
): Promise<{ sent: number; unplaced: Unplaced[] }> {
  const unplaced: Unplaced[] = [];
  for (const cut of await parkCutOff(ledger, now())) unplaced.push(...(await instead(ledger, cut, now())));
  let sent = 0;
  for (let many = 0; many < AT_ONCE; many += 1) {
    // One at a time: each waits for its turn in its conversation, and nobody else may think that it is given up.
    const given = { now: now(), lease: LEASE_MS, limit: 1, channel: 'card' as const };
    const [card] = await takeNotices(ledger, given);
    if (!card) break;
    const gone = await send(ledger, chat, card, now());
    if (gone === 'sent') sent += 1;
    else if (gone === 'never') unplaced.push(...(await instead(ledger, card, now())));
  }
  return { sent, unplaced };
}

async function send(
  ledger: Ledger,
  chat: Chat,
  card: Intent,
  at: Instant,
): Promise<'sent' | 'later' | 'never' | 'overtaken'> {
  const task = await taskOf(ledger, card);
  if (task?.state !== 'open') {
    await noticeFailed(ledger, card.id, { reason: 'overtaken', detail: null, again: null });
    return 'overtaken';
  }
  const { body } = await contentOf(ledger, card.content_hash ?? '');
  const result = await chat.post({ id: card.id, to: card.recipient, body });
  if (result.taken) {
    const { channel, ts } = result;
    const said = { at, providerId: `${channel}/${ts}`, about: task.about };
    await noticeSent(ledger, card, said, (tx) => keepCard(tx, { channel, ts, task: task.id, at }));
    return 'sent';
  }
  const { reason, detail } = result;
  const wait = Math.max(result.after ?? 0, Math.min(card.tries, 20) * AGAIN_MS);
  const again = result.again && card.tries < MOST_TRIES ? at + wait : null;
  await noticeFailed(ledger, card.id, { reason, detail, again });
  return again === null ? 'never' : 'later';
}

/** Cards whose question stands otherwise than they show are written anew. */
export async function editCards(ledger: Ledger, chat: Chat, now: Instant): Promise<void> {
  for (const { task, stands, ...place } of await cardsToEdit(ledger, now, AT_ONCE)) {
    const notice = await decisionNotice(ledger, task);
    const card = stands === 'open' ? openCard(notice) : await endedCard(ledger, notice, stands);
    const result = await chat.edit(place, card);
    if (result.taken || !result.again) await cardShows(ledger, place, stands);
    else await cardNotEdited(ledger, place, now, result.after);
  }
}

/** Whom a letter must reach: the person, or everybody who answers for the role of the conversation. */
async function instead(ledger: Ledger, card: Intent, at: Instant): Promise<Unplaced[]> {
  const task = await taskOf(ledger, card);
  if (task?.state !== 'open') return [];
  const all = await answerersOf(ledger, task.role, at);
  const one = card.recipient.startsWith('@') ? card.recipient.slice(1) : null;
  return [{ task, people: one === null ? all : all.filter(({ id }) => id === one) }];
}

function taskOf(ledger: Ledger, { key }: Intent): Promise<Task | undefined> {
  return findTaskById(ledger, key.split(':')[2] ?? '');
}
