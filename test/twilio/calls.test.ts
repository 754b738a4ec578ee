import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_RULES } from '../../domain/contactRules/contactRules.ts';
import { hooksOf } from '../../gateway/hooks/all.ts';
import { keepContactRules } from '../../ledger/contactRules/kept.ts';
import { openTasks } from '../../ledger/tasks.ts';
import { instant } from '../../ledger/values.ts';
import { dialAsked } from '../../worker/carrier/dial.ts';
import { alert } from '../client/support/alerts.ts';
import { run } from '../cli/support/command.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { callAs, type Fields } from '../doubles/twilio/signed.ts';
import { TwilioDouble } from '../doubles/twilio/twilio.ts';
import { callable, type Caller, once } from '../http/support/gateway.ts';
import { keptIntent } from '../support/keptIntent.ts';
import { newNumber, PUBLIC, settingsOf, texts } from './support/texting.ts';

jest.setTimeout(120_000);

const SAM = '+1 202 555 0143';

let stage: Stage;
let caller: Caller;
const twilio = new TwilioDouble();
beforeAll(async () => {
  await twilio.start();
  stage = await openStage();
  await stage.startWorker();
  const { client } = stage;
  // The hour at which the test runs is not what it is about.
  const agreed = { 'lab-crm': { channels: ['call'], purposes: ['informational' as const] } };
  const rules = { ...DEFAULT_RULES, hours: {}, presets: [], consentBasis: agreed };
  await keepContactRules(client.ledger, rules, 'test', Date.now());
  await client.addPerson({ id: 'sam', name: 'Sam Sample', roles: ['desk'], number: SAM, by: 'test' });
  await client.addPerson({ id: 'kim', name: 'Kim Sample', roles: ['desk'], by: 'sam' });
  caller = await callable(stage, { hooks: hooksOf({ twilio: settingsOf(twilio) }, client) });
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
  await twilio.close();
});

/** A live case whose step waits for a call. */
async function dueCall() {
  const { client } = stage;
  const phone = newNumber();
  const { id: caseId } = await client.openCase(
    alert({ contact: { name: 'Dr. Pat Example', portal: randomUUID(), phone } }),
  );
  const at = Date.now();
  const id = await keptIntent(
    client.ledger,
    { mediaType: 'text/plain', text: 'Hello, how are you?' },
    {
      case_id: caseId,
      key: 'day-1',
      channel: 'call',
      name: 'first-call',
      recipient: phone,
      state: 'with-person',
      connector: 'by-hand',
      created_at: instant(at),
      started_at: instant(at),
    },
  );
  const task = {
    caseId,
    key: `call:${id}`,
    kind: 'call' as const,
    role: 'desk',
    about: 'day-1/call:first-call',
  };
  const words = { title: 'Call Dr. Example', body: `Number: ${phone}`, options: ['spoke', 'no-answer'] };
  await openTasks(client.ledger, [{ ...task, ...words, intentId: id, at }]);
  const [open] = await client.tasks({ caseId });
  return { caseId, phone, task: open?.id ?? '' };
}

const dial = () => dialAsked(stage.client, settingsOf(twilio));
const seen = async (task: string) => (await stage.client.taskCalls(task)).at(-1);
const last = () => twilio.calls.at(-1)?.fields ?? {};

/** Twilio asks what to do in the call. */
async function step(task: string, name: string, fields: Fields = {}): Promise<string> {
  const id = (await seen(task))?.id;
  const given = {
    url: `${PUBLIC}/hooks/twilio/voice/${id}/${name}`,
    fields,
    publicUrl: PUBLIC,
    gateway: caller.url,
  };
  const answer = await callAs(twilio.token, given);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('Somebody who wants to be put through', () => {
  test('is rung first; the contact is rung when a key is pressed, and the end is only a suggestion', async () => {
    const { task, phone, caseId } = await dueCall();
    const asked = await caller.post(`/v1/tasks/${task}/call`, {}, { 'followthrough-as': 'sam', ...once() });
    expect(asked.status).toBe(202);
    expect(await dial()).toBe(1);
    expect(last()).toMatchObject({ To: '+12025550143', From: twilio.number });
    expect(last()['Url']).toBe(
      `${PUBLIC}/hooks/twilio/voice/${String(asked.body['id'])}/picked-up#rc=3&rp=ct,rt,5xx`,
    );
    const greeting = await step(task, 'picked-up');
    expect(greeting).toMatch(/<Gather numDigits="1".*Press any key.*<Hangup\/>/s);
    expect(greeting).not.toContain(phone);
    expect(await step(task, 'key', { Digits: '1' })).toContain(`>${phone}</Number>`);
    await step(task, 'answered-by', { AnsweredBy: 'machine_end_beep' });
    await step(task, 'ended', { DialCallStatus: 'completed', DialCallDuration: '41' });
    await step(task, 'status', { CallStatus: 'completed' });
    expect(await seen(task)).toMatchObject({
      by: 'sam',
      state: 'ended',
      says: 'an answering machine seems to have picked up',
      seconds: 41,
      suggests: 'voicemail',
    });
    const listed = await caller.get(`/v1/tasks/${task}/calls`);
    expect(listed.body['items']).toMatchObject([{ suggests: 'voicemail' }]);
    expect(await stage.client.task(task)).toMatchObject({ state: 'open', option: null });
    expect((await stage.client.timeline(caseId)).map(({ what }) => what)).not.toContain('task-done');
  });

  test('is rung once for one request, also where the gateway died before it could answer', async () => {
    const { task } = await dueCall();
    const request = { 'followthrough-as': 'sam', ...once() };
    const asked = await caller.post(`/v1/tasks/${task}/call`, {}, request);
    await dial();
    await step(task, 'key', { Digits: '1' });
    await step(task, 'ended', { DialCallStatus: 'busy' });
    await stage.client.ledger.deleteFrom('requests').execute();
    const again = await caller.post(`/v1/tasks/${task}/call`, {}, request);
    expect([again.status, again.body]).toEqual([202, asked.body]);
    expect(await dial()).toBe(0);
    expect(await stage.client.taskCalls(task)).toHaveLength(1);
  });

  test.each<[string, Fields, string, string | null]>([
    ['busy', { DialCallStatus: 'busy' }, 'the line was busy', 'no-answer'],
    ['not answered', { DialCallStatus: 'no-answer' }, 'nobody picked up', 'no-answer'],
    [
      'completed, and nobody knows by whom',
      { DialCallStatus: 'completed' },
      'somebody or something picked up',
      null,
    ],
  ])('reads what a call was that was %s', async (_, fields, says, suggests) => {
    const { task } = await dueCall();
    await stage.client.callForTask(task, { by: 'sam' });
    await dial();
    await step(task, 'key', { Digits: '1' });
    await step(task, 'ended', fields);
    expect(await seen(task)).toMatchObject({ state: 'ended', says, suggests });
  });

  test('does not reach a contact who has answered meanwhile, however late that was', async () => {
    const before = await dueCall();
    await stage.client.callForTask(before.task, { by: 'sam' });
    await texts(twilio, caller.url, before.phone, 'I called you myself.');
    const calls = twilio.calls.length;
    expect(await dial()).toBe(0);
    expect(twilio.calls).toHaveLength(calls);
    expect(await seen(before.task)).toMatchObject({
      says: 'the contact was not rung',
      because: expect.any(String),
    });

    const while_ = await dueCall();
    await stage.client.callForTask(while_.task, { by: 'sam' });
    await dial();
    await texts(twilio, caller.url, while_.phone, 'I called you myself.');
    const answer = await step(while_.task, 'key', { Digits: '1' });
    expect(answer).toContain('The contact is not called.');
    expect(answer).not.toContain('<Dial');
    const again = stage.client.callForTask(while_.task, { by: 'sam' });
    await expect(again).rejects.toThrow(/FT-CLI-(CALL|TASK-DONE)/);
  });

  test('does not reach somebody who does not want to be called', async () => {
    const { task, phone } = await dueCall();
    await stage.client.optOut({ address: phone, channel: 'call', by: 'sam' });
    await expect(stage.client.callForTask(task, { by: 'sam' })).rejects.toThrow(/FT-CLI-CALL/);
  });

  test('has a number, and is not called twice at once', async () => {
    const { task } = await dueCall();
    await expect(stage.client.callForTask(task, { by: 'kim' })).rejects.toThrow(/no telephone number/);
    await stage.client.callForTask(task, { by: 'sam' });
    await expect(stage.client.callForTask(task, { by: 'sam' })).rejects.toThrow(/under way/);
  });

  test('is rung once: a call that may have begun is not begun again, and a key pressed twice rings the contact once', async () => {
    await dial();
    const { task } = await dueCall();
    await stage.client.callForTask(task, { by: 'sam' });
    const before = twilio.calls.length;
    twilio.next('take-then-drop');
    await dial();
    await dial();
    expect(twilio.calls).toHaveLength(before + 1);
    expect(await seen(task)).toMatchObject({ state: 'ringing-staff' });
    expect(await step(task, 'key', { Digits: '1' })).toContain('<Dial');
    expect(await step(task, 'key', { Digits: '1' })).not.toContain('<Dial');
  });

  test('who does not pick up, or presses no key, reaches nobody', async () => {
    const { task } = await dueCall();
    await stage.client.callForTask(task, { by: 'sam' });
    await dial();
    await step(task, 'status', { CallStatus: 'no-answer' });
    expect(await seen(task)).toMatchObject({
      says: 'whoever asked for it did not pick up, so the contact was not rung',
      suggests: null,
    });
    expect(await step(task, 'key', { Digits: '1' })).not.toContain('<Dial');
  });

  test('may ask by a command, and reads on the task what was seen of the call', async () => {
    const { task } = await dueCall();
    const env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      FOLLOWTHROUGH_AS: 'sam',
      TZ: 'UTC',
    };
    const worker = setInterval(() => void dial(), 100);
    const asked = await run(['task', 'call', task], { env });
    clearInterval(worker);
    expect(asked.stdout).toContain('Your telephone rings. Press any key to be put through.');
    await step(task, 'key', { Digits: '1' });
    await step(task, 'ended', { DialCallStatus: 'busy' });
    const shown = await run(['task', 'show', task], { env });
    expect(shown.stdout).toMatch(
      /Calls, as far as a machine can tell\n.*sam +the line was busy; perhaps --outcome no-answer/,
    );
    expect((await run(['task', 'call', task, '--as', 'kim'], { env })).stderr).toContain('FT-CLI-CALL');
  });
});
