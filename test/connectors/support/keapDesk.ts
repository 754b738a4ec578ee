import { randomUUID } from 'node:crypto';
import type { KeapSettings } from '../../../connectors/keap/settings.ts';
import type { Delivery, OutgoingAct, OutgoingNote } from '../../../connectors/ports.ts';
import { CLIENT, type KeapDouble } from '../../doubles/keap/keap.ts';

/** An account whose refresh tokens rotate, as the double has it. */
export function keapSettings(keap: KeapDouble, more: Partial<KeapSettings> = {}): KeapSettings {
  return {
    api: keap.url,
    tokenUrl: `${keap.url}/token`,
    login: { ...CLIENT, refreshToken: keap.configured },
    user: '12',
    tags: {},
    plans: [],
    endedTag: null,
    ...more,
  };
}

const of = (caseId: string) => ({
  case: { id: caseId, procedure: 'small', source: 'test', occurrence: caseId.split(':').at(-1) ?? '' },
});

export function anAct(caseId: string, name: string, id = randomUUID()): Delivery {
  const item: OutgoingAct = { verb: 'act', id, name, at: Date.now(), facts: {}, ...of(caseId) };
  return { id, caseId, to: item.case.occurrence, body: Buffer.from(JSON.stringify(item)) };
}

export function aNote(caseId: string, more: Partial<OutgoingNote> = {}, id = randomUUID()): Delivery {
  const words = {
    to: null,
    kind: null,
    title: 'No Appointment Booked, first attempt',
    text: 'By text.',
    tags: [],
  };
  const item: OutgoingNote = {
    verb: 'note',
    id,
    name: 'first',
    at: Date.now(),
    ...words,
    ...of(caseId),
    ...more,
  };
  return { id, caseId, to: item.case.occurrence, body: Buffer.from(JSON.stringify(item)) };
}
