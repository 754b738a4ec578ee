/** A Temporal server for machines that have none: obtain a program, then start it. */
export { defaultCacheDir } from './temporal/cache.ts';
export { checkRetention, ensureNamespace } from './temporal/namespace.ts';
export { obtainTemporalServer } from './temporal/obtain.ts';
export { probeTemporal } from './temporal/probe.ts';
export { ensureSearchAttributes } from './temporal/searchAttributes.ts';
export { startTemporalServer, type TemporalServer, type TemporalServerOptions } from './temporal/start.ts';
export { recordedServerVersion } from './temporal/versionFile.ts';
