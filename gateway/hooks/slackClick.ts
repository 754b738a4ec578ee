import { createHash } from 'node:crypto';
import { ClientError, type Followthrough, standOf } from '../../client/index.ts';
import { findCommand } from '../../ledger/commands.ts';
import { GatewayError } from '../errors.ts';
import { type Click, keptOf } from './slackPayload.ts';

/** What is done in Slack while somebody waits there. */
export interface SlackDesk {
  /** One of our people, by their user id in our workspace; null: nobody. */
  personOf(user: string): Promise<{ id: string; name: string } | null>;
  /** Only this user sees it. */
  whisper(given: { channel: string; user: string; text: string }): Promise<void>;
  /** False: no form is open, and another click is needed. */
  askWhy(given: { trigger: string; title: string; option: string; kept: string }): Promise<boolean>;
}

/** What a click came to: a word for the record, what the clicker is told, and whether the form shows what is missing. */
export interface Outcome {
  cameTo: string;
  says: string | null;
  missing?: string;
  person: string | null;
}

/** Slack waits three seconds for an answer; the case may hear of the decision later than that. */
const WAIT_MS = 1_000;

/** Somebody has clicked: decides in their name if it is theirs to decide, the first answer wins, and says what came of it. */
export async function decideByClick(
  click: Click,
  { client, desk, team }: { client: Followthrough; desk: SlackDesk; team: string },
): Promise<Outcome> {
  const { clicked, user } = click;
  const person = click.team === team ? await reached(desk.personOf(user)) : null;
  if (!person)
    return said(
      'stranger',
      null,
      'You are none of the people who decide here, so nothing was done. Whoever looks after the staff can add you with your id of Slack.',
    );
  const standing = await client.readDecision(clicked.task, person.id);
  switch (standing.state) {
    case 'answered': {
      // By this very click, which comes again while the first one is at work.
      if (await findCommand(client.ledger, commandOf(click))) return decided(client, click, person.id);
      const who = standing.own ? 'You have' : `${standing.by} has`;
      return said(
        'answered-before',
        person.id,
        `${who} answered this already: ${standing.option}. The first answer counts.`,
      );
    }
    case 'overtaken':
      return said(
        'overtaken',
        person.id,
        'This is no longer asked: something has come in between. Nothing was done.',
      );
    case 'not-theirs':
      return said(
        'not-theirs',
        person.id,
        'This is not yours to decide: you do not answer for the role now. Nothing was done.',
      );
    case 'open':
      break;
  }
  const { notice } = standing;
  if (standOf(notice) !== clicked.stand)
    return said(
      'stale',
      person.id,
      'The case has changed since this was written, so nothing was done. The message is being brought up to date: look again, and answer there.',
    );
  const option = notice.options.find((each) => each.option === clicked.option);
  if (!option) return said('no-option', person.id, 'This is none of the answers any more. Nothing was done.');
  if (option.reason && click.reason === null) {
    const form = { title: notice.task.title, option: clicked.option, kept: keptOf(click) };
    if (await reached(desk.askWhy({ trigger: click.trigger, ...form })))
      return { cameTo: 'asked-why', says: null, person: person.id };
    return said(
      'no-form',
      person.id,
      'The form for your reason could not be opened in time, so nothing was done. Please press the button again.',
    );
  }
  return decided(client, click, person.id);
}

/** Without Slack's word nobody knows who clicked: they see that it did not work, and click again. */
async function reached<T>(asking: Promise<T>): Promise<T> {
  return asking.catch(() => {
    throw new GatewayError('FT-HTTP-VENDOR', 503, 'Slack does not say who that is, or shows no form.', 5);
  });
}

async function decided(client: Followthrough, click: Click, person: string): Promise<Outcome> {
  const { clicked, reason } = click;
  try {
    const asked = await client.decide(clicked.task, clicked.option, {
      by: person,
      id: commandOf(click),
      wait: WAIT_MS,
      ...(reason ? { reason } : {}),
    });
    const later = asked.delivered ? '' : ' The case is told as soon as it can be reached.';
    return said('decided', person, `Your answer is on record: ${clicked.option}.${later}`);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const sentence = error.message.replace(/^FT-[A-Z0-9-]+: /, '');
    const missing = error.code === 'FT-CLI-REASON' ? { missing: 'Please say why.' } : {};
    return { ...said('refused', person, `Nothing was done: ${sentence}`), ...missing };
  }
}

/** The same click again is the same command, however often it comes. */
function commandOf({ id }: Click): string {
  return createHash('sha256').update(`slack\0${id}`).digest('hex');
}

function said(cameTo: string, person: string | null, says: string): Outcome {
  return { cameTo, person, says };
}
