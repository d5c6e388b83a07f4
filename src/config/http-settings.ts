import { z } from 'zod';
import { WardwatchError } from '../errors.ts';
import { secretOf } from './secret.ts';

/** How wardwatch asks servers outside. */
export interface HttpSettings {
  /** An address of mail or web that every server is told, so that whoever minds can say so. */
  readonly contact?: string;
  /** As the environment names them; absent: straight. */
  readonly proxy?: { readonly https?: string; readonly http?: string; readonly except?: string };
}

const CONTACT = /^(?:[^\s@()<>]{1,100}@[^\s@()<>]{1,100}|https?:\/\/[^\s()<>]{1,200})$/;

/** The key `http` of the settings. */
export const httpSchema = z.strictObject({
  contact: z
    .string()
    .regex(CONTACT, 'must be an address of mail or web, e.g. security@example.com or https://example.com/contact')
    .optional(),
});

/** What the file and the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY) say. Throws CONFIG_INVALID for a proxy that is none. */
export function httpSettings(
  written: z.infer<typeof httpSchema> | undefined,
  env: Readonly<Record<string, string | undefined>>,
): HttpSettings {
  const https = proxyIn(env, 'HTTPS_PROXY');
  const http = proxyIn(env, 'HTTP_PROXY');
  const except = variableIn(env, 'NO_PROXY');
  const hasProxy = https !== undefined || http !== undefined;
  return {
    ...(written?.contact !== undefined && { contact: written.contact }),
    ...(hasProxy && {
      proxy: {
        ...(https !== undefined && { https }),
        ...(http !== undefined && { http }),
        ...(except !== undefined && { except }),
      },
    }),
  };
}

/** The address may hold a login, so it is not shown. */
function proxyIn(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = variableIn(env, name);
  if (value === undefined || (/^https?:\/\/./.test(value) && URL.canParse(value))) return value;
  throw new WardwatchError(
    'CONFIG_INVALID',
    `${name} must be the address of a proxy that starts with http:// or https://, e.g. "http://proxy.example.com:3128".`,
  );
}

/** Small letters count first, as with other programs. */
function variableIn(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return secretOf(env[name.toLowerCase()]) ?? secretOf(env[name]);
}
