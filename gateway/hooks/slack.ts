import type { Followthrough } from '../../client/index.ts';
import { keepSlackCall, knowsSlackCall } from '../../ledger/slack/calls.ts';
import { cardShows, keepCard } from '../../ledger/slack/cards.ts';
import { findTaskById } from '../../ledger/tasks.ts';
import { readForm, valueOf } from './form.ts';
import type { Answer, Delivered, Hook } from './hooks.ts';
import { type Click, clickIn, fieldsOf, parsed, textOf } from './slackPayload.ts';
import { decideByClick, type Outcome, type SlackDesk } from './slackClick.ts';
import { checkSlackSignature } from './slackSigned.ts';

export type { SlackDesk } from './slackClick.ts';

export interface SlackHooks {
  signingSecrets: readonly string[];
  /** The workspace whose people may decide. */
  team: string;
  desk: SlackDesk;
}

const OK: Answer = { status: 200 };

/** The addresses that Slack calls: what is done with buttons and forms, and what happens in conversations. */
export function slackHooks(settings: SlackHooks, client: Followthrough): Hook[] {
  const signed = (path: string, take: (delivered: Delivered) => Promise<Answer>): Hook => ({
    method: 'POST',
    path: `/slack${path}`,
    take: async (delivered) => {
      checkSlackSignature(delivered, settings.signingSecrets);
      return take(delivered);
    },
  });
  return [
    signed('/interactivity', async ({ body, receivedAt }) => {
      const click = clickIn(valueOf(readForm(body), 'payload'));
      return click ? clickedOn(settings, client, click, receivedAt) : OK;
    }),
    signed('/events', async ({ body, receivedAt }) => happened(settings, client, body, receivedAt)),
  ];
}

async function clickedOn(
  settings: SlackHooks,
  client: Followthrough,
  click: Click,
  at: number,
): Promise<Answer> {
  const { ledger } = client;
  const { desk, team } = settings;
  if (await knowsSlackCall(ledger, click.id)) return OK;
  const outcome = await decideByClick(click, { client, desk, team });
  if (outcome.missing !== undefined && click.reason !== null) return formSays(outcome.missing);
  const task = (await findTaskById(ledger, click.clicked.task)) ? click.clicked.task : null;
  await lookAfterCard(client, click, task, outcome, at);
  const { person, cameTo } = outcome;
  const kept = { id: click.id, at, team: click.team, slackUser: click.user, person, task, cameTo };
  const first = await keepSlackCall(ledger, kept);
  // The answer to Slack does not wait for a word that only explains it.
  if (first && outcome.says !== null && click.channel !== null)
    desk.whisper({ channel: click.channel, user: click.user, text: outcome.says }).catch(() => undefined);
  return OK;
}

/** A card that nobody knew of (its sender died) is known from now on; one whose words are old is written anew. */
async function lookAfterCard(
  { ledger }: Followthrough,
  { channel, ts }: Click,
  task: string | null,
  { cameTo }: Outcome,
  at: number,
): Promise<void> {
  if (channel === null || ts === null || task === null) return;
  await keepCard(ledger, { channel, ts, task, at });
  if (cameTo === 'stale') await cardShows(ledger, { channel, ts }, 'stale');
}

function formSays(missing: string): Answer {
  const body = JSON.stringify({ response_action: 'errors', errors: { reason: missing } });
  return { status: 200, type: 'application/json; charset=utf-8', body };
}

const NOT_READ =
  'Nobody reads what is written here. Please answer with the buttons of a question, or reach the case by the work list.';

/** Words in a conversation with us decide nothing; whoever wrote them is told so, once. */
async function happened(
  { desk, team }: SlackHooks,
  client: Followthrough,
  body: Buffer,
  at: number,
): Promise<Answer> {
  const call = fieldsOf(parsed(body.toString('utf8')));
  if (call['type'] === 'url_verification') return { status: 200, body: textOf(call['challenge']) };
  const event = fieldsOf(call['event']);
  const [id, user, channel] = [textOf(call['event_id']), textOf(event['user']), textOf(event['channel'])];
  const toUs = event['type'] === 'message' && event['channel_type'] === 'im';
  // Our own words come back as events too, and edits and joins have a subtype.
  const written = toUs && event['bot_id'] === undefined && event['subtype'] === undefined;
  if (id === '' || user === '' || !written) return OK;
  const kept = { id: `event:${id}`, at, team: textOf(call['team_id']) || team, slackUser: user };
  const first = await keepSlackCall(client.ledger, { ...kept, person: null, task: null, cameTo: 'not-read' });
  if (first) desk.whisper({ channel, user, text: NOT_READ }).catch(() => undefined);
  return OK;
}
