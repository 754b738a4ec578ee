import { ANSWERS, REFUSALS } from './phrases.ts';
import { base64, OUR_ID, OURS, type Sample, SENT, wire, word } from './sample.ts';

/** How a mail program writes what a person answers: its own headers, its encoding, its way to quote. */
interface Program {
  name: string;
  from: string;
  headers: string[];
  body: (text: string, quoted: string) => string;
}

const QUOTED = `Good morning Pat,\n\nwe have not heard from you yet. Shall we go on?\n\nTo unsubscribe reply STOP.\n\nExample Desk`;
const quote = (text: string) => text.replace(/^/gm, '> ');
const plain = (text: string) =>
  wire(['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64', '', base64(text)]);
const both = (text: string, html: string) =>
  wire([
    'Content-Type: multipart/alternative; boundary="000000000000abcdef"',
    '',
    '--000000000000abcdef',
    plain(text),
    '--000000000000abcdef',
    'Content-Type: text/html; charset="utf-8"',
    'Content-Transfer-Encoding: base64',
    '',
    base64(html),
    '--000000000000abcdef--',
  ]);
const html = (text: string) => `<div dir="ltr">${text.replace(/&/g, '&amp;').replace(/\n/g, '<br>')}</div>`;

/** The line above what is quoted, as programs of that language write it. */
const ABOVE: Record<string, string> = {
  en: `On Tue, Mar 10, 2026 at 9:00 AM Example Desk <${OURS}> wrote:`,
  de: `Am Di., 10. März 2026 um 09:00 Uhr schrieb Example Desk <${OURS}>:`,
  fr: `Le mar. 10 mars 2026 à 09:00, Example Desk <${OURS}> a écrit :`,
  es: `El mar, 10 mar 2026 a las 9:00, Example Desk (<${OURS}>) escribió:`,
  nl: `Op di 10 mrt 2026 om 09:00 schreef Example Desk <${OURS}>:`,
  cs: `út 10. 3. 2026 v 9:00 odesílatel Example Desk <${OURS}> napsal:`,
};

/** The block above a quoted mail, as Outlook writes it. */
const BLOCK: Record<string, string> = {
  en: `From: Example Desk <${OURS}>\nSent: Tuesday, March 10, 2026 9:00 AM\nTo: Pat Example <pat@example.net>\nSubject: Your case`,
  de: `Von: Example Desk <${OURS}>\nGesendet: Dienstag, 10. März 2026 09:00\nAn: Pat Example <pat@example.net>\nBetreff: Your case`,
  fr: `De : Example Desk <${OURS}>\nEnvoyé : mardi 10 mars 2026 09:00\nÀ : Pat Example <pat@example.net>\nObjet : Your case`,
  es: `De: Example Desk <${OURS}>\nEnviado: martes, 10 de marzo de 2026 9:00\nPara: Pat Example <pat@example.net>\nAsunto: Your case`,
  nl: `Van: Example Desk <${OURS}>\nVerzonden: dinsdag 10 maart 2026 09:00\nAan: Pat Example <pat@example.net>\nOnderwerp: Your case`,
  cs: `Od: Example Desk <${OURS}>\nOdesláno: úterý 10. března 2026 9:00\nKomu: Pat Example <pat@example.net>\nPředmět: Your case`,
};

const PROGRAMS = (language: string): Program[] => {
  const above = ABOVE[language] ?? '';
  const block = BLOCK[language] ?? '';
  return [
    {
      name: 'Gmail',
      from: 'Pat Example <pat@example.net>',
      headers: [
        'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=20230601; h=to:subject; bh=AAAA=; b=AAAA',
        'X-Gm-Message-State: AOJu0YxExample',
        'X-Google-Smtp-Source: AGHT+IExample',
        'X-Received: by 2002:a05:6402:0:b0:5d0:0:0 with SMTP id ex1; Thu, 12 Mar 2026 08:00:00 -0700 (PDT)',
      ],
      body: (text, quoted) =>
        both(
          `${text}\n\n${above}\n\n${quote(quoted)}\n`,
          `${html(text)}<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${above.replace(/[<>]/g, '')}<br></div><blockquote class="gmail_quote">${html(quoted)}</blockquote></div>`,
        ),
    },
    {
      name: 'Outlook with Exchange Online',
      from: '"Example, Pat" <pat@example.org>',
      headers: [
        'Thread-Topic: Your case',
        'Thread-Index: AQHaExampleExampleExample==',
        'Accept-Language: en-US',
        'X-MS-Has-Attach:',
        'X-MS-TNEF-Correlator:',
        'X-MS-Exchange-Organization-SCL: 1',
        'X-MS-Exchange-MessageSentRepresentingType: 1',
        'x-ms-exchange-antispam-relay: 0',
        'X-OriginatorOrg: example.org',
        'X-MS-Exchange-CrossTenant-FromEntityHeader: Hosted',
      ],
      body: (text, quoted) =>
        both(`${text}\n\n________________________________\n${block}\n\n${quoted}\n`, html(text)),
    },
    {
      name: 'Yahoo Mail',
      from: 'Pat Example <pat@example.net>',
      headers: [
        'X-YMail-OSG: exampleexample',
        'X-Sonic-MF: <pat@example.net>',
        'X-Mailer: WebService/1.1.23041 YMailNorrin',
      ],
      body: (text, quoted) => both(`${text}\n\n    ${above}\n\n ${quoted.replace(/\n/g, '\n ')}`, html(text)),
    },
    {
      name: 'Mail on an iPhone, iCloud',
      from: 'Pat Example <pat@example.net>',
      headers: [
        'Mime-Version: 1.0 (1.0)',
        'X-Mailer: iPhone Mail (22D82)',
        'X-Proofpoint-GUID: example',
        'X-Proofpoint-Spam-Details: rule=notspam score=0',
      ],
      body: (text, quoted) => plain(`${text}\n\nSent from my iPhone\n\n> ${above}\n${quote(quoted)}\n`),
    },
    {
      name: 'Thunderbird through Postfix',
      from: 'Pat Example <pat@example.org>',
      headers: [
        'User-Agent: Mozilla Thunderbird',
        'Content-Language: en-US',
        'Auto-Submitted: no',
        'X-Spam-Status: No, score=-0.2',
      ],
      body: (text, quoted) =>
        plain(`${above}\n${quote(quoted)}\n\n${text}\n\n-- \nPat Example\nExample Street 1\n`),
    },
  ];
};

function mail(language: string, program: Program, text: string, expected: Sample['expected']): Sample {
  return {
    name: `${language}, ${program.name}: ${text}`,
    expected,
    raw: wire([
      `Return-Path: <${/[^<\s]+@[^>\s]+/.exec(program.from)?.[0] ?? ''}>`,
      `Received: from mx.example.net (mx.example.net [192.0.2.10]) by mx.example.com with ESMTPS; Thu, 12 Mar 2026 08:00:01 -0700`,
      `From: ${program.from}`,
      `To: Example Desk <${OURS}>`,
      `Subject: ${word('Re: Your case')}`,
      `Date: ${SENT}`,
      `Message-ID: <${Buffer.from(program.name + text)
        .toString('hex')
        .slice(0, 40)}@mail.example.net>`,
      `In-Reply-To: ${OUR_ID}`,
      `References: ${OUR_ID}`,
      ...program.headers,
      program.headers.some((header) => header.startsWith('Mime-Version')) ? null : 'MIME-Version: 1.0',
      program.body(text, QUOTED),
    ]),
  };
}

/** Each answer by one program, so that every language meets all of them. */
export const PEOPLE: Sample[] = [
  ...Object.entries(ANSWERS).flatMap(([language, texts]) =>
    texts.map((text, index) => {
      const programs = PROGRAMS(language);
      return mail(language, programs[index % programs.length] as Program, text, 'human-reply');
    }),
  ),
  ...Object.entries(REFUSALS).flatMap(([language, texts]) =>
    texts.slice(0, 8).map((text, index) => {
      const programs = PROGRAMS(language).slice(0, 4);
      return mail(language, programs[index % programs.length] as Program, text, 'opt-out');
    }),
  ),
];
