import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Effect } from '../../domain/program/program.ts';
import { handOverCase } from '../../ledger/owners.ts';
import { listOutbox } from '../../ledger/outbox.ts';
import { addPerson, changePerson, type NewPerson } from '../../ledger/people/changes.ts';
import { type SmtpSink, smtpSink } from '../support/smtpSink.ts';
import { type Desk, desk, HELLO_EMAIL, NOW } from './support/desk.ts';

const SIGNED: Effect = { verb: 'send', channel: 'email', name: 'signed' };
const noted = { by: 'boss', at: NOW };
const KIM: NewPerson = {
  id: 'kim',
  name: 'Kim Lee',
  senderName: 'Coach Kim',
  mailbox: 'kim@clinic.example',
  number: '+1 202 555 0143',
  site: null,
  roles: ['desk'],
};
const SAM: NewPerson = {
  ...KIM,
  id: 'sam',
  name: 'Sam Sample',
  senderName: null,
  mailbox: null,
  number: null,
};

describe('Automatic messages', () => {
  let at: Desk;
  let sink: SmtpSink;
  beforeAll(async () => {
    at = await desk();
    for (const person of [KIM, SAM]) await addPerson(at.ledger, person, noted);
    sink = await smtpSink();
  }, 60_000);
  afterEach(() => {
    at.configure({});
    delete at.deps.signedBy;
    sink.received.length = 0;
  });
  afterAll(async () => {
    await sink.close();
    await at.close();
  });

  /** The last lines of what a case's owner is made to say. */
  async function signature(ownerPerson?: string): Promise<string[]> {
    const caseId = await at.open(ownerPerson === undefined ? {} : { ownerPerson });
    await at.perform(caseId, [SIGNED]);
    const [sent] = await listOutbox(at.ledger, { caseId });
    return (sent?.text ?? '').split('\n').slice(1);
  }

  test('are signed by the person who owns the case, with name and number', async () => {
    expect(await signature('kim')).toEqual(['Coach Kim', '+1 202 555 0143']);
    expect(await signature('sam')).toEqual(['Sam Sample', 'No number']);
  });

  test('are signed with the configured name of the role where no person owns the case', async () => {
    expect(await signature()).toEqual(['Example Desk', 'No number']);
  });

  test('are signed with the name of the role in any case where that is configured', async () => {
    at.deps.signedBy = 'role';
    expect(await signature('kim')).toEqual(['Example Desk', 'No number']);
  });

  test('are never signed by somebody who has left', async () => {
    await changePerson(at.ledger, 'sam', { active: false }, noted);
    expect(await signature('sam')).toEqual(['Example Desk', 'No number']);
    await changePerson(at.ledger, 'sam', { active: true }, noted);
  });

  test('are signed by the new owner once the case is handed over', async () => {
    const caseId = await at.open({ ownerPerson: 'kim' });
    await handOverCase(at.ledger, { id: caseId, round: 1 }, { to: 'sam', ...noted });
    await at.perform(caseId, [HELLO_EMAIL]);
    expect((await listOutbox(at.ledger, { caseId }))[0]?.text).toBe('How is Rex?\n\nSam Sample');
  });

  test('come by email from the mailbox of that person where the channel is configured so', async () => {
    const relay = {
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      messageIdSecret: 'a secret',
    } as const;
    const settings = { ...relay, from: 'Example Desk <desk@example.com>', sendAs: 'owner' } as const;
    at.configure({ email: { by: 'smtp', settings } });
    await at.perform(await at.open({ ownerPerson: 'kim' }), [HELLO_EMAIL]);
    expect(sink.received[0]?.raw).toMatch(/^From: Coach Kim <kim@clinic\.example>\r$/m);
    expect(sink.received[0]?.raw).toMatch(/^Sender: Example Desk <desk@example\.com>\r$/m);
    await at.perform(await at.open({ contact: { email: 'chris@example.com' } }), [HELLO_EMAIL]);
    expect(sink.received[1]?.raw).toMatch(/^From: Example Desk <desk@example\.com>\r$/m);
  });

  test('that are answered by the person carry that mailbox where they come from the house', async () => {
    const relay = {
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      messageIdSecret: 'a secret',
    } as const;
    at.configure({ email: { by: 'smtp', settings: { ...relay, from: 'Example Desk <desk@example.com>' } } });
    const caseId = await at.open({ ownerPerson: 'kim', contact: { email: 'lee@example.com' } });
    await at.perform(caseId, [HELLO_EMAIL]);
    expect(sink.received[0]?.raw).toMatch(/^From: Example Desk <desk@example\.com>\r$/m);
    expect(sink.received[0]?.raw).toMatch(/^Reply-To: Coach Kim <kim@clinic\.example>,/m);
  });
});
