import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Followthrough } from '../../client/index.ts';
import { voiceHooks } from '../../gateway/hooks/twilioVoice.ts';
import { twimlProblems } from '../doubles/twilio/twiml.ts';
import { spokenProblems } from './support/twiml.ts';

const NUMBER = '+13105550100';
const CONTACT = '+12025550199';

/** Every answer that a call can get: each step, however its question to the client ends. */
async function everyAnswer(): Promise<{ step: string; xml: string }[]> {
  const clients = [
    { connect: true, toNumber: CONTACT },
    { connect: false, because: 'The contact does not want messages on this channel.' },
  ].map((may) => ({
    connectToContact: async () => may,
    callAnsweredBy: async () => undefined,
    callEnded: async () => undefined,
    callToStaffEnded: async () => undefined,
  }));
  const answers = clients.flatMap((client) => {
    const steps: Promise<{ step: string; xml: string }>[] = [];
    voiceHooks('https://calls.example.com', NUMBER, client as unknown as Followthrough, (path, take) => {
      const url = `/hooks/twilio${path.replace(':call', 'call-1')}`;
      const delivered = { url, body: Buffer.alloc(0), headers: {}, receivedAt: 0 };
      steps.push(take({}, delivered as never).then(({ body }) => ({ step: path, xml: String(body) })));
      return { method: 'POST', path, take: async () => ({ status: 200, body: '' }) } as never;
    });
    return steps;
  });
  return Promise.all(answers);
}

describe('A machine’s voice', () => {
  test('LAW-6: no answer that a call can get speaks to a contact, plays to one or records one', async () => {
    const answers = await everyAnswer();
    expect(new Set(answers.map(({ step }) => step)).size).toBe(5);
    expect(answers.some(({ xml }) => xml.includes(`>${CONTACT}</Number>`))).toBe(true);
    expect(answers.some(({ xml }) => xml.includes('<Say>'))).toBe(true);
    for (const { step, xml } of answers) expect([step, spokenProblems(xml)]).toEqual([step, []]);
  });

  test('every answer that a call can get is one that Twilio understands', async () => {
    for (const { step, xml } of await everyAnswer()) expect([step, twimlProblems(xml)]).toEqual([step, []]);
  });

  test('LAW-6: what a call does next is said in one place of the product', () => {
    const sources = ['gateway', 'connectors', 'client', 'worker', 'activities'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const speak = sources.filter((path) =>
      /twiml\/VoiceResponse|<(Say|Play|Dial)\b/.test(readFileSync(path, 'utf8')),
    );
    expect(speak).toEqual(['gateway/hooks/twiml.ts']);
    const asked = sources.filter((path) => /\btwiml:|\brecord: true/.test(readFileSync(path, 'utf8')));
    expect(asked).toEqual([]);
  });
});

describe('The lint of what a call does', () => {
  const within = (verbs: string) => `<?xml version="1.0"?><Response>${verbs}</Response>`;
  const ring = (attributes: string) => within(`<Dial><Number ${attributes}>${CONTACT}</Number></Dial>`);

  test.each([
    ['words to whoever was rung, before the two are joined', ring('url="https://x.example/say"')],
    ['words after the person has been put through', within(`<Dial>${CONTACT}</Dial><Say>Buy now</Say>`)],
    ['music or a recorded message to a contact', within(`<Dial>${CONTACT}</Dial><Play>ad.mp3</Play>`)],
    ['a recording of the two', within(`<Dial record="record-from-answer">${CONTACT}</Dial>`)],
    ['a recording of whoever speaks', within('<Record/>')],
    [
      'a conference that may be recorded',
      within('<Dial><Conference record="record-from-start">x</Conference></Dial>'),
    ],
    ['what no lint has seen', within('<Connect><Stream url="wss://x.example"/></Connect>')],
  ])('finds %s', (_, xml) => {
    expect(spokenProblems(xml)).not.toEqual([]);
  });
});

describe('Twilio', () => {
  const understood = (verbs: string) => twimlProblems(`<Response>${verbs}</Response>`);

  test.each([
    ['a verb', '<Sing>la</Sing>', '<Sing> cannot stand in <Response>'],
    ['a place of a verb', `<Number>${CONTACT}</Number>`, '<Number> cannot stand in <Response>'],
    ['words to whoever is rung', '<Dial><Say>Hi</Say></Dial>', '<Say> cannot stand in <Dial>'],
    ['an attribute', '<Dial timeLimt="60"/>', '<Dial> has no timeLimt'],
    ['an attribute of another verb', '<Say action="/key">Hi</Say>', '<Say> has no action'],
  ])('does not understand %s that it has not', (_, verbs, problem) => {
    expect(understood(verbs)).toEqual([problem]);
    expect(understood(`<Gather action="/key"><Say>Press a key</Say></Gather><Hangup/>`)).toEqual([]);
  });

  test('does not understand an answer that is no TwiML', () => {
    expect(twimlProblems('{"ok":true}')).toEqual(['the answer is no <Response>']);
  });
});
