import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from '../../ledger/connect.ts';
import { type KeptTokens, keepTokens, renewingAlone, tokensOf } from '../../ledger/tokens/tokens.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { exchange } from '../http.ts';
import { retryAfter } from '../webhook/retryAfter.ts';
import { seal, unseal } from './seal.ts';
import type { KeapSettings } from './settings.ts';

interface Tokens {
  access: string;
  refresh: string;
  /** Epoch milliseconds. */
  until: number;
}

/** In milliseconds. */
const RENEW_BEFORE = 5 * 60_000;
const LOOK_AGAIN = 50;
const WAIT_AT_MOST = 12_000;
const KEEP_AGAIN = 300;
/** While these last nobody else renews. */
const KEEP_TRIES = 5;
const TIMEOUTS = { connect: 5_000, total: 8_000 };

type Source = (refused: string | null) => Promise<string>;
/** One for each account and ledger of a process, so that all its ports know of a pair that is not kept yet. */
const sources = new WeakMap<Ledger, WeakMap<KeapSettings, Source>>();

/**
 * The access token of an account whose refresh tokens rotate: each renewal makes the one before useless at once. So only
 * one worker renews at a time, and a new pair is in the ledger before it is used. A pair that the ledger would not take
 * is held and written before anything else is done with it.
 */
export function keapTokens(ledger: Ledger, settings: KeapSettings): Source {
  const ofLedger = sources.get(ledger) ?? new WeakMap<KeapSettings, Source>();
  sources.set(ledger, ofLedger);
  const known = ofLedger.get(settings) ?? sourceOf(ledger, settings);
  ofLedger.set(settings, known);
  return known;
}

function sourceOf(ledger: Ledger, settings: KeapSettings): Source {
  const { login } = settings;
  if ('token' in login) return async () => login.token;
  const { clientId, clientSecret, refreshToken } = login;
  const begunWith = createHash('sha256').update(refreshToken).digest('hex');
  let unkept: KeptTokens | null = null;

  const keep = async (tokens: KeptTokens, tries = 1): Promise<void> => {
    unkept = tokens;
    try {
      await keepTokens(ledger, 'keap', begunWith, tokens, Date.now());
      unkept = null;
    } catch (error) {
      if (tries >= KEEP_TRIES) throw error;
      await sleep(KEEP_AGAIN * tries);
      await keep(tokens, tries + 1);
    }
  };
  const newest = async (): Promise<{ generation: number; tokens: Tokens | null }> => {
    if (unkept) await keep(unkept);
    const kept = await tokensOf(ledger, 'keap', begunWith);
    if (!kept) return { generation: 0, tokens: null };
    const opened = unseal(clientSecret, kept.sealed);
    // Sealed with another client secret: the refresh token inside was of that client.
    if (opened === null) return { generation: kept.generation, tokens: null };
    return { generation: kept.generation, tokens: JSON.parse(opened) as Tokens };
  };
  const renew = async (refused: string | null): Promise<string> => {
    const { generation, tokens } = await newest();
    if (tokens && serves(tokens, refused)) return tokens.access;
    const fresh = await renewed(
      settings.tokenUrl,
      { clientId, clientSecret },
      tokens?.refresh ?? refreshToken,
    );
    await keep({ generation: generation + 1, sealed: seal(clientSecret, JSON.stringify(fresh)) });
    return fresh.access;
  };

  return async (refused) => {
    const giveUp = Date.now() + WAIT_AT_MOST;
    for (;;) {
      const { tokens } = await newest();
      if (tokens && serves(tokens, refused)) return tokens.access;
      const mine = await renewingAlone(ledger, 'keap', () => renew(refused));
      if (mine) return mine.done;
      if (Date.now() > giveUp)
        throw new ConnectorError(
          { over: 'keap', status: null, stage: 'connect' },
          'the login is being renewed',
        );
      await sleep(LOOK_AGAIN);
    }
  };
}

function serves({ access, until }: Tokens, refused: string | null): boolean {
  return access !== refused && until - RENEW_BEFORE > Date.now();
}

async function renewed(
  url: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
  refresh: string,
): Promise<Tokens> {
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refresh });
  const answer = await exchange(new URL(url), {
    method: 'POST',
    headers: {
      accept: 'application/json',
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(form.toString()),
    timeouts: TIMEOUTS,
  }).catch((error: unknown) => {
    if (!(error instanceof ConnectorError)) throw error;
    // Nothing of the work itself has been asked for yet.
    throw new ConnectorError({ ...error.signal, over: 'keap', stage: 'login' }, error.detail);
  });
  const { access_token: access, refresh_token: next, expires_in: seconds } = fieldsOf(answer.body);
  if (answer.status === 200 && typeof access === 'string' && typeof next === 'string')
    return { access, refresh: next, until: Date.now() + (Number(seconds) || 3_600) * 1_000 };
  const wait = retryAfter(answer.headers['retry-after'], Date.now());
  // A token may stand in such an answer, so its words are not kept.
  const detail = `the login could not be renewed: HTTP ${answer.status}`;
  throw new ConnectorError({ over: 'keap', status: answer.status, stage: 'login' }, detail, wait);
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
