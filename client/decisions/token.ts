import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../domain/program/program.ts';

/** What a link is for: one person answers one question, until a moment. Holds ids only. */
export interface Link {
  task: string;
  person: string;
  until: Instant;
}

/** Signed along, so that what is signed for another purpose is no link. */
const PURPOSE = 'followthrough/decide/1';

export function tokenOf({ task, person, until }: Link, secret: Buffer): string {
  const payload = Buffer.from(JSON.stringify([task, person, until])).toString('base64url');
  return `${payload}.${signed(payload, secret).toString('base64url')}`;
}

/** Null when it is none that was signed with this secret. Whether its time is over, the caller looks at. */
export function readToken(token: string, secret: Buffer): Link | null {
  const [payload = '', signature = '', ...more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = signed(payload, secret);
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const [task, person, until] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as [
    string,
    string,
    number,
  ];
  return { task, person, until };
}

function signed(payload: string, secret: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${PURPOSE}\0${payload}`).digest();
}
