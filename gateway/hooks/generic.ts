import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { Webhook } from 'standardwebhooks';
import { ClientError, type Followthrough, type Judge, parseCaseId } from '../../client/index.ts';
import { GatewayError } from '../errors.ts';
import { BODY_LIMIT } from '../limits/bodies.ts';
import { checkJson, checkTexts, cleaned } from '../limits/json.ts';
import { LARGEST_MAIL_HOOK } from '../limits/mails.ts';
import type { Answer, Delivered, Hook } from './hooks.ts';
import { verified } from './standard.ts';

/** An outside system that sends signed webhooks. */
export interface HookSource {
  /** Its name, as cases have it as their source. */
  source: string;
  secrets: readonly string[];
}

const LINE = Type.String({ minLength: 1, maxLength: 320 });
const WORDS = Type.String({ maxLength: 100_000 });
const CASE = Type.String({ minLength: 1, maxLength: 200 });

/** What may be told, by `type` of the body. Fields that are not known are ignored. */
const TOLD = {
  reply: Type.Object({
    text: WORDS,
    caseId: Type.Optional(CASE),
    address: Type.Optional(LINE),
    channel: Type.Optional(LINE),
  }),
  text: Type.Object({
    text: WORDS,
    channel: LINE,
    caseId: Type.Optional(CASE),
    address: Type.Optional(LINE),
  }),
  mail: Type.Object({ base64: Type.String({ minLength: 4 }) }),
  condition: Type.Object({ caseId: CASE, condition: Type.String({ minLength: 1, maxLength: 60 }) }),
  event: Type.Object({
    procedure: LINE,
    event: Type.Record(Type.String(), Type.Unknown()),
    variant: Type.Optional(LINE),
    newRound: Type.Optional(Type.Boolean()),
  }),
};
type Kind = keyof typeof TOLD;

/** What was promised is done when the ledger has it; nobody waits longer to hear that the case knows. */
const WAIT_MS = 100;

interface Given {
  client: Followthrough;
  judge?: Judge | undefined;
  source: string;
  /** The webhook-id: the same event however often it comes (WHK-5). */
  eventId: string;
}

/** One address for each outside system: replies, conditions, events and mails, where the routes of /v1 take them. */
export function genericHooks(sources: readonly HookSource[], client: Followthrough, judge?: Judge): Hook[] {
  return sources.map(({ source, secrets }): Hook => {
    const keys = secrets.map((secret) => new Webhook(secret));
    return {
      method: 'POST',
      path: `/generic/${source}`,
      largest: LARGEST_MAIL_HOOK,
      async take(delivered: Delivered): Promise<Answer> {
        const eventId = verified(delivered, keys);
        const { type, data } = bodyOf(delivered.body);
        await TAKE[type]({ client, judge, source, eventId }, data as never);
        return { status: 204 };
      },
    };
  });
}

const TAKE: { [K in Kind]: (given: Given, data: Static<(typeof TOLD)[K]>) => Promise<unknown> } = {
  async reply({ client, source, eventId }, { text, caseId, address, channel = 'portal' }) {
    const given = { text, channel, source, eventId, wait: WAIT_MS };
    if (caseId !== undefined)
      return client.reply(caseId, { ...given, ...(address === undefined ? {} : { address }) });
    if (address === undefined) throw wrong('a reply needs a caseId or an address.');
    return client.replyFrom({ ...given, address });
  },
  async text({ client, source, eventId }, { text, channel, caseId, address }) {
    const given = { text, source, eventId };
    if (channel === 'text') return client.receive({ ...given, channel, from: address ?? '' });
    if (channel === 'email') throw wrong('an email comes whole, as type mail.');
    const who = {
      ...(caseId === undefined ? {} : { caseId }),
      ...(address === undefined ? {} : { address }),
    };
    return client.receive({ ...given, channel, ...who });
  },
  async mail({ client, source, eventId }, { base64 }) {
    return client.receive({ channel: 'email', source, eventId, raw: Buffer.from(base64, 'base64') });
  },
  async condition({ client, source, eventId }, { caseId, condition }) {
    checkOwn(source, caseId);
    return client.conditionMet(caseId, { condition, source, eventId });
  },
  async event({ client, judge, source }, { procedure, event, variant, newRound }) {
    return client.receiveEvent({ procedure, event, variant, newRound, source, judge });
  },
};

/** What a person wrote may come by any system; what ends a case only by the one that has opened it. */
function checkOwn(source: string, caseId: string): void {
  if (parseCaseId(caseId).source !== source)
    throw new GatewayError('FT-HTTP-SCOPE', 403, `the hook speaks for cases of ${source} only.`);
}

function bodyOf(body: Buffer): { type: Kind; data: unknown } {
  const text = body.toString('utf8');
  const told = parsed(text);
  const { type, data: given } =
    typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
  const bySomebody = type === 'reply' || type === 'text';
  // What a person wrote is taken all the same: nobody would send it again.
  if (!bySomebody) checkTexts(text, told);
  const data = bySomebody ? cleaned(given) : given;
  if (typeof type !== 'string' || !Object.hasOwn(TOLD, type))
    throw wrong(`its type is none of ${Object.keys(TOLD).join(', ')}.`);
  // Only what people write comes large: with escapes, or with what is attached.
  if (!bySomebody && type !== 'mail' && body.length > BODY_LIMIT)
    throw new GatewayError(
      'FT-HTTP-LIMIT',
      413,
      `a webhook of type ${type} is longer than ${BODY_LIMIT} bytes.`,
    );
  const schema: TSchema = TOLD[type as Kind];
  const [problem] = Value.Errors(schema, data);
  if (problem) throw wrong(`data${problem.instancePath.replaceAll('/', '.')} ${problem.message}.`);
  return { type: type as Kind, data };
}

function parsed(text: string): unknown {
  checkJson(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw wrong('it is no JSON.');
    throw error;
  }
}

function wrong(why: string): ClientError {
  return new ClientError('FT-CLI-REQUEST', `the webhook cannot be taken: ${why}`);
}
