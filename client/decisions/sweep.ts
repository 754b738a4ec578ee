import type { BreakerRules } from '../../domain/breaker/rules.ts';
import { contentOf } from '../../ledger/intents.ts';
import type { Instant } from '../../domain/program/program.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { newId } from '../../ledger/id.ts';
import {
  markNoticed,
  noticeFailed,
  noticeSent,
  queueNotice,
  takeNotices,
  unnoticedDecisions,
} from '../../ledger/notices.ts';
import { answerersOf, hasPeople, type Person } from '../../ledger/people.ts';
import type { Intent, Task } from '../../ledger/schema.ts';
import { escalateApart } from '../../ledger/tasks/apart.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { editCards, queueCards, sendCards } from './cards.ts';
import type { Chat } from './chat.ts';
import { letterAnswered, lettersAtOnce, mayTry } from './letterBreaker.ts';
import { decisionNotice, linksFor, noticeText } from './notice.ts';
import type { Post } from './post.ts';
import { tellOfVoids } from './voids.ts';

export interface SweepOptions {
  ledger: Ledger;
  /** Null: no mail goes out; people look at their lists. */
  post: Post | null;
  /** Questions are put into conversations, and go by letter only where that fails; absent: all go by letter. */
  chat?: Chat | null;
  /** The URL under which the people reach the gateway; null: letters have no links. */
  base: string | null;
  /** When email counts as failing; absent: as usual. */
  breaker?: BreakerRules;
  now?: () => Instant;
}

export interface Swept {
  escalated: number;
  sent: number;
  failed: number;
}

const AT_ONCE = 50;
const LEASE_MS = 60_000;
const AGAIN_MS = 5 * 60_000;
/** About half a day of trying, each time a while longer. */
const MOST_TRIES = 12;

/**
 * Looks after what people owe: escalates what no workflow watches, and writes to those who may answer an open decision,
 * when it is opened and at each reminder. Every letter is kept before it goes out and goes out once, however many sweeps
 * run at the same time.
 */
export async function sweepDecisions(options: SweepOptions): Promise<Swept> {
  const { ledger, now = Date.now } = options;
  const escalated = await escalateApart(ledger, now());
  if (!(await hasPeople(ledger))) return { escalated, sent: 0, failed: 0 };
  const off = await switchedOff(ledger);
  const post = off('email') ? null : options.post;
  const chat = off('tell') ? null : (options.chat ?? null);
  const asked = chat || post ? await unnoticedDecisions(ledger, now(), AT_ONCE) : [];
  for (const task of asked) {
    if (chat) await queueCards(ledger, chat, task, now());
    else if (post) await queueFor(options, post, task, await answerersOf(ledger, task.role, now()));
  }
  const cards = chat ? await talk(options, chat, post) : 0;
  if (!post) return { escalated, sent: cards, failed: 0 };
  await tellOfVoids(ledger, post, now(), AT_ONCE);
  let sent = 0;
  // What waits keeps its place: a letter that is not tried is not taken.
  const limit = await lettersAtOnce(ledger, AT_ONCE, now());
  const taken = limit === 0 ? [] : await takeNotices(ledger, { now: now(), lease: LEASE_MS, limit });
  for (const letter of taken) if (await send(options, post, letter)) sent += 1;
  return { escalated, sent: cards + sent, failed: taken.length - sent };
}

/** Cards go out and are brought up to date; whom none reaches gets a letter. @returns how many went out */
async function talk(options: SweepOptions, chat: Chat, post: Post | null): Promise<number> {
  const { ledger, now = Date.now } = options;
  const { sent, unplaced } = await sendCards(ledger, chat, now);
  if (post) for (const { task, people } of unplaced) await queueFor(options, post, task, people);
  await editCards(ledger, chat, now());
  return sent;
}

async function queueFor(
  { ledger, base, now = Date.now }: SweepOptions,
  post: Post,
  task: Task,
  people: Person[],
): Promise<void> {
  const at = now();
  const notice = await decisionNotice(ledger, task.id);
  const letters = await Promise.all(
    people
      .filter(({ mailbox }) => mailbox !== null)
      .map(async (person) => {
        const links =
          base === null ? [] : await linksFor(ledger, notice, { person: person.id, base, now: at });
        const mailbox = person.mailbox ?? '';
        const words = noticeText(notice, person, links);
        const letter = { id: newId(), case: notice.case, to: mailbox, toName: person.name, at, ...words };
        return { ...letter, person: person.id, ...(await post.prepare(letter)) };
      }),
  );
  await ledger.transaction().execute(async (tx) => {
    for (const { id, to: mailbox, subject, text, person, mediaType, body } of letters) {
      const key = `decision:${task.id}`;
      const words = { subject, text, mediaType, body, connector: post.connector };
      const about = { caseId: task.case_id, round: notice.case.round, key, occasion: task.escalated };
      await queueNotice(tx, { id, ...about, person, mailbox, ...words, at });
    }
    await markNoticed(tx, task);
  });
}

async function send(
  { ledger, breaker: rules, now = Date.now }: SweepOptions,
  post: Post,
  letter: Intent,
): Promise<boolean> {
  const at = now();
  const about = await aboutOf(ledger, letter);
  if (about === null) {
    await noticeFailed(ledger, letter.id, { reason: 'overtaken', detail: null, again: null });
    return false;
  }
  const { id, case_id: caseId, recipient: to, content_hash: hash, tries } = letter;
  // Email has begun to fail since the letter was taken.
  if (!(await mayTry(ledger, id, at))) {
    await noticeFailed(ledger, id, { reason: 'channel-failing', detail: null, again: at + AGAIN_MS });
    return false;
  }
  const { body } = await contentOf(ledger, hash ?? '');
  const result = await post.deliver({ id, caseId, to, body });
  const failing = !result.taken && result.failing === true;
  const reason = result.taken ? '' : result.reason;
  await letterAnswered(ledger, { letterId: id, failing, reason, at, rules });
  if (result.taken) {
    await noticeSent(ledger, letter, { at, providerId: result.providerId, about });
    return true;
  }
  const { detail } = result;
  const again = result.again && tries < MOST_TRIES ? at + tries * AGAIN_MS : null;
  await noticeFailed(ledger, id, { reason, detail, again });
  return false;
}

/** What the letter is about; null: nobody need be asked any more. */
async function aboutOf(ledger: Ledger, { key }: Intent): Promise<string | null> {
  const [, kind = '', id = ''] = key.split(':');
  if (kind !== 'decision') return kind;
  const task = await findTaskById(ledger, id);
  return task?.state === 'open' ? task.about : null;
}

/** Whether people have switched a channel off. */
async function switchedOff(ledger: Ledger): Promise<(channel: string) => boolean> {
  const rows = await ledger.selectFrom('switches').select('channel').execute();
  const off = new Set(rows.map(({ channel }) => channel));
  return (channel) => off.has(channel) || off.has('*');
}
