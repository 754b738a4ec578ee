import { historyOf } from '../domain/messages/history.ts';
import type { Made } from '../domain/messages/made.ts';
import type { MessageContext } from '../domain/messages/values.ts';
import type { PreviewItem, PreviewStep } from '../domain/preview/preview.ts';
import type { Instant } from '../domain/program/program.ts';
import type { LogEntry } from '../domain/program/state.ts';

const DAY = 24 * 60 * 60 * 1000;

/** What a case that is only previewed has done so far: nobody answers, so that a call is left as a voicemail. */
export class Told {
  readonly #zone: string;
  readonly #locale: string;
  #attempts = 0;
  #at: Instant = 0;
  /** The step, and what holds when it is done. */
  #step = '';
  #reached = '';
  #branch: string | undefined;
  #made: (Made & { at: Instant; branch: string | undefined })[] = [];
  #log: (LogEntry & { step: string; branch: string | undefined })[] = [];

  constructor(zone: string, locale: string) {
    this.#zone = zone;
    this.#locale = locale;
  }

  /** The branches of one step stand for one attempt, and the last of them is the one that the case takes. */
  begin({ at, earliest, after, day, if: branch, does }: PreviewStep, now: Instant): void {
    const step = JSON.stringify([at, earliest, after, day]);
    if (does.some(reaches) && this.#reached !== step) {
      this.#attempts += 1;
      this.#reached = step;
    }
    this.#step = step;
    this.#at = now;
    this.#branch = branch;
    const here = ({ step: other, branch: when }: { step?: string; branch: string | undefined }) =>
      other !== step || branch === undefined || when === undefined || when === branch;
    this.#made = this.#made.filter(here);
    this.#log = this.#log.filter(here);
  }

  done(item: PreviewItem): void {
    const { verb, name, channel } = item;
    const of = { step: this.#step, branch: this.#branch };
    const at = this.#at;
    if (verb === 'note') this.#made.push({ ...of, at, how: 'note', delivered: true });
    if (!reaches(item)) return;
    this.#made.push({ ...of, at, how: channel ?? 'call:voicemail', delivered: true });
    const because = verb === 'call' ? { because: 'voicemail' } : {};
    this.#log.push({ ...of, at, round: 1, what: 'done', about: `${verb}:${name}`, ...because });
  }

  /** What the next text may say of it. */
  get context(): Pick<MessageContext, 'attempt' | 'made' | 'history'> {
    const made = this.#made.map(({ at, how, ...one }) => {
      return { ...one, how, delivered: how !== 'email' || at + DAY <= this.#at };
    });
    return {
      attempt: this.#attempts,
      made,
      history: historyOf(this.#log, this.#zone, this.#locale),
    };
  }
}

function reaches({ verb, channel }: PreviewItem): boolean {
  return channel !== undefined || verb === 'call';
}
