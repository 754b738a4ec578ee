import { describe, expect, test } from '@jest/globals';
import { classifyMail } from '../../domain/inbound/classify.ts';
import { isAuthentic } from '../../domain/inbound/mail/authentic.ts';
import { MAIL_LIMITS, readMail } from '../../domain/inbound/mail/readMail.ts';
import { replyTextOf } from '../../domain/inbound/replyText.ts';
import { revokes } from '../../domain/inbound/revocation.ts';
import { compose } from '../../connectors/smtp/compose.ts';
import { RECEIVED } from './corpus/sample.ts';

const read = (raw: string) => readMail(Buffer.from(raw.replace(/\r?\n/g, '\r\n')));
/** What is not bounded takes minutes or does not end; a busy machine takes a multiple of what is. */
const BOUNDED_MS = 15_000;

async function bounded<T>(work: () => Promise<T> | T): Promise<T> {
  const began = performance.now();
  const result = await work();
  expect(performance.now() - began).toBeLessThan(BOUNDED_MS);
  return result;
}

describe('RPY-17: a mail that is made to be too much', () => {
  const HEAD =
    'From: Pat Example <pat@example.net>\nSubject: Re: Your case\nMessage-ID: <bomb@example.net>\n';

  test('a thousand parts inside each other: its sender is read, and a person looks at it', async () => {
    let bomb = `${HEAD}Content-Type: multipart/mixed; boundary=b0\n\n`;
    for (let depth = 0; depth < 1_000; depth += 1)
      bomb += `--b${depth}\nContent-Type: multipart/mixed; boundary=b${depth + 1}\n\n`;
    const mail = await bounded(() => read(bomb));
    expect(mail).toMatchObject({
      from: 'pat@example.net',
      subject: 'Re: Your case',
      trouble: 'too-many-parts',
    });
    expect(classifyMail({ mail, text: '', received: RECEIVED }).class).toBe('unknown');
  });

  test('a hundred thousand parts beside each other', async () => {
    const parts = '--b\nContent-Type: text/plain\n\nx\n'.repeat(100_000);
    const mail = await bounded(() => read(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${parts}`));
    expect(mail).toMatchObject({ from: 'pat@example.net', trouble: 'too-many-parts' });
  });

  test.each([', ', ',\n '])('a hundred thousand addresses divided by %j', async (between) => {
    const many = Array.from({ length: 100_000 }, (_, index) => `p${index}@example.net`).join(between);
    const mail = await bounded(() => read(`${HEAD}To: ${many}\n\nYes, please.`));
    expect(mail).toMatchObject({ from: 'pat@example.net', trouble: 'headers-too-long' });
    expect(mail.to.length).toBeLessThanOrEqual(200);
  });

  test('brackets and quotes without end in an address', async () => {
    const nested = `${'('.repeat(20_000)}"${'<'.repeat(20_000)}`;
    const mail = await bounded(() => read(`From: ${nested}\nTo: ${nested}\n\nhello`));
    expect(mail.from).toBeNull();
  });

  test('a mail larger than the limit is known by its headers', async () => {
    const large = Buffer.concat([Buffer.from(`${HEAD}\n`), Buffer.alloc(MAIL_LIMITS.size, 97)]);
    expect(await bounded(() => readMail(large))).toMatchObject({
      from: 'pat@example.net',
      trouble: 'cut-off',
    });
  });

  test('of its headers the last one counts as well', async () => {
    const parts = '--b\n\nx\n'.repeat(MAIL_LIMITS.parts + 1);
    const mail = await read(`${HEAD}In-Reply-To: <ours@example.com>\n\n${parts}`);
    expect(mail).toMatchObject({ refersTo: ['<ours@example.com>'], trouble: 'too-many-parts' });
  });

  test('nothing at all, and bytes that are no mail', async () => {
    expect(await readMail(new Uint8Array())).toMatchObject({ from: null, text: '' });
    expect(await readMail(Buffer.from([0, 255, 254, 10, 10, 0]))).toMatchObject({ from: null });
  });

  test('texts that are made to keep a search busy', async () => {
    const texts = [
      'a '.repeat(50_000),
      'On '.repeat(6_000),
      `Op ${'x\n'.repeat(9_000)}`,
      'stop '.repeat(20_000),
      'dont '.repeat(20_000),
      'ne '.repeat(20_000),
      `${'a '.repeat(30_000)}wrote:`,
    ];
    for (const text of texts)
      expect(typeof (await bounded(() => revokes(replyTextOf(text))))).toBe('boolean');
  });

  test('files that come along are named and stay inside', async () => {
    const mail = await read(
      `${HEAD}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee the photo.\n--b\nContent-Type: application/x-msdownload\nContent-Disposition: attachment; filename="photo.jpg.exe"\nContent-Transfer-Encoding: base64\n\nAAAA\n--b--\n`,
    );
    expect(mail.attachments).toEqual([
      { name: 'photo.jpg.exe', mediaType: 'application/x-msdownload', size: 3 },
    ]);
    expect(mail.text.trim()).toBe('See the photo.');
  });
});

describe('RPY-4: who a mail is from', () => {
  const from = 'From: Pat Example <pat@example.net>\n';
  const authentic = async (headers: string, trusted = ['mx.example.com']) =>
    isAuthentic(await read(`${headers}${from}\nYes.`), trusted);

  test.each<[string, string, boolean]>([
    [
      'DMARC passed, as Gmail writes it',
      'Authentication-Results: mx.example.com;\n dkim=pass header.i=@example.net header.s=sel header.b=AAAA;\n spf=pass (mx.example.com: domain of pat@example.net designates 192.0.2.1 as permitted sender) smtp.mailfrom=pat@example.net;\n dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.net\n',
      true,
    ],
    [
      'as Outlook writes it',
      'Authentication-Results: mx.example.com; spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.net; dkim=pass (signature was verified) header.d=example.net;dmarc=pass action=none header.from=example.net;compauth=pass reason=100\n',
      true,
    ],
    [
      'DKIM of its own domain, where no DMARC was asked',
      'Authentication-Results: mx.example.com; dkim=pass header.d=example.net\n',
      true,
    ],
    [
      'DKIM of somebody else',
      'Authentication-Results: mx.example.com; dkim=pass header.d=example.org\n',
      false,
    ],
    [
      'SPF of somebody else’s envelope',
      'Authentication-Results: mx.example.com; spf=pass smtp.mailfrom=bounce@example.org\n',
      false,
    ],
    [
      'DMARC failed, whatever else passed',
      'Authentication-Results: mx.example.com; dmarc=fail header.from=example.net; dkim=pass header.d=example.net\n',
      false,
    ],
    ['nothing was looked at', 'Authentication-Results: mx.example.com; none\n', false],
    [
      'another server’s word',
      'Authentication-Results: mx.example.org; dmarc=pass header.from=example.net\n',
      false,
    ],
    [
      'a word made up by the sender, below ours',
      'Authentication-Results: mx.example.com; dmarc=fail header.from=example.net\nAuthentication-Results: mx.example.com; dmarc=pass header.from=example.net\n',
      false,
    ],
    [
      'a pass inside a comment',
      'Authentication-Results: mx.example.com; dmarc=fail (dmarc=pass header.from=example.net)\n',
      false,
    ],
    ['no word at all', '', false],
  ])('%s', async (_, headers, expected) => {
    expect(await authentic(headers)).toBe(expected);
  });

  test('nobody, where no server is trusted', async () => {
    expect(
      await authentic('Authentication-Results: mx.example.com; dmarc=pass header.from=example.net\n', []),
    ).toBe(false);
  });
});

describe('What a person wrote', () => {
  test('is shown without the mail that it answers, and never as nothing', () => {
    expect(
      replyTextOf(
        'Yes.\n\nOn Tue, Mar 10, 2026 at 9:00 AM Desk <desk@example.com> wrote:\n> Shall we go on?',
      ),
    ).toBe('Yes.');
    expect(replyTextOf('> Shall we go on?\n')).toBe('> Shall we go on?');
    expect(replyTextOf('Ano.\n\nDne 10. 3. 2026 v 9:00 Desk napsal(a):\n> Dobrý den')).toBe('Ano.');
  });

  test('does not refuse because the mail that it quotes tells how to', async () => {
    const mail = await read(
      'From: pat@example.net\nSubject: Re: Your case\n\nYes, go on.\n\nOn Tue, Mar 10, 2026 at 9:00 AM Desk <desk@example.com> wrote:\n> Please stop emailing me is what you write to opt out.\n',
    );
    expect(classifyMail({ mail, text: replyTextOf(mail.text), received: RECEIVED }).class).toBe(
      'human-reply',
    );
  });

  test('is read from HTML where there is no text', async () => {
    const mail = await read(
      'From: pat@example.net\nSubject: Re\nContent-Type: text/html; charset=utf-8\n\n<p>Yes, <b>go on</b>.</p><div class="gmail_quote"><blockquote>Please stop emailing me</blockquote></div>',
    );
    expect(replyTextOf(mail.text)).toBe('Yes, go on.');
  });
});

describe('RPY-6: our own mail', () => {
  test('is told as automatic by another installation, so two of them fall silent', async () => {
    const { raw } = await compose(
      {
        verb: 'send',
        id: '0195a0b0-0000-7000-8000-000000000001',
        case: { id: 'small:test:1', procedure: 'small', source: 'test', occurrence: '1' },
        name: 'hello',
        at: Date.parse('2026-03-10T17:00:00Z'),
        channel: 'email',
        to: 'desk@example.org',
        toName: null,
        subject: 'Your case',
        text: 'Good morning.',
        html: null,
        thread: [],
      },
      { from: 'Example Desk <desk@example.com>', messageIdSecret: 'a secret of the test' },
    );
    const mail = await readMail(raw);
    expect(classifyMail({ mail, text: 'Good morning.', received: RECEIVED })).toMatchObject({
      class: 'auto-reply',
    });
    expect(mail.headers).toContainEqual({ name: 'x-auto-response-suppress', value: 'OOF, AutoReply' });
  });
});
