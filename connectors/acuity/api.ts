import { ShapeError } from '../../domain/verify/reading/shape.ts';
import type { Unreadable } from '../../domain/verify/answers.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { exchange, type Timeouts } from '../http.ts';
import { type AcuityAppointment, readAppointment } from './appointment.ts';
import type { AcuitySettings } from './settings.ts';

const ACUITY = 'https://acuityscheduling.com/api/v1';
/** In milliseconds. A look-up stands between a contact that is due and its gate. */
const TIMEOUTS: Timeouts = { connect: 3_000, total: 8_000 };
/** A hundred appointments without their forms. */
const ANSWER_LIMIT = 1024 * 1024;

/** What was asked could not be read. The code says why, and nothing about the person. */
export class AcuityUnreadable extends Error {
  override readonly name = 'AcuityUnreadable';
  readonly why: Unreadable;

  constructor(why: Unreadable) {
    super(`Acuity could not be read: ${why}`);
    this.why = why;
  }
}

/** Appointments of one client. @throws AcuityUnreadable */
export async function appointmentsOf(
  settings: AcuitySettings,
  query: Record<string, string>,
): Promise<AcuityAppointment[]> {
  const answer = await ask(settings, '/appointments', { ...query, excludeForms: 'true' });
  if (!Array.isArray(answer)) throw new AcuityUnreadable('answer-not-understood');
  return answer.map(understood);
}

/** One appointment as it stands; null: there is none. @throws AcuityUnreadable */
export async function appointmentWith(
  settings: AcuitySettings,
  id: string,
): Promise<AcuityAppointment | null> {
  const answer = await ask(settings, `/appointments/${encodeURIComponent(id)}`, {});
  return answer === null ? null : understood(answer);
}

/** Every type of appointment by its id; null: Acuity does not say. @throws AcuityUnreadable */
export async function appointmentTypes(settings: AcuitySettings): Promise<Map<number, string> | null> {
  const answer = await ask(settings, '/appointment-types', {});
  if (!Array.isArray(answer)) return null;
  const types = answer as { id?: unknown; name?: unknown }[];
  return new Map(types.map(({ id, name }) => [Number(id), String(name)]));
}

async function ask(settings: AcuitySettings, path: string, query: Record<string, string>): Promise<unknown> {
  const { api = ACUITY, user, key, timeouts = TIMEOUTS } = settings;
  const url = new URL(api.replace(/\/$/, '') + path);
  // Form encoding makes %2B of the plus that a number begins with; as it is, it would be a blank.
  url.search = new URLSearchParams(query).toString();
  const authorization = `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
  const headers = { authorization, accept: 'application/json' };
  const answer = await exchange(url, { method: 'GET', headers, timeouts, answerLimit: ANSWER_LIMIT }).catch(
    (error: unknown) => {
      throw error instanceof ConnectorError ? new AcuityUnreadable('unreachable') : error;
    },
  );
  const { status, body } = answer;
  if (status === 404 && path !== '/appointments') return null;
  if (status !== 200) throw new AcuityUnreadable(status >= 500 || status === 429 ? 'unreachable' : 'refused');
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new AcuityUnreadable('answer-not-understood');
  }
}

function understood(value: unknown): AcuityAppointment {
  try {
    return readAppointment(value);
  } catch (error) {
    throw error instanceof ShapeError ? new AcuityUnreadable('answer-not-understood') : error;
  }
}
