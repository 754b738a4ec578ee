import { expect, test } from '@jest/globals';
import { messagePage } from '../../cli/output/messagePage.ts';

const ENTRY = {
  intent_id: '0198c0de-0000-7000-8000-000000000001',
  case_id: 'three-follow-ups:desk:ticket-7',
  verb: 'send',
  channel: 'email',
  name: 'reminder-1',
  recipient: 'pat@example.com',
  subject: 'Is it <solved>?',
  text: 'Good morning.',
  at: Date.parse('2026-03-10T17:00:00Z'),
};

test('a message of the sandbox is shown as its reader would see it, and nothing in it runs or is fetched', () => {
  const words = '<p>Good “morning”.</p><script>alert(1)</script>';
  const page = messagePage({ ...ENTRY, body: { html: words, toName: 'Pat Example' } });
  expect(page).toContain('<dd>Pat Example &lt;pat@example.com&gt;</dd>');
  expect(page).toContain('<title>Is it &lt;solved&gt;?</title>');
  expect(page).toContain(
    '<iframe sandbox="" title="The message" srcdoc="&lt;p&gt;Good “morning”.&lt;/p&gt;&lt;script&gt;',
  );
  expect(page).not.toContain('<script>');
  expect(page).toContain("default-src 'none'");
});

test('one without HTML is shown with its lines as they are', () => {
  const page = messagePage({ ...ENTRY, text: 'First & foremost\nthe second', body: { html: null } });
  expect(page).toContain('<pre>First &amp; foremost\nthe second</pre>');
});
