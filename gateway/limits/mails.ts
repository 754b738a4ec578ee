import { MAIL_LIMITS } from '../../domain/inbound/mail/readMail.ts';
import { GatewayError } from '../errors.ts';

/** In bytes, as it comes over the wire. */
export const LARGEST_MAIL = MAIL_LIMITS.size;

/** In bytes: the same mail in base64, with what stands around it in a webhook. */
export const LARGEST_MAIL_HOOK = Math.ceil(LARGEST_MAIL / 3) * 4 + 64 * 1024;

/** An answer must come in, however large its photos are. */
export const IF_TOO_LARGE =
  'Send the email again without what is attached: a reply that does not come in stops nothing.';

/**
 * Lets only so many be at work at once: a mail is held whole while it is read. One caller gets fewer than there are, so that a
 * slow one cannot keep all others out.
 */
export class MailsAtOnce {
  private readonly atWork = new Map<string, number>();
  private readonly all: number;
  private readonly each: number;

  constructor({ all, each }: { all: number; each: number }) {
    this.all = all;
    this.each = each;
  }

  /**
   * @returns what ends it; twice is as once
   * @throws GatewayError FT-HTTP-TOO-MANY
   */
  begin(caller: string): () => void {
    const own = this.atWork.get(caller) ?? 0;
    const total = [...this.atWork.values()].reduce((sum, many) => sum + many, 0);
    if (own >= this.each || total >= this.all)
      throw new GatewayError('FT-HTTP-TOO-MANY', 429, 'other emails are being read.', 1);
    this.atWork.set(caller, own + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      const left = (this.atWork.get(caller) ?? 1) - 1;
      if (left > 0) this.atWork.set(caller, left);
      else this.atWork.delete(caller);
    };
  }
}
