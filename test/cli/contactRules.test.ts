import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alert } from '../client/support/alerts.ts';
import { suppress } from '../../ledger/suppressions.ts';
import { openStage, type Stage } from '../client/support/stage.ts';
import { type Ended, lines, run } from './support/command.ts';

/** The real command against a real ledger; no worker runs, and none is needed. */
describe('Contact rules on the command line', () => {
  let stage: Stage;
  let env: Record<string, string>;
  beforeAll(async () => {
    stage = await openStage();
    env = {
      DATABASE_URL: stage.ledgerUrl,
      TEMPORAL_ADDRESS: stage.address,
      TEMPORAL_NAMESPACE: stage.namespace,
      TZ: 'America/Los_Angeles',
    };
  }, 60_000);
  afterAll(() => stage.close());

  const command = (...args: string[]): Promise<Ended> => run(args, { env });

  test('LAW-4: an opt-out is taken, listed, and ended by an opt-in with evidence', async () => {
    const out = await command('opt-out', '(310) 555-0100', '--channel', 'text', '--as', 'kim');
    expect(out).toMatchObject({ code: 0 });
    expect(out.stdout).toContain('+13105550100: opted out of text. No contact starts any more.');
    const listed = await command('opt-outs', 'list', '--json');
    expect(lines(listed.stdout)).toMatchObject([
      { address: '+13105550100', channel: 'text', recordedBy: 'kim' },
    ]);
    const bare = await command('opt-in', '+13105550100', '--channel', 'text');
    expect(bare.code).toBe(2);
    const agreed = ['--for', 'informational', 'treatment', '--evidence', 'signed form, file 7'];
    const back = await command('opt-in', '+13105550100', '--channel', 'text', ...agreed);
    expect(back.stdout).toContain('agreed to text for informational, treatment');
    const left = await command('opt-outs', 'list', '--address', '+13105550100');
    expect(left.stdout).toContain('everything, except informational, treatment');
  }, 60_000);

  test('addresses that cannot be used are listed beside opt-outs, and used again by a person’s word; no opt-out is', async () => {
    const { ledger } = stage.client;
    const address = 'gone@example.com';
    await suppress(ledger, 'email', address, 'address-refused', Date.now());
    await command('opt-out', address, '--channel', 'email', '--as', 'kim');
    const listed = lines((await command('opt-outs', 'list', '--address', address, '--json')).stdout);
    expect(listed).toMatchObject([
      { kind: 'blocked', address, channel: 'email', reason: 'address-refused' },
      { kind: 'opt-out', address, channel: 'email', recordedBy: 'kim' },
    ]);
    expect((await command('opt-outs', 'list', '--address', address)).stdout).toContain('the other side');
    const lift = ['opt-outs', 'unblock', address, '--channel', 'email', '--as', 'kim', '--reason'];
    expect((await command(...lift, ' ')).code).not.toBe(0);
    const lifted = await command(...lift, 'The mailbox is there again.');
    expect(lifted.stdout).toContain('gone@example.com is used again for email.');
    const left = lines((await command('opt-outs', 'list', '--address', address, '--json')).stdout);
    expect(left).toMatchObject([{ kind: 'opt-out' }]);
    expect(
      await ledger.selectFrom('lifted_suppressions').selectAll().where('address', '=', address).execute(),
    ).toMatchObject([
      {
        channel: 'email',
        reason: 'address-refused',
        lifted_by: 'kim',
        because: 'The mailbox is there again.',
      },
    ]);
    expect((await command(...lift, 'Once more.')).stderr).toContain('FT-CLI-NOT-BLOCKED');
  }, 60_000);

  test('RPY-11: whoever has texted STOP is shown as blocked by the provider, since when, and who can lift that', async () => {
    const from = '+13105550188';
    await stage.client.receive({
      channel: 'text',
      source: 'twilio',
      eventId: 'SM-stop',
      from,
      text: 'Cancel',
    });
    const listed = await command('opt-outs', 'list', '--address', from);
    expect(listed.stdout).toContain('us and the provider');
    const shown = (await command('opt-outs', 'show', from)).stdout;
    expect(shown).toMatch(/said +“Cancel”\. The provider blocks this number since \d{4}-\d\d-\d\d/);
    expect(shown.replaceAll(/\s+/g, ' ')).toContain('only the contact, by texting START to our number');
    const words = '+13105550189';
    const text = 'please do not text me any more';
    await stage.client.receive({ channel: 'text', source: 'twilio', eventId: 'SM-words', from: words, text });
    expect((await command('opt-outs', 'show', words)).stdout).toContain('by agreeing again');
  }, 60_000);

  test('what cannot be done is refused with its code and what would do', async () => {
    const nobody = await command('opt-out', 'nobody');
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toMatch(/FT-CLI-ADDRESS/);
    const { id } = await stage.client.openCase(alert());
    const law = ['--rule', 'debt-collection', '--reason', 'urgent', '--as', 'morgan'];
    const refused = await command('allow-once', id, ...law);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/FT-CLI-ALLOW.*quiet-hours/);
  }, 60_000);

  test('LAW-7: what a person calls inconvenient is noted, listed and lifted again', async () => {
    const hours = ['--from', '12:00', '--until', '14:00', '--days', 'monday', 'tuesday'];
    const noted = await command('inconvenient', 'add', '(310) 555-0177', ...hours, '--note', 'teaches then');
    expect(noted).toMatchObject({ code: 0 });
    expect(noted.stdout).toContain('+13105550177: noted. No contact starts against it any more.');
    const work = await command('inconvenient', 'add', 'Pat@Work.example', '--note', 'the address at work');
    expect(work.code).toBe(0);
    const listed = await command('inconvenient', 'list', '--json');
    const [place, time] = lines(listed.stdout);
    expect([place, time]).toMatchObject([
      { address: 'pat@work.example', from: null, note: 'the address at work' },
      { address: '+13105550177', from: '12:00', until: '14:00', weekdays: [1, 2] },
    ]);
    const shown = await command('inconvenient', 'list');
    expect(shown.stdout).toContain('12:00–14:00, monday, tuesday');
    const id = String(time?.['id']);
    expect((await command('inconvenient', 'lift', id)).stdout).toContain('it holds no more');
    expect((await command('inconvenient', 'lift', id)).stderr).toMatch(/FT-CLI-INCONVENIENT/);
    const wrong = await command('inconvenient', 'add', '+13105550177', '--from', '25:00', '--note', 'x');
    expect(wrong.stderr).toMatch(/FT-CLI-INCONVENIENT.*no hours of one day/);
  }, 60_000);

  test('LAW-7: a call made outside is entered, and a rule set aside once, both for the record', async () => {
    const { id } = await stage.client.openCase(alert());
    const made = await command(
      'contact-made',
      id,
      '--at',
      '2026-03-09T14:00',
      '--result',
      'voicemail',
      '--as',
      'kim',
    );
    expect(made.stdout).toContain('the call (voicemail) is on record and counts');
    const allowed = await command(
      'allow-once',
      id,
      '--rule',
      'quiet-hours',
      '--reason',
      'agreed',
      '--as',
      'morgan',
    );
    expect(allowed.stdout).toContain('quiet-hours is set aside for the next attempt');
    const shown = await command('show', id);
    expect(shown.stdout).toContain('contact made outside: call → voicemail');
    expect(shown.stdout).toContain('quiet-hours set aside once, by morgan');
  }, 60_000);
});
