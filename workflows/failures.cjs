'use strict';
const { DefaultFailureConverter } = require('@temporalio/common');

/**
 * Loaded by a path, as the SDK asks, in two places: by client and worker, only where payloads are sealed, and within every
 * workflow bundle. A bundle has no environment: `sealing` in worker/sealing.ts says by a global whether they are.
 */
const inBundle = globalThis.process === undefined;
const encodeCommonAttributes = !inBundle || globalThis.followthroughSeals === true;

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes });
