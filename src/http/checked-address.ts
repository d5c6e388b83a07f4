import { WardwatchError } from '../errors.ts';

/**
 * The address that a text is, once it is one that may be asked: http or https, no login in it, and a port of the web. Throws
 * WardwatchError HTTP_BLOCKED. Where it leads is checked when it is connected to.
 */
export function checkedAddress(text: string, base?: URL): URL {
  if (!URL.canParse(text, base?.href)) {
    throw blocked(`"${text.slice(0, 100)}" is not an address; expected http:// or https://.`);
  }
  const url = new URL(text, base?.href);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw blocked(`An address starting with "${url.protocol}" is refused; only http and https are asked.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw blocked(`An address of ${url.host} with a login in it ("user:password@") is refused; take the login out.`);
  }
  if (!isWebPort(url.port)) {
    throw blocked(`Port ${url.port} of ${url.hostname} is refused: it belongs to another service than the web.`);
  }
  return url;
}

/** Ports above 1023 that are known for services which read what a web client sends as commands of their own, or as mail. */
const OTHER_SERVICES: ReadonlySet<number> = new Set([
  1433, 1521, 1719, 1720, 1723, 2049, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061, 5432, 5672,
  5900, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9200, 9300, 10080, 10250, 11211, 27017,
]);

/** 80, 443 and what stands above 1023, but for ports of other well-known services. */
function isWebPort(written: string): boolean {
  const port = Number(written);
  return written === '' || port === 80 || port === 443 || (port > 1023 && !OTHER_SERVICES.has(port));
}

function blocked(because: string): WardwatchError {
  return new WardwatchError('HTTP_BLOCKED', because);
}
