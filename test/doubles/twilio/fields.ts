/**
 * What Twilio's published description of its API (2010-04-01) says of the fields of a request; a field that is not here
 * does not exist there.
 */
const SID = (prefix: string) => ({ type: 'string', pattern: `^${prefix}[0-9a-fA-F]{32}$` });
const TEXT = { type: 'string' };
const WHOLE = { type: 'string', pattern: '^\\d+$' };
const URI = { type: 'string', pattern: '^https?://[^\\s]+$' };
const YES_OR_NO = { enum: ['true', 'false'] };

export const NEW_MESSAGE = {
  type: 'object',
  additionalProperties: false,
  required: ['To'],
  properties: {
    To: TEXT,
    From: TEXT,
    MessagingServiceSid: SID('MG'),
    Body: TEXT,
    ContentSid: SID('HX'),
    StatusCallback: URI,
    ApplicationSid: SID('AP'),
    ValidityPeriod: WHOLE,
    ProvideFeedback: YES_OR_NO,
    ForceDelivery: YES_OR_NO,
    ContentRetention: { enum: ['retain', 'discard'] },
    AddressRetention: { enum: ['retain', 'obfuscate'] },
    SmartEncoded: YES_OR_NO,
    ShortenUrls: YES_OR_NO,
    ScheduleType: { enum: ['fixed'] },
    SendAt: TEXT,
  },
};

export const NEW_CALL = {
  type: 'object',
  additionalProperties: false,
  required: ['To', 'From'],
  properties: {
    To: TEXT,
    From: TEXT,
    Url: URI,
    Method: { enum: ['GET', 'POST'] },
    Twiml: TEXT,
    StatusCallback: URI,
    StatusCallbackMethod: { enum: ['GET', 'POST'] },
    Timeout: WHOLE,
    MachineDetection: { enum: ['Enable', 'DetectMessageEnd'] },
  },
};

/** The longest text, and the longest that it may wait, in seconds. */
export const LONGEST_BODY = 1_600;
export const LONGEST_VALIDITY = 36_000;
