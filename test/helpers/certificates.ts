import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** A certificate with its key, as servers and clients take them. */
export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
  readonly subject: string;
  readonly signingKey: KeyObject;
}

export interface CertificateWishes {
  readonly subject: string;
  /** The names and IPv4 addresses that it is for. */
  readonly hosts?: readonly string[];
  /** Who signs it; it itself where absent. */
  readonly by?: Certificate;
  readonly isAuthority?: boolean;
  readonly from?: string;
  readonly until?: string;
}

/** Makes a certificate (X.509 v3, RFC 5280; ECDSA on P-256) for the servers of a test. Nobody else trusts it. */
export function aCertificate(wishes: CertificateWishes): Certificate {
  const { subject, hosts = [], by, from = '2020-01-01T00:00:00Z', until = '2090-01-01T00:00:00Z' } = wishes;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signingKey = by?.signingKey ?? privateKey;
  const described = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(serial++)),
    sequence(ECDSA_WITH_SHA256),
    nameOf(by?.subject ?? subject),
    sequence(timeOf(from), timeOf(until)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...(wishes.isAuthority === true ? [IS_AUTHORITY] : []), ...hostsOf(hosts))),
  );
  const signature = der(0x03, Buffer.of(0), sign('sha256', described, signingKey));
  const whole = sequence(described, sequence(ECDSA_WITH_SHA256), signature);
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject,
    signingKey: privateKey,
  };
}

let serial = 1;

/** One element of DER: its tag, its length, its content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const length =
    body.length < 128
      ? Buffer.of(body.length)
      : body.length < 256
        ? Buffer.of(0x81, body.length)
        : Buffer.of(0x82, body.length >> 8, body.length & 255);
  return Buffer.concat([Buffer.of(tag), length, body]);
}

function sequence(...content: readonly Uint8Array[]): Buffer {
  return der(0x30, ...content);
}

const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
/** 1.2.840.10045.4.3.2 */
const ECDSA_WITH_SHA256 = oid('2a8648ce3d040302');
/** 2.5.29.19, critical */
const IS_AUTHORITY = sequence(oid('551d13'), der(0x01, Buffer.of(255)), der(0x04, sequence(der(0x01, Buffer.of(255)))));

function nameOf(commonName: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(commonName)))));
}

/** GeneralizedTime; what lies before 2050 should be UTCTime, and is read all the same. */
function timeOf(instant: string): Buffer {
  return der(0x18, Buffer.from(`${instant.replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

/** 2.5.29.17: whom the certificate is for. */
function hostsOf(hosts: readonly string[]): Buffer[] {
  if (hosts.length === 0) return [];
  const names = hosts.map((host) =>
    isIP(host) === 4 ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  );
  return [sequence(oid('551d11'), der(0x04, sequence(...names)))];
}
