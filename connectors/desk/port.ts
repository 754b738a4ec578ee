import type { Ledger } from '../../ledger/connect.ts';
import { asJson, jsonBytes } from '../asJson.ts';
import type { Api } from '../api.ts';
import type { AnyItem, Change, Delivery, Port, Receipt } from '../ports.ts';
import { act } from './acts.ts';
import type { Desk, Written } from './desk.ts';
import { note } from './note.ts';
import { reply, saidBefore } from './reply.ts';
import { type Subject, subjectOf, ticketOf } from './subject.ts';

/**
 * Acts, notes and messages on the tickets of a desk. What an earlier try may have done is looked up first: a status by
 * itself, a note by our id in its text, a message by its words.
 * @param repeats false for messages: a customer must not read one twice, so a doubt is a person's
 */
export function ticketDesk(desk: Desk, ledger: Ledger, repeats: boolean): Port<AnyItem> {
  const ready = async (delivery: Delivery): Promise<Change> => {
    const item = itemOf(delivery);
    const about = await subjectOf(desk, ledger, delivery.caseId);
    const api = desk.open();
    const change = await changeOf(desk, api, about, item);
    return async () => ({ providerId: await change() });
  };
  const find = async (delivery: Delivery): Promise<Receipt | null> => {
    const item = itemOf(delivery);
    if (item.verb !== 'send') return null;
    const ticket = await ticketOf(desk, desk.open(), await subjectOf(desk, ledger, delivery.caseId));
    const before = saidBefore(ticket, item);
    return before && { providerId: before.id };
  };
  return {
    connector: desk.connector,
    repeatable: repeats,
    prepare: async (item) => jsonBytes(asJson(item)),
    deliver: async (delivery) => (await ready(delivery))(),
    ready,
    ...(repeats ? {} : { find }),
  };
}

function changeOf(desk: Desk, api: Api, about: Subject, item: AnyItem): Promise<Written> {
  switch (item.verb) {
    case 'act':
      return act(desk, api, about, item);
    case 'note':
      return note(desk, api, about, item);
    case 'send':
      return reply(desk, api, about, item);
  }
}

function itemOf({ id, body }: Delivery): AnyItem {
  return { ...(JSON.parse(body.toString('utf8')) as AnyItem), id };
}
