import type { Ledger } from '../../ledger/connect.ts';
import type { Person } from '../../ledger/people.ts';
import { ConnectorError } from '../errors/connectorError.ts';
import { type SlackCaller, slackCaller } from './api.ts';
import { reasonForm } from './blocks.ts';
import { personOfUser } from './places.ts';
import type { SlackSettings } from './settings.ts';
import { fitting, LIMITS, plain } from './text.ts';

/** What is done while somebody waits in Slack: who they are, a word to them alone, a form. */
export interface SlackTalk {
  /** One of our people; null: nobody, or not one alone. @throws ConnectorError */
  personOf(user: string): Promise<Person | null>;
  /** Only this user sees it. @throws ConnectorError */
  whisper(given: { channel: string; user: string; text: string }): Promise<void>;
  /**
   * Asks for a reason; the trigger of a click holds for three seconds and for one form.
   * @returns whether the form is open; false: another click is needed
   * @throws ConnectorError
   */
  askWhy(given: { trigger: string; title: string; option: string; kept: string }): Promise<boolean>;
}

/** Short: Slack waits three seconds for our answer to a click, and a form must be open by then. */
const TIMEOUTS = { connect: 800, total: 1_200 };

/** By another click, with a trigger of its own, the form may open. */
const CLICK_AGAIN = new Set(['expired_trigger_id', 'invalid_trigger_id', 'ratelimited']);

export function slackTalk(settings: SlackSettings, ledger: Ledger): SlackTalk {
  const call: SlackCaller = slackCaller({ ...settings, timeouts: settings.timeouts ?? TIMEOUTS });
  return {
    personOf: (user) => personOfUser(call, ledger, user),
    async whisper({ channel, user, text }) {
      await call(
        'chat.postEphemeral',
        { channel, user, text: fitting(plain(text), LIMITS.section) },
        'content',
      );
    },
    async askWhy({ trigger, ...form }) {
      try {
        await call('views.open', { trigger_id: trigger, view: reasonForm(form) }, 'recipient');
        return true;
      } catch (error) {
        const code = error instanceof ConnectorError ? error.signal.code : null;
        // The same click was brought before, and its form is open.
        if (code === 'exchanged_trigger_id') return true;
        if (CLICK_AGAIN.has(code ?? '')) return false;
        throw error;
      }
    },
  };
}
