import { ShapeError } from '../../domain/verify/reading/shape.ts';
import type { Unreadable } from '../../domain/verify/answers.ts';
import { basic, openApi } from '../api.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { type AcuityAppointment, readAppointment } from './appointment.ts';
import type { AcuitySettings } from './settings.ts';

const ACUITY = 'https://acuityscheduling.com/api/v1';
/** In milliseconds. A look-up stands between a contact that is due and its gate. */
const LIMIT = 8_000;

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
  const { api = ACUITY, user, key, timeouts } = settings;
  const account = { over: 'acuity', base: api, authorization: basic(user, key) } as const;
  try {
    return await openApi(account, timeouts?.total ?? LIMIT).get(path, query);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { status } = error.signal;
    if (status === 404 && path !== '/appointments') return null;
    throw new AcuityUnreadable(whyNot(status));
  }
}

function whyNot(status: number | null): Unreadable {
  if (status === null || status >= 500 || status === 429) return 'unreachable';
  return status === 200 ? 'answer-not-understood' : 'refused';
}

function understood(value: unknown): AcuityAppointment {
  try {
    return readAppointment(value);
  } catch (error) {
    throw error instanceof ShapeError ? new AcuityUnreadable('answer-not-understood') : error;
  }
}
