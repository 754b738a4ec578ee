import async_hooks from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';

const { AsyncLocalStorage } = async_hooks;
const opened = new Set();

async_hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(...given) {
    super(...given);
    opened.add(this);
  }
};

/**
 * Each test file loads the libraries anew, and what they keep per asynchronous call is Node's own and outlives the file:
 * after ten files every promise would be told to some fifty storages that nobody reads any more.
 */
export default class Environment extends TestEnvironment {
  async teardown() {
    for (const storage of opened) storage.disable();
    opened.clear();
    await super.teardown();
  }
}
