import { randomUUID } from 'node:crypto';
import type { HappyfoxSettings } from '../../../connectors/happyfox/settings.ts';
import type { Delivery, OutgoingMessage } from '../../../connectors/ports.ts';
import type { ZendeskSettings } from '../../../connectors/zendesk/settings.ts';
import { HAPPYFOX_LOGIN } from '../../doubles/happyfox/happyfox.ts';
import { AGENT } from '../../doubles/zendesk/zendesk.ts';

export function zendeskSettings(url: string): ZendeskSettings {
  return { api: `${url}/api/v2`, ...AGENT, sources: ['test'], group: 77 };
}

export function happyfoxSettings(url: string): HappyfoxSettings {
  const handOver = { category: 4, name: 'Example Team', email: 'team@example.com', assignee: 6 };
  const statuses = { resolved: 'solved', open: 'In Progress' };
  return {
    api: `${url}/api/1.1/json`,
    ...HAPPYFOX_LOGIN,
    staff: 3,
    ...statuses,
    sources: ['test'],
    handOver,
  };
}

/** A follow-up inside the ticket. */
export function aReply(caseId: string, text: string, id = randomUUID()): Delivery {
  const item: OutgoingMessage = {
    verb: 'send',
    id,
    name: 'follow-up-1',
    at: Date.now(),
    channel: 'email',
    to: 'pat@example.com',
    toName: null,
    subject: 'An example of an issue',
    text,
    html: null,
    thread: [],
    case: { id: caseId, procedure: 'small', source: 'test', occurrence: caseId.split(':').at(-1) ?? '' },
  };
  return { id, caseId, to: item.to, body: Buffer.from(JSON.stringify(item)) };
}
