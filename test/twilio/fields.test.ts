import { describe, expect, test } from '@jest/globals';
import { fieldsProblem } from '../doubles/twilio/fields.ts';

const TEXT = { To: '+12025550199', From: '+15550100100', Body: 'Good morning.' };
const CALL = { To: '+12025550199', From: '+15550100100', Url: 'https://calls.example.com/next' };

describe('The double of Twilio', () => {
  test.each([
    [
      'POST Messages',
      { ...TEXT, StatusCallback: 'https://calls.example.com/status', ValidityPeriod: '3600' },
    ],
    ['POST Calls', { ...CALL, MachineDetection: 'Enable', Timeout: '25' }],
    ['GET Messages', { To: TEXT.To, 'DateSent>': '2026-03-10T00:00:00Z', PageSize: '500' }],
  ])('takes %s with fields that Twilio publishes', (request, fields) => {
    expect(fieldsProblem(request, new URLSearchParams(fields))).toBeNull();
  });

  test.each([
    ['a text with a field that is none', 'POST Messages', { ...TEXT, Text: 'Hi' }],
    ['a text to nobody', 'POST Messages', { Body: 'Hi' }],
    ['a text whose reports go nowhere', 'POST Messages', { ...TEXT, StatusCallback: 'status' }],
    ['a text that is kept otherwise than can be', 'POST Messages', { ...TEXT, ContentRetention: 'never' }],
    ['a text that is valid for a word', 'POST Messages', { ...TEXT, ValidityPeriod: 'long' }],
    ['a call from nobody', 'POST Calls', { To: CALL.To }],
    ['a call with a detection that is none', 'POST Calls', { ...CALL, MachineDetection: 'Yes' }],
    ['a page that is too large', 'GET Messages', { PageSize: '1001' }],
    ['a list by a field that is none', 'GET Messages', { Since: '2026-03-10' }],
    ['a request that it does not know', 'POST Faxes', {}],
  ])('refuses %s', (_, request, fields) => {
    expect(fieldsProblem(request, new URLSearchParams(fields))).not.toBeNull();
  });
});
