import type { Procedure } from '../../domain/procedure/procedure.ts';
import type { StoredProcedure } from '../../ledger/procedures.ts';

const decoded: Procedure = {
  procedure: 'small',
  version: 1,
  title: 'A small procedure for tests of what a step does',
  owner: 'desk',
  locale: 'en',
  facts: {
    'pet-name': { type: 'text', required: true },
    resolution: {
      type: 'choice',
      required: false,
      options: { wait: { wording: 'wait' }, cancel: { wording: 'cancel' } },
      default: 'wait',
    },
  },
  clock: { calendar: 'desk', dayZero: 'opened', firstDay: 0, count: 'business-days', at: '09:00' },
  variants: {},
  stopWhen: ['customer-replies', 'case-withdrawn'],
  limits: {},
  closingStatement: false,
  verify: [],
  levels: [],
  tasks: {},
  afterEnd: 'task',
  steps: [
    { when: 'day', day: 1, do: [{ verb: 'send', channel: 'portal', name: 'hello' }] },
    { when: 'day', day: 2, do: [{ verb: 'act', name: 'cancel', approvedBy: 'manager' }] },
  ],
} as unknown as Procedure;

const sources = {
  'procedure.yaml': 'procedure: small',
  'messages/hello.portal.en.liquid': '---\nsubject: "About {{ pet-name }}"\n---\nHow is {{ pet-name }}?',
  'messages/hello.email.en.liquid':
    '---\nsubject: "About {{ pet-name }}"\n---\nHow is {{ pet-name }}?\n\n{{ owner-name }}',
  'messages/signed.email.en.liquid':
    '---\nsubject: "About {{ pet-name }}"\n---\nKind regards\n{{ sender-name }}\n{% if sender-number %}{{ sender-number }}{% else %}No number{% endif %}',
  'messages/hello.text.en.liquid': 'How is {{ pet-name }}?',
  'messages/late.portal.en.liquid':
    '---\nsubject: "Late"\n---\n{% if tried %}No answer to: {{ tried }}.{% else %}Nothing has reached you.{% endif %}',
  'messages/made.note.en.liquid':
    '---\nkind: FU\ntitle: "Attempt"\n---\nBy: {{ last-contact | default: "not recorded" }}',
  'messages/ask.call.en.liquid': '---\ntitle: "Call"\n---\nHow is {{ pet-name }}?',
  'messages/broken.portal.en.liquid': '---\nsubject: "Hello"\n---\nYour {{ nobody-knows }}',
  'messages/said.note.en.liquid':
    '---\nkind: FU\ntitle: "Asked about {{ pet-name }}"\ntags: [asked]\n---\nWe asked.',
  'messages/ring.task.en.liquid': '---\ntitle: "Ring about {{ pet-name }}"\n---\nAsk how {{ pet-name }} is.',
};

/** A procedure with one message of each kind, so that these tests do not depend on the wording of the shipped ones. */
export const SMALL: StoredProcedure = { hash: 'hash-of-small', name: 'small', version: 1, sources, decoded };
