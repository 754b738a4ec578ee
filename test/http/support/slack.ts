import { sweepDecisions } from '../../../client/index.ts';
import { sandboxConfig } from '../../../connectors/config/config.ts';
import type { SlackSettings } from '../../../connectors/slack/settings.ts';
import { slackTalk } from '../../../connectors/slack/talk.ts';
import { slackHooks } from '../../../gateway/hooks/slack.ts';
import { slackChat } from '../../../worker/chat.ts';
import { letterPost } from '../../../worker/decisions.ts';
import { ending, openTaskOf, SOURCE, withStaff } from '../../client/support/endings.ts';
import { openStage, type Stage } from '../../client/support/stage.ts';
import { until } from '../../client/support/until.ts';
import { clickBody, type OnCard, signedBySlack } from '../../doubles/slack/calls.ts';
import { type SlackDouble, slackDouble, type SlackMessage } from '../../doubles/slack/slack.ts';
import { type Folder, proceduresOfToday } from '../../faults/support/folder.ts';
import { callable, type Caller } from './gateway.ts';

/** Signing secrets while one is being replaced by the other. */
export const [NEW, OLD] = ['the new signing secret', 'the old signing secret'];
export const TEAM = 'T012TEAM';

export let stage: Stage;
export let slack: SlackDouble;
export let gateway: Caller;
/** What Slack's clock shows; it stands still unless a test moves it. */
let slackTime = Date.now();
/** The case at hand, which asks a manager. */
export let caseId: string;
let folder: Folder;
let settings: SlackSettings;

/** A real engine with staff, a Slack, and a gateway that Slack calls. */
export async function setUp(): Promise<void> {
  slack = await slackDouble();
  slack.clock = () => slackTime;
  slack.users.push(
    { id: 'U01MORGAN', email: 'morgan@example.com' },
    { id: 'U01SAM', email: 'sam@example.com' },
    { id: 'U01STRANGER', email: 'stranger@example.com' },
    { id: 'U01KIM', email: 'somewhere.else@example.com' },
  );
  settings = {
    token: slack.token,
    signingSecrets: [NEW, OLD],
    team: TEAM,
    roles: {},
    api: `${slack.url}/api/`,
    timeouts: { connect: 1_000, total: 1_000 },
  };
  folder = await proceduresOfToday(SOURCE);
  stage = await openStage({ proceduresDir: folder.path });
  await stage.startWorker();
  await withStaff(stage.client);
  await stage.client.changePerson('kim', { slack: 'U01KIM', by: 'morgan' });
  const desk = slackTalk(settings, stage.client.ledger);
  const hooks = slackHooks({ signingSecrets: [NEW, OLD], team: TEAM, desk }, stage.client);
  gateway = await callable(stage, { hooks });
}

export async function tearDown(): Promise<void> {
  await gateway?.close();
  await stage?.close();
  await folder?.remove();
  await slack?.close();
}

/** A case, opened over HTTP, that asks; those of other tests ask nobody any more. */
export async function askAnew(): Promise<void> {
  slack.messages.length = 0;
  slack.whispers.length = 0;
  slack.forms.length = 0;
  slack.knowsAgain = true;
  slack.limits.reset();
  await stage.client.ledger.updateTable('tasks').set({ noticed: 99 }).execute();
  await stage.client.ledger.deleteFrom('slack_turns').execute();
  const opened = await gateway.post('/v1/cases', ending());
  if (opened.status !== 201) throw new Error(`the case was not opened: ${opened.text}`);
  caseId = String(opened.body['id']);
  await openTaskOf(stage.client, caseId, 'decision');
}

export function sweep(now = Date.now, roles: Record<string, string> = {}) {
  const config = sandboxConfig();
  config.routes.tell = { by: 'slack', settings: { ...settings, roles } };
  const { ledger } = stage.client;
  const [chat, post] = [slackChat(config, ledger), letterPost(sandboxConfig(), ledger)];
  return sweepDecisions({ ledger, chat, post, base: gateway.url, now });
}

/** The card about the case at hand that went to one of the managers. */
export async function card(to = 'U01MORGAN'): Promise<SlackMessage> {
  return until(async () => {
    const mine = slack.messages.filter(({ blocks }) => JSON.stringify(blocks).includes(caseId));
    return mine.find(({ channel }) => channel === slack.withUsers(to));
  });
}

export function buttonsOf({ blocks }: SlackMessage): { value: string }[] {
  return blocks.flatMap(({ elements = [] }) => elements);
}

export function wordsOf({ blocks }: SlackMessage): string {
  return blocks.map(({ text }) => text?.text ?? '').join('\n');
}

export async function on(
  message: SlackMessage,
  option: string,
  given: Partial<OnCard> = {},
): Promise<OnCard> {
  const value = buttonsOf(message).find((each) => each.value.endsWith(`|${option}`))?.value ?? 'none';
  const trigger = slack.triggers.click();
  return { channel: message.channel, ts: message.ts, value, user: 'U01MORGAN', trigger, ...given };
}

/** Slack's clock goes on by so many milliseconds. */
export function slackWaits(milliseconds: number): void {
  slackTime += milliseconds;
}

export function click(given: OnCard, signed: Parameters<typeof signedBySlack>[2] = {}, secret = NEW) {
  return gateway.send('/hooks/slack/interactivity', {
    method: 'POST',
    ...signedBySlack(clickBody(given), secret, signed),
  });
}

export const approvals = () =>
  stage.client.ledger.selectFrom('approvals').selectAll().where('case_id', '=', caseId).execute();
export const doneOf = () => stage.client.tasks({ caseId, state: 'done' });
/** What somebody was told privately. */
export const told = (says: string) =>
  until(async () => slack.whispers.find(({ text }) => text.includes(says)));
export const letters = async () =>
  (await stage.client.outbox({ caseId })).filter(({ channel }) => channel === 'email');
