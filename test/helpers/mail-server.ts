import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { ended, freePort, MAIL_SERVER, said } from './servers.ts';

/** A real IMAP server of this run alone, on loopback. */
export interface MailServer {
  /** Implicit TLS, by a certificate of its own making for `localhost`. */
  readonly tlsPort: number;
  /** Plain, and STARTTLS. */
  readonly port: number;
  /** The file with its certificate. */
  readonly caFile: string;
  /** Every user has this password, which is taken for an OAuth token too, and an empty mailbox until something is delivered. */
  readonly password: string;
  /** Puts a mail into a user's inbox, or another folder of theirs, as if the server had taken it in when it was sent. */
  deliver(user: string, mail: string | Uint8Array, folder?: string): void;
  /** Has the server count a user's inbox anew. */
  renumber(user: string, uidValidity: number): void;
  /** The flags that the mails of a user's inbox carry. */
  flags(user: string): string;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const folder = mkdtempSync(join(tmpdir(), 'wardwatch-mail-'));
  chmodSync(folder, 0o755);
  const mails = join(folder, 'mail');
  mkdirSync(mails);
  const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : userInfo();
  const own = (path: string) => chownSync(path, owner.uid, owner.gid);
  own(mails);
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  makeCertificate(key, cert);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const password = 'correct-horse-battery';
  const conf = join(folder, 'dovecot.conf');
  writeFileSync(conf, configOf({ folder, mails, key, cert, port, tlsPort, password, ...owner }));
  const child = spawn(MAIL_SERVER, ['-F', '-c', conf], { stdio: ['ignore', 'ignore', 'pipe'] });
  await said(child, child.stderr, /starting up/);
  const doveadm = (...args: string[]) => execFileSync('doveadm', ['-c', conf, ...args], { encoding: 'utf8' });
  let delivered = 0;
  return {
    port,
    tlsPort,
    caFile: cert,
    password,
    deliver: (user, mail, name) => {
      const box = name === undefined ? join(mails, user) : join(mails, user, `.${name}`);
      for (const part of [join(mails, user), box, ...['tmp', 'new', 'cur'].map((each) => join(box, each))]) {
        if (existsSync(part)) continue;
        mkdirSync(part);
        own(part);
      }
      delivered += 1;
      const file = `${1_700_000_000 + delivered}.M${delivered}.test`;
      writeFileSync(join(box, 'tmp', file), mail);
      own(join(box, 'tmp', file));
      const sentAt = Date.parse(/^date: (.*)$/im.exec(Buffer.from(mail).toString('latin1'))?.[1] ?? '') / 1_000;
      if (!Number.isNaN(sentAt)) utimesSync(join(box, 'tmp', file), sentAt, sentAt);
      renameSync(join(box, 'tmp', file), join(box, 'new', file));
    },
    renumber: (user, uidValidity) => {
      doveadm('mailbox', 'update', '-u', user, '--uid-validity', `${uidValidity}`, 'INBOX');
    },
    flags: (user) => doveadm('fetch', '-u', user, 'flags', 'mailbox', 'INBOX'),
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function makeCertificate(key: string, cert: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
}

interface Config {
  readonly folder: string;
  readonly mails: string;
  readonly key: string;
  readonly cert: string;
  readonly port: number;
  readonly tlsPort: number;
  readonly password: string;
  readonly uid: number;
  readonly gid: number;
}

/** A refused login would make the next one wait, so such delays are off. */
function configOf({ folder, mails, key, cert, port, tlsPort, password, uid, gid }: Config): string {
  const me = userInfo().username;
  const asMe =
    process.getuid?.() === 0
      ? ''
      : `default_internal_user = ${me}\ndefault_login_user = ${me}\ndefault_internal_group =`;
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
${asMe}
ssl = yes
ssl_cert = <${cert}
ssl_key = <${key}
disable_plaintext_auth = no
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
mail_location = maildir:${mails}/%u
first_valid_uid = 1
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${mails}/%u allow_all_users=yes
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`;
}
