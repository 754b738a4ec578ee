import type { Api } from '../api.ts';
import type { OutgoingMessage } from '../ports.ts';

/** A ticket as it stands at this moment. */
export interface Ticket {
  id: string;
  state: 'open' | 'resolved' | 'final';
  /** The customer has the last public word. */
  answered: boolean;
  /** What was written on it, newest first. */
  writings: Writing[];
  /** The desk's own mark of this moment, for a write that must be refused when something has come in between. */
  stamp: string;
}

export interface Writing {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  by: 'customer' | 'staff';
  public: boolean;
  text: string;
}

/** What one vendor's desk is asked to do; each call is one try. */
export interface Desk {
  readonly connector: 'zendesk' | 'happyfox';
  readonly sources: readonly string[];
  /** A piece of work of several calls. */
  open(): Api;
  /** @throws ConnectorError `not-found` */
  read(api: Api, id: string): Promise<Ticket>;
  resolve(api: Api, ticket: Ticket): Promise<void>;
  reopen(api: Api, ticket: Ticket): Promise<void>;
  /** A closed ticket that cannot open again gets another one that follows it. */
  followUp(api: Api, ticket: Ticket, given: Words): Promise<string>;
  assign(api: Api, ticket: Ticket): Promise<void>;
  /** A new ticket for the team, in nobody's name but its own. */
  create(api: Api, given: Words): Promise<string>;
  note(api: Api, ticket: Ticket, text: string): Promise<string | null>;
  reply(api: Api, ticket: Ticket, message: OutgoingMessage): Promise<string | null>;
}

/** What is left to do after the look; it returns the id of what was made or changed. */
export type Written = () => Promise<string | null>;

export interface Words {
  /** The intent's id. */
  id: string;
  subject: string;
  text: string;
}
