import { base64, OUR_ID, OURS, type Sample, SENT, wire, word } from './sample.ts';

const ACKNOWLEDGED: Record<string, string> = {
  en: 'Your request (4711) has been received and is being reviewed by our support staff.',
  de: 'Vielen Dank für Ihre Anfrage. Ihr Ticket 4711 wurde erstellt, wir melden uns schnellstmöglich.',
  fr: 'Nous avons bien reçu votre demande (4711) et nous vous répondrons rapidement.',
  es: 'Hemos recibido su solicitud (4711). Nuestro equipo la está revisando.',
  nl: 'Wij hebben uw bericht ontvangen. Uw aanvraag heeft nummer 4711.',
  cs: 'Obdrželi jsme váš dotaz, číslo požadavku je 4711.',
};

/** Words of a person who works at such a desk. */
const ANSWERED: Record<string, string> = {
  en: 'Hi, I looked at the scan: please remake the crown in A2. Regards, Sam',
  de: 'Guten Tag, die Zahlung ist heute angewiesen worden. Gruß, Sam',
  fr: 'Bonjour, le paiement est parti ce matin. Sam',
  es: 'Buenos días, el pago salió hoy. Sam',
  nl: 'Goedendag, de betaling is vandaag gedaan. Sam',
  cs: 'Dobrý den, platba dnes odešla. Sam',
};

const DESKS: { name: string; headers: string[] }[] = [
  {
    name: 'Zendesk',
    headers: [
      'X-Mailer: Zendesk Mailer',
      'X-Zendesk-From-Account-Id: example',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
    ],
  },
  {
    name: 'Freshdesk',
    headers: [
      'X-Mailer: Freshdesk',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: DR, RN, OOF, AutoReply',
    ],
  },
  { name: 'HappyFox', headers: ['X-HappyFox: true', 'Auto-Submitted: auto-generated', 'Precedence: bulk'] },
];

function fromDesk(
  language: string,
  text: string,
  desk: (typeof DESKS)[number],
  expected: Sample['expected'],
): Sample {
  return {
    name: `${language}, ${desk.name}: ${text}`,
    expected,
    raw: wire([
      'Return-Path: <support@example.net>',
      'From: Example Support <support@example.net>',
      `To: ${OURS}`,
      `Subject: ${word('Re: Your case')}`,
      `Date: ${SENT}`,
      `Message-ID: <${desk.name}_${language}_${text.length}@desk.example.net>`,
      `In-Reply-To: ${OUR_ID}`,
      ...desk.headers,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(text),
    ]),
  };
}

const marked = (name: string, headers: string[], text: string, expected: Sample['expected']): Sample => ({
  name,
  expected,
  raw: wire([
    'Return-Path: <office@example.net>',
    'From: Example Office <office@example.net>',
    `To: ${OURS}`,
    'Subject: Re: Your case',
    `Date: ${SENT}`,
    `Message-ID: <${Buffer.from(name).toString('hex').slice(0, 40)}@example.net>`,
    ...headers,
    'Content-Type: text/plain; charset="utf-8"',
    '',
    text,
  ]),
});

export const AT_DESKS: Sample[] = [
  ...Object.entries(ACKNOWLEDGED).flatMap(([language, text]) =>
    DESKS.map((desk) => fromDesk(language, text, desk, 'auto-reply')),
  ),
  ...Object.entries(ANSWERED).flatMap(([language, text]) =>
    DESKS.map((desk) => fromDesk(language, text, desk, 'unknown')),
  ),
  marked(
    'a person behind a list',
    ['List-Id: <office.example.net>', 'Precedence: list'],
    'Please go ahead.',
    'unknown',
  ),
  marked(
    'a person whose server suppresses answers',
    ['X-Auto-Response-Suppress: All'],
    'Please go ahead.',
    'unknown',
  ),
  marked('bulk and nothing else', ['Precedence: bulk'], 'Our spring news.', 'unknown'),
  marked(
    'a newsletter',
    ['List-Unsubscribe: <mailto:leave@example.net>', 'Feedback-ID: 1:example'],
    'Our spring news.',
    'unknown',
  ),
  marked(
    'passed on by a rule of a mailbox',
    ['X-MS-Exchange-Inbox-Rules-Loop: office@example.net'],
    'Please go ahead.',
    'unknown',
  ),
  marked(
    'a refusal with the marks of a list',
    ['Precedence: list', 'List-Id: <office.example.net>'],
    'Please stop emailing us.',
    'opt-out',
  ),
  marked('says itself that it is not automatic', ['Auto-Submitted: no'], 'Please go ahead.', 'human-reply'),
  marked(
    'a notification of a machine',
    ['Auto-Submitted: auto-notified; owner-email="office@example.net"'],
    'Your parcel is on its way.',
    'auto-reply',
  ),
];
