import type { MessageChannel } from '../../messages/fileName.ts';
import type { Channel } from '../../program/program.ts';

/** What a procedure file refers to and does not contain itself. */
export interface Context {
  /** `variant` is null in a procedure without variants. */
  hasMessage(name: string, channel: MessageChannel, variant: string | null): boolean;
  /** The template says the shared part `closing-statement`. */
  rendersClosing(name: string, channel: Channel, variant: string | null): boolean;
  hasCalendar(name: string): boolean;
  /** The name of the procedure's folder, when it comes from one: its id must be the same. */
  folder?: string;
  /** The calendars where they are at hand: to name them, and to see that they are open at the clock's hour. */
  calendars?: readonly CalendarHours[];
}

/** Hours are "HH:MM"; `until` is the first minute that is closed. */
export interface CalendarHours {
  calendar: string;
  hours: { from: string; until: string };
}
