import type { Channel } from '../../program/program.ts';

/** What a procedure file refers to and does not contain itself. */
export interface Context {
  /** Names of the calendars that exist. */
  calendars: readonly string[];
  messages: Messages;
}

/** The templates beside the procedure. `variant` is null in a procedure without variants. */
export interface Messages {
  has(name: string, channel: Channel | 'note' | 'task', variant: string | null): boolean;
  /** The template renders the shared part `closing-statement`. */
  rendersClosing(name: string, channel: Channel, variant: string | null): boolean;
}
