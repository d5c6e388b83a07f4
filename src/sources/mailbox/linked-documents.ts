import { messageOf } from '../../errors.ts';
import type { PollContext, RawItem, RefusedItem } from '../../ports/source.ts';
import { fetchPage } from '../fetch-document.ts';
import { documentOf } from '../pages.ts';

/** Documents that a mail's links lead to. */
const MOST_LINKS_A_MAIL = 5;

/** The documents that a mail links to on the hosts that the source allows, read by the guarded client; none where it follows no links. */
export async function linkedDocuments(
  context: PollContext,
  links: readonly string[],
): Promise<{ items: RawItem[]; refused: RefusedItem[] }> {
  const items: RawItem[] = [];
  const refused: RefusedItem[] = [];
  const { followLinks = false, linkHosts = [] } = context.source;
  const wanted = followLinks ? links.filter((link) => isWanted(link, linkHosts)) : [];
  for (const link of wanted.slice(0, MOST_LINKS_A_MAIL)) {
    const read = await readLink(context, link, linkHosts);
    // What follows the path often names whom the mail was sent to.
    if ('because' in read) refused.push({ ...read, what: read.what.split('?', 1)[0] ?? read.what });
    else items.push(read);
  }
  return { items, refused };
}

/** A link to a host alone leads to a front page, not to a document. */
function isWanted(link: string, hosts: readonly string[]): boolean {
  const url = new URL(link);
  return hosts.includes(url.hostname) && url.pathname !== '/';
}

async function readLink(context: PollContext, link: string, hosts: readonly string[]): Promise<RawItem | RefusedItem> {
  const fetched = await fetchPage(context, link, {}, 'application/pdf, text/html, */*;q=0.5');
  if (fetched.kind !== 'fetched')
    return { what: link, because: fetched.kind === 'refused' ? fetched.because : 'The server answered nothing new.' };
  const { url } = fetched.response;
  if (!hosts.includes(new URL(url).hostname))
    return {
      what: link,
      because: `It leads to another host, ${new URL(url).hostname}, which linkHosts does not name.`,
    };
  try {
    return { guid: url, link: url, ...documentOf(fetched.response) };
  } catch (error) {
    return { what: link, because: messageOf(error) };
  }
}
