/** Words of pages that want to see a person or a browser before they show the document. */
const MARKERS: readonly RegExp[] = [
  /<title>\s{0,20}(just a moment|attention required|access denied|request rejected|are you a robot|one moment|security check|pardon our interruption)/i,
  /altcha|_incapsula_resource|cf-chl-|challenge-platform|px-captcha|hcaptcha\.com|recaptcha\/api|ddos-guard|awswafcookie|sucuri_cloudproxy|sucuri website firewall|captcha-delivery\.com/i,
  /enable javascript and cookies to continue|verify(ing)? (that )?you are (a )?human|checking (that )?your (browser|connection)/i,
];

/** Above this many characters a page carries a document of its own, and a marker in it is only a part or a subject of it. */
const LONGEST_CHALLENGE = 60_000;
const LONGEST_WORDS = 1_500;

/** Whether a page is a bot challenge or block page that a server answers in place of the document, whatever its status. */
export function isChallengePage(html: string, words: string): boolean {
  return (
    html.length <= LONGEST_CHALLENGE && words.length <= LONGEST_WORDS && MARKERS.some((marker) => marker.test(html))
  );
}
