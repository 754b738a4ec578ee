import { readFileSync } from 'node:fs';
import { type AnySchema, Ajv, type ValidateFunction } from 'ajv';
import { type Asked, type Double, double, type Said } from '../double.ts';
import { Limits } from './limits.ts';
import { Triggers } from './triggers.ts';

interface Schema {
  /** The fields of each method's form as Slack has described them, and what its answer always has. */
  methods: Record<string, { fields: AnySchema; answers: string[] }>;
  blocks: AnySchema;
  view: AnySchema;
}

const { methods, blocks, view } = JSON.parse(
  readFileSync(new URL('./schema.json', import.meta.url), 'utf8'),
) as Schema;
const ajv = new Ajv({ strict: false });
const FIELDS = new Map<string, ValidateFunction>(
  Object.entries(methods).map(([name, { fields }]) => [name, ajv.compile(fields)]),
);
const BLOCKS = ajv.compile(blocks);
const VIEW = ajv.compile(view);

export interface SlackMessage {
  channel: string;
  ts: string;
  text: string;
  blocks: { type: string; text?: { text: string }; elements?: { action_id: string; value: string }[] }[];
  clientMsgId: string | null;
  edited: number;
  at: number;
}

export interface SlackDouble extends Double {
  token: string;
  team: string;
  /** What the bot may do, as Slack says with every answer. */
  scopes: string[];
  users: { id: string; email: string }[];
  /** Conversations in which the bot is. */
  channels: Set<string>;
  archived: Set<string>;
  messages: SlackMessage[];
  whispers: { channel: string; user: string; text: string }[];
  forms: { trigger: string; view: { private_metadata: string; blocks: unknown[] } }[];
  /** Whether Slack knows a message again by its id: it says so hardly anywhere. */
  knowsAgain: boolean;
  /** Its own, for tests that have a time of their own. */
  clock: () => number;
  /** How often it lets itself be called. */
  limits: Limits;
  /** What comes with clicks. */
  triggers: Triggers;
  /** The conversation of these users with the bot. */
  withUsers(...users: string[]): string;
}

/** Slack's Web API: answers 200 with `ok` and a code, refuses what it does not know, and 429 what comes too often. */
export async function slackDouble(): Promise<SlackDouble> {
  const server = await double((asked) => take(asked));
  let stamp = 0;
  const self: SlackDouble = Object.assign(server, {
    token: 'xoxb-example',
    team: 'T012TEAM',
    scopes: ['chat:write', 'im:write', 'mpim:write', 'users:read', 'users:read.email', 'channels:read'],
    users: [],
    channels: new Set<string>(),
    archived: new Set<string>(),
    messages: [],
    whispers: [],
    forms: [],
    knowsAgain: true,
    clock: Date.now,
    limits: new Limits(() => self.clock()),
    triggers: new Triggers(() => self.clock()),
    withUsers: (...users: string[]) =>
      `D${users
        .toSorted()
        .join('')
        .replaceAll(/[^A-Z0-9]/g, '')}`,
  });

  function take({ method, path, headers, body }: Asked): Said {
    const name = path.replace(/^\/api\//, '');
    const check = FIELDS.get(name);
    if (method !== 'POST' || !check) return refused('unknown_method');
    if (headers.authorization === undefined) return refused('not_authed');
    if (headers.authorization !== `Bearer ${self.token}`) return refused('invalid_auth');
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return refused('invalid_post_type');
    const fields = Object.fromEntries(new URLSearchParams(body)) as Record<string, string>;
    if (!check(fields)) return refused('invalid_arguments', ajv.errorsText(check.errors));
    const wait = self.limits.take(name, fields['channel'] ?? '');
    if (wait !== null)
      return { ...refused('ratelimited'), status: 429, headers: { 'retry-after': String(wait) } };
    const said = answer(name, fields);
    const missing = methods[name]!.answers.filter((key) => said['ok'] === true && !(key in said));
    if (missing.length > 0) throw new Error(`the double of Slack forgets ${missing.join(', ')} in ${name}`);
    return { status: 200, body: said, headers: { 'x-oauth-scopes': self.scopes.join(', ') } };
  }

  function answer(name: string, fields: Record<string, string>): Record<string, unknown> {
    const { channel = '', text = '', user = '' } = fields;
    switch (name) {
      case 'auth.test':
        return {
          ok: true,
          url: self.url,
          team: 'Example',
          user: 'bot',
          team_id: self.team,
          user_id: 'U0BOT',
        };
      case 'conversations.info':
        if (!self.channels.has(channel)) return { ok: false, error: 'channel_not_found' };
        return {
          ok: true,
          channel: { id: channel, is_member: true, is_archived: self.archived.has(channel) },
        };
      case 'users.lookupByEmail': {
        const found = self.users.find(({ email }) => email === fields['email']);
        return found ? { ok: true, user: { id: found.id } } : { ok: false, error: 'users_not_found' };
      }
      case 'users.info': {
        const found = self.users.find(({ id }) => id === user);
        if (!found) return { ok: false, error: 'user_not_found' };
        return { ok: true, user: { id: found.id, profile: { email: found.email } } };
      }
      case 'conversations.open': {
        const users = (fields['users'] ?? '').split(',');
        if (users.some((each) => !self.users.some(({ id }) => id === each)))
          return { ok: false, error: 'user_not_found' };
        if (users.length > 8) return { ok: false, error: 'too_many_users' };
        const id = self.withUsers(...users);
        self.channels.add(id);
        return { ok: true, channel: { id } };
      }
      case 'chat.postMessage': {
        const wrong = cannotWrite(channel, text, fields['blocks']);
        if (wrong) return wrong;
        const { client_msg_id: clientMsgId = null } = fields;
        const before = self.messages.find((each) => self.knowsAgain && each.clientMsgId === clientMsgId);
        if (before) return { ok: true, channel, ts: before.ts, message: {} };
        stamp += 1;
        const ts = `1700000000.${String(stamp).padStart(6, '0')}`;
        const shown = blocksOf(fields['blocks']);
        self.messages.push({ channel, ts, text, blocks: shown, clientMsgId, edited: 0, at: Date.now() });
        return { ok: true, channel, ts, message: { type: 'message', text } };
      }
      case 'chat.update': {
        const wrong = cannotWrite(channel, text, fields['blocks']);
        if (wrong) return wrong;
        const found = self.messages.find((each) => each.channel === channel && each.ts === fields['ts']);
        if (!found) return { ok: false, error: 'message_not_found' };
        Object.assign(found, { text, blocks: blocksOf(fields['blocks']), edited: found.edited + 1 });
        return { ok: true, channel, ts: found.ts, text, message: {} };
      }
      case 'chat.postEphemeral':
        if (!self.channels.has(channel)) return { ok: false, error: 'channel_not_found' };
        if (!self.users.some(({ id }) => id === user)) return { ok: false, error: 'user_not_in_channel' };
        self.whispers.push({ channel, user, text });
        return { ok: true, message_ts: '1' };
      default: {
        const { trigger_id: trigger = '', view: given = '' } = fields;
        const parsed = JSON.parse(given) as SlackDouble['forms'][number]['view'];
        if (!VIEW(parsed))
          return { ok: false, error: 'invalid_arguments', detail: ajv.errorsText(VIEW.errors) };
        const opensNothing = self.triggers.use(trigger);
        if (opensNothing !== null) return { ok: false, error: opensNothing };
        self.forms.push({ trigger, view: parsed });
        return { ok: true };
      }
    }
  }

  function cannotWrite(channel: string, text: string, given: string | undefined) {
    if (self.archived.has(channel)) return { ok: false, error: 'is_archived' };
    if (!self.channels.has(channel)) return { ok: false, error: 'channel_not_found' };
    if (text === '') return { ok: false, error: 'no_text' };
    if (text.length > 40_000) return { ok: false, error: 'msg_too_long' };
    if (given !== undefined && !BLOCKS(JSON.parse(given)))
      return { ok: false, error: 'invalid_blocks', detail: ajv.errorsText(BLOCKS.errors) };
    return null;
  }
  return self;
}

function blocksOf(given: string | undefined): SlackMessage['blocks'] {
  return given === undefined ? [] : (JSON.parse(given) as SlackMessage['blocks']);
}

function refused(error: string, detail = ''): Said {
  return { status: 200, body: { ok: false, error, detail } };
}
