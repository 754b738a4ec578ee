import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ApiAccount, openApi } from '../../connectors/api.ts';
import { type Double, double } from '../doubles/double.ts';

let vendor: Double;
let logins: (string | null)[];
beforeEach(async () => {
  logins = [];
  vendor = await double(({ headers }) => ({
    status: headers.authorization === 'new' ? 200 : 401,
    body: { ok: true },
  }));
});
afterEach(() => vendor.close());

const account = (first = 'new', second: string | null = null): ApiAccount => ({
  over: 'keap',
  base: vendor.url,
  async authorization(refused) {
    logins.push(refused);
    return refused === null ? first : second;
  },
});
const thrown = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('A piece of work with a vendor', () => {
  test('SND-10: what is refused or breaks off is not tried again here', async () => {
    for (const fault of [{ status: 500 }, { status: 429 }, 'drop', 'accept-then-drop'] as const) {
      vendor.asked.length = 0;
      vendor.next(fault);
      await thrown(openApi(account()).post('/things', {}));
      expect(vendor.asked).toHaveLength(1);
    }
  });

  test('a login that has run out is renewed once, and a second refusal stands', async () => {
    expect(await openApi(account('old', 'new')).get('/things')).toEqual({ ok: true });
    expect(logins).toEqual([null, 'old']);
    const error = await thrown(openApi(account('old', 'older')).get('/things'));
    expect(error).toMatchObject({ verdict: { reason: 'login-refused' } });
    expect(vendor.asked).toHaveLength(4);
  });

  test('SND-11: silence ends in time; it is ambiguous after a change was sent, and never after a question', async () => {
    const started = Date.now();
    vendor.next('accept-then-silence', 'GET');
    expect(await thrown(openApi(account(), 150).get('/things'))).toMatchObject({
      verdict: { class: 'retry' },
    });
    vendor.next('accept-then-silence', 'POST');
    expect(await thrown(openApi(account(), 150).post('/things', {}))).toMatchObject({
      verdict: { class: 'ambiguous' },
    });
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('SND-11: a change is not begun when the time for the whole work is over', async () => {
    const api = openApi(account(), 50);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await thrown(api.post('/things', {}))).toMatchObject({ verdict: { class: 'retry' } });
    expect(vendor.asked).toEqual([]);
  });

  test('the operators of a filter and the + of an address are escaped', async () => {
    await openApi(account()).get('/things', { filter: 'email==pat+x@example.com;status==Active' });
    expect(vendor.asked[0]?.rawQuery).toBe('?filter=email%3D%3Dpat%2Bx%40example.com%3Bstatus%3D%3DActive');
  });
});
