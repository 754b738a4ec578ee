import { describe, expect, test } from '@jest/globals';
import { INBOUND_CLASSES, type InboundClass } from '../../domain/inbound/classes.ts';
import { type Classified, classifyMail, classifyText } from '../../domain/inbound/classify.ts';
import { readMail } from '../../domain/inbound/mail/readMail.ts';
import { replyTextOf } from '../../domain/inbound/replyText.ts';
import { revokes } from '../../domain/inbound/revocation.ts';
import { CORPUS } from './corpus/corpus.ts';
import { ANSWERS, REFUSALS } from './corpus/phrases.ts';
import { RECEIVED, type Sample } from './corpus/sample.ts';

async function classified(sample: Sample): Promise<Classified> {
  if ('text' in sample)
    return classifyText({
      text: sample.text,
      optOutType: sample.optOutType,
      optedOut: sample.optedOut ?? false,
    });
  const mail = await readMail(Buffer.from(sample.raw));
  return classifyMail({ mail, text: replyTextOf(mail.text), received: RECEIVED });
}

const results = await Promise.all(CORPUS.map(async (sample) => ({ sample, got: await classified(sample) })));
const wrong = results.filter(({ sample, got }) => got.class !== sample.expected);

/** Expected down, given across. */
function matrix(): string {
  const count = (expected: InboundClass, got: InboundClass) =>
    results.filter(({ sample, got: { class: given } }) => sample.expected === expected && given === got)
      .length;
  const head = ['', ...INBOUND_CLASSES].map((name) => name.padStart(12)).join('');
  const rows = INBOUND_CLASSES.map((expected) =>
    [
      expected.padStart(12),
      ...INBOUND_CLASSES.map((got) => String(count(expected, got) || '·').padStart(12)),
    ].join(''),
  );
  return [head, ...rows].join('\n');
}

describe('What comes in', () => {
  test('RPY-1: each of at least 300 messages in real formats gets its one class', () => {
    process.stderr.write(`\n${CORPUS.length} messages\n${matrix()}\n`);
    expect(CORPUS.length).toBeGreaterThanOrEqual(300);
    expect(new Set(CORPUS.map(({ expected }) => expected))).toEqual(new Set(INBOUND_CLASSES));
    expect(wrong.map(({ sample, got }) => `${sample.name} → ${got.class} (${got.because})`)).toEqual([]);
  });

  test('RPY-5: nothing that a person wrote is taken for automatic', () => {
    const machines = ['auto-reply', 'bounce-hard', 'bounce-soft', 'read-receipt', 'challenge'];
    const written = results.filter(({ sample }) =>
      ['human-reply', 'opt-out', 'unknown'].includes(sample.expected),
    );
    expect(written.length).toBeGreaterThan(100);
    expect(
      written.filter(({ got }) => machines.includes(got.class)).map(({ sample }) => sample.name),
    ).toEqual([]);
  });

  test('RPY-8: an absence says from when on somebody is back, where it says so', () => {
    const away = results.flatMap(({ sample, got }) =>
      'backOn' in sample ? [{ name: sample.name, back: got.backOn, right: sample.backOn }] : [],
    );
    expect(away.length).toBeGreaterThan(40);
    expect(away.filter(({ back, right }) => back !== right)).toEqual([]);
  });
});

describe('A refusal in words of their own', () => {
  const refusals = Object.entries(REFUSALS).flatMap(([language, texts]) =>
    texts.map((text) => ({ language, text })),
  );
  const answers = Object.values(ANSWERS).flat();

  test('RPY-10: of 200 and more phrases in six languages that are known to it, every one is heard', () => {
    expect(refusals.length).toBeGreaterThanOrEqual(200);
    expect(refusals.filter(({ text }) => !revokes(text))).toEqual([]);
  });

  test('is none where somebody answers, asks or puts us off', () => {
    expect(answers.filter((text) => revokes(text))).toEqual([]);
  });
});
