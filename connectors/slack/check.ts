import type { Finding } from '../check/finding.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { slackCaller } from './api.ts';
import type { SlackSettings } from './settings.ts';

type Found = Omit<Finding, 'connector'>;

/** What the bot must be allowed to do, and what for. */
const SCOPES = {
  'chat:write': 'write messages',
  'im:write': 'write to one person',
  'mpim:write': 'write to several people at once',
  'users:read': 'know who clicked',
  'users:read.email': 'know people by their mailbox',
};

/** Looks at the token, its rights, the workspace and the conversations. Contacts nobody. */
export async function checkSlack(settings: SlackSettings): Promise<Finding[]> {
  const found: Found[] = [];
  try {
    const call = slackCaller(settings);
    const login = await call('auth.test', {}, 'recipient');
    found.push({ state: 'works', what: `The token is taken, in the workspace ${String(login['team'])}.` });
    found.push(...teamOf(settings, login), ...scopesOf(login));
    for (const [role, channel] of Object.entries(settings.roles))
      found.push(
        await conversation(() => call('conversations.info', { channel }, 'recipient'), role, channel),
      );
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    found.push(meaning(error));
  }
  return found.map((each) => ({ connector: 'slack', ...each }));
}

function teamOf({ team }: SlackSettings, { team_id: its }: Record<string, unknown>): Found[] {
  if (its === team) return [];
  const what = `The token is of the workspace ${String(its)}, not of ${team}: nobody could decide by a click.`;
  return [
    { state: 'broken', what, fix: `Write "team: ${String(its)}", or use the token of the other workspace.` },
  ];
}

function scopesOf({ response_metadata: metadata }: Record<string, unknown>): Found[] {
  const { scopes } = (metadata ?? {}) as { scopes?: string[] };
  if (!scopes) return [{ state: 'unknown', what: 'Slack does not say what the token may do.' }];
  return Object.entries(SCOPES)
    .filter(([scope]) => !scopes.includes(scope))
    .map(([scope, what]) => ({
      state: 'missing',
      what: `The bot may not ${what}.`,
      fix: `Add the scope ${scope} to the app and install it again.`,
    }));
}

async function conversation(
  look: () => Promise<Record<string, unknown>>,
  role: string,
  channel: string,
): Promise<Found> {
  const what = `The conversation ${channel} of ${role}`;
  try {
    const { channel: its } = await look();
    const { is_member: member, is_archived: archived } = (its ?? {}) as Record<string, unknown>;
    if (archived === true) return { state: 'broken', what: `${what} is archived.`, fix: 'Name another one.' };
    if (member === true) return { state: 'works', what: `${what} is there.` };
    return { state: 'missing', what: `${what} does not have the bot.`, fix: 'Invite it there.' };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    if (error.signal.code === 'missing_scope')
      return { state: 'unknown', what: `${what} cannot be looked at.` };
    return {
      state: 'broken',
      what: `${what} is not found.`,
      fix: 'Correct its id, or invite the bot there.',
    };
  }
}

function meaning({ verdict, detail }: ConnectorError): Found {
  if (verdict.reason === 'login-refused')
    return {
      state: 'broken',
      what: 'The token is refused.',
      fix: 'Install the app again and renew the token.',
    };
  return { state: 'unknown', what: `Slack did not answer: ${detail}`, fix: 'Try again in some minutes.' };
}
