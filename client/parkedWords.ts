import { purposeOf } from '../domain/contactRules/contactRules.ts';
import { healthProblems } from '../domain/health/lint.ts';
import { asWritten } from '../domain/messages/asWritten.ts';
import type { MessageChannel } from '../domain/messages/fileName.ts';
import { pretendsToAnswer } from '../domain/messages/subject.ts';
import { contactRulesOf } from '../ledger/contactRules/kept.ts';
import type { EditedWords, WordsOfMessage } from '../ledger/editedWords.ts';
import type { ParkedIntent, ParkedRow } from '../ledger/parked.ts';
import { findProcedure } from '../ledger/procedures.ts';
import type { Context } from './context.ts';
import { ClientError } from './errors.ts';
import { existing } from './messages.ts';
import { checkText } from './text.ts';

/** What a person wants one message to say; a subject that is not given stays as it was. */
export interface NewWords {
  subject?: string | undefined;
  text?: string | undefined;
}

/** As long as a letter may be. */
const LONGEST_MESSAGE = 20_000;
/** Twilio takes so many characters in one text, in several parts. */
const LONGEST_SMS = 1_600;

/**
 * Other words for a message that could not be sent; they are used when it goes out, and for nothing else. What the
 * procedure's words were checked for must hold for these, or they must stay the procedure's.
 * @throws ClientError FT-CLI-PARKED when this message's words are not for a person to change, or cannot be sent
 */
export async function wordsFor(
  context: Context,
  { caseId, task, about, intent }: ParkedRow,
  given: NewWords,
): Promise<WordsOfMessage> {
  if (intent?.verb !== 'send')
    throw refused('only the words of a message to the contact that was written before can be changed.');
  if (intent.warnsOf !== null)
    throw refused(
      'it is the warning of what cannot be undone, so it stays in the words of the procedure. Change those, or drop it.',
    );
  const row = await existing(context, caseId);
  const procedure = await findProcedure(context.ledger, row.hash);
  if (!procedure || purposeOf(procedure.decoded) !== 'informational')
    throw refused(
      'the law says what a message of this procedure must say, so it stays in its words. Change those, or drop it.',
    );
  const channel = intent.channel as MessageChannel;
  const words = wordsOf(channel, intent, given);
  const { health } = await contactRulesOf(context.ledger);
  const path = `messages/${intent.name}.${channel}.${procedure.decoded.locale}.liquid`;
  const [tells] = health
    ? healthProblems(row.procedure, { [path]: `${words.subject}\n${words.text}` }, health)
    : [];
  if (tells) throw refused(`${tells.message}.`);
  return {
    ...words,
    task,
    round: row.round,
    channel,
    name: intent.name,
    about: about.slice(about.indexOf('/') + 1),
  };
}

function wordsOf(
  channel: MessageChannel,
  before: Pick<ParkedIntent, 'subject' | 'text'>,
  given: NewWords,
): EditedWords {
  const withSubject = channel !== 'text';
  if (!withSubject && given.subject !== undefined) throw refused('a text message has no subject.');
  const longest = channel === 'text' ? LONGEST_SMS : LONGEST_MESSAGE;
  const { subject, text } = asWritten(channel, {
    subject: withSubject ? (given.subject ?? before.subject ?? '') : null,
    text: checkText(given.text ?? before.text ?? '', 'message', longest),
  });
  if (text === '' || subject === '') throw refused('a message needs words, and a subject where it has one.');
  if (/\{\{|\{%/.test(`${subject} ${text}`))
    throw refused('the words go out as they stand: write the value itself instead of {{ its name }}.');
  if (channel === 'email' && pretendsToAnswer(given.subject ?? ''))
    throw refused(`the subject "${subject}" pretends to answer an email.`);
  return { subject: subject ?? null, text };
}

function refused(says: string): ClientError {
  return new ClientError('FT-CLI-PARKED', says);
}
