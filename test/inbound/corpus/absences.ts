import { base64, OUR_ID, OURS, type Sample, SENT, wire, word } from './sample.ts';

interface Absence {
  subject: string;
  text: string;
  backOn: string | null;
}

const ABSENCES: Record<string, Absence[]> = {
  en: [
    {
      subject: 'Automatic reply: Your case',
      text: 'I am out of the office until March 20, 2026 with limited access to email.',
      backOn: '2026-03-21',
    },
    {
      subject: 'Out of Office: Your case',
      text: 'Thank you for your message. I will be back on Monday, 16 March. For urgent matters call +1 555 0100.',
      backOn: '2026-03-16',
    },
    {
      subject: 'Your case (out of office)',
      text: 'I am on leave from 9 March to 27 March 2026 and will answer after that.',
      backOn: '2026-03-28',
    },
    { subject: 'Re: Your case', text: 'I am away from my desk and will answer when I can.', backOn: null },
  ],
  de: [
    {
      subject: 'Automatische Antwort: Your case',
      text: 'Ich bin bis einschließlich 20.03.2026 nicht im Büro. In dringenden Fällen wenden Sie sich an das Sekretariat.',
      backOn: '2026-03-21',
    },
    {
      subject: 'Abwesenheitsnotiz: Your case',
      text: 'Vielen Dank für Ihre Nachricht. Ich bin im Urlaub und ab dem 23. März wieder erreichbar.',
      backOn: '2026-03-23',
    },
  ],
  fr: [
    {
      subject: 'Réponse automatique : Your case',
      text: 'Je suis absente du bureau jusqu’au 18 mars 2026 inclus.',
      backOn: '2026-03-19',
    },
    {
      subject: 'Absence du bureau',
      text: 'Bonjour, je suis en congés, de retour le lundi 23 mars.',
      backOn: '2026-03-23',
    },
  ],
  es: [
    {
      subject: 'Respuesta automática: Your case',
      text: 'Estaré fuera de la oficina hasta el 20 de marzo de 2026.',
      backOn: '2026-03-21',
    },
    {
      subject: 'Fuera de la oficina',
      text: 'Estoy de vacaciones y regreso el 24 de marzo.',
      backOn: '2026-03-24',
    },
  ],
  nl: [
    {
      subject: 'Automatisch antwoord: Your case',
      text: 'Ik ben afwezig tot en met 20 maart 2026. Uw bericht wordt niet doorgestuurd.',
      backOn: '2026-03-21',
    },
    {
      subject: 'Afwezig: Your case',
      text: 'Ik ben met vakantie en vanaf maandag 23 maart weer bereikbaar.',
      backOn: '2026-03-23',
    },
  ],
  cs: [
    {
      subject: 'Automatická odpověď: Your case',
      text: 'Jsem mimo kancelář do 20. března 2026.',
      backOn: '2026-03-21',
    },
    {
      subject: 'Nepřítomnost: Your case',
      text: 'Jsem na dovolené, zpět od 23. 3. 2026.',
      backOn: '2026-03-23',
    },
  ],
};

/** What servers and programs mark the answers with that they give by themselves. */
const SYSTEMS: { name: string; headers: string[]; returnPath?: string }[] = [
  {
    name: 'Gmail vacation responder',
    headers: ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes'],
    returnPath: '<>',
  },
  {
    name: 'Exchange Online',
    headers: [
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      'X-MS-Exchange-Inbox-Rules-Loop: pat@example.org',
      'X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent',
      'X-MS-Exchange-Organization-AuthAs: Internal',
      'X-MS-Exchange-Parent-Message-Id: <parent@example.com>',
    ],
    returnPath: '<>',
  },
  {
    name: 'Exchange behind a gateway that removes marks',
    headers: ['x-ms-exchange-inbox-rules-loop: pat@example.org'],
  },
  { name: 'Yahoo', headers: ['Auto-Submitted: auto-replied', 'X-Mailer: YahooMailAutoresponder'] },
  { name: 'iCloud', headers: ['Auto-Submitted: auto-replied (vacation)', 'X-Mailer: iCloud Vacation'] },
  {
    name: 'Dovecot Sieve',
    headers: ['X-Sieve: Pigeonhole Sieve', 'Auto-Submitted: auto-replied (vacation)', 'Precedence: bulk'],
  },
  {
    name: 'vacation(1) with Sendmail',
    headers: ['Precedence: junk', 'Auto-Submitted: auto-replied', 'Delivered-By-The-Graces-Of: vacation 1.2'],
  },
  { name: 'Exim autoreply', headers: ['auto-submitted: auto-replied', 'X-Autorespond: Your case'] },
  {
    name: 'cPanel',
    headers: ['X-Autorespond: Your case', 'X-Precedence: auto_reply', 'Precedence: auto_reply'],
  },
  { name: 'a server of 2003', headers: ['X-AutoReply: Yes'] },
];

function absent(
  language: string,
  { subject, text, backOn }: Absence,
  system: (typeof SYSTEMS)[number],
): Sample {
  // Without a mark of its own, the words of the subject are all that tells it from what a rule has passed on.
  const words =
    system.name.includes('removes marks') && subject.startsWith('Re:') ? 'Automatic reply' : subject;
  return {
    name: `${language}, ${system.name}: ${words}`,
    expected: 'auto-reply',
    ...(backOn === null ? {} : { backOn }),
    raw: wire([
      `Return-Path: ${system.returnPath ?? '<pat@example.org>'}`,
      'From: Pat Example <pat@example.org>',
      `To: ${OURS}`,
      `Subject: ${word(words)}`,
      `Date: ${SENT}`,
      `Message-ID: <auto-${Buffer.from(system.name + text)
        .toString('hex')
        .slice(-30)}@mail.example.org>`,
      `In-Reply-To: ${OUR_ID}`,
      ...system.headers,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset="utf-8"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(text),
    ]),
  };
}

export const AWAY: Sample[] = Object.entries(ABSENCES).flatMap(([language, absences]) =>
  SYSTEMS.map((system, index) => absent(language, absences[index % absences.length] as Absence, system)),
);
