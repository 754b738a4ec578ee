import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { ending } from '../../client/support/endings.ts';
import { until } from '../../client/support/until.ts';
import type { Stack } from './stack.ts';

/** Longer than anything here takes on two busy cores. */
export const PATIENCE = 60_000;

export const caseOf = (id: string): string => `/v1/cases/${encodeURIComponent(id)}`;

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into, not typed
export async function get(at: Stack, path: string, key?: string): Promise<any> {
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  return (await fetch(at.url + path, { headers })).json();
}

export function post(at: Stack, path: string, key: string, body: object): Promise<Response> {
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  return fetch(at.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

export async function open(at: Stack, key: string): Promise<string> {
  const answer = await post(at, '/v1/cases', key, ending());
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { id: string }).id;
}

export async function decisionOf(at: Stack, key: string, id: string): Promise<string> {
  const path = `/v1/tasks?kind=decision&case=${encodeURIComponent(id)}`;
  return until(async () => (await get(at, path, key)).items[0]?.id as string | undefined, PATIENCE);
}

/** A reply as the portal posts it, signed by Standard Webhooks. */
export async function reply(at: Stack, caseId: string, secret: string): Promise<number> {
  const [id, now] = [`reply-${caseId}`, new Date()];
  const body = JSON.stringify({
    type: 'reply',
    timestamp: now.toISOString(),
    data: { caseId, text: 'Please wait.' },
  });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  return (await fetch(`${at.url}/hooks/generic/portal`, { method: 'POST', headers, body })).status;
}
