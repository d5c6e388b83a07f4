/** A product's name without dotted numbers, builds and architectures, which say which version it is, not which product. */
export function withoutVersions(product: string): string {
  return product
    .replaceAll('_', ' ')
    .replace(PLACE_BEHIND, ' ')
    .replaceAll(/\((?:x64|x86|64[ -]?bit|32[ -]?bit|remove only|[a-f0-9]{8,})[^)]{0,20}\)/gi, ' ')
    .replaceAll(/\[[^\]]{0,80}\]/g, ' ')
    .replace(/[ (-]+[a-z]{2}-[a-z]{2}\)?$/i, ' ')
    .replaceAll(/\bopen[ -]source\b/gi, ' ')
    .replace(/ (?:maintained|developed|provided|published) by [\w .,()-]{1,60}$/i, ' ')
    .replaceAll(
      /\b(?:update|cumulative update|service pack|build|version|release|hotfix|patch|sp|cu)[ -]?[\d][\w.-]*/gi,
      ' ',
    )
    .replace(/\bwindows 8\.1\b/gi, 'windows 8 1')
    .replaceAll(/\brev(?:ision)?\.? [a-z](?:\.\d+)*\b/gi, ' ')
    .replaceAll(/\b[a-z]\.\d+(?:\.\d+)*\b/gi, ' ')
    .replaceAll(/\bv?\d+(?:\.[\dx*]+)+[\w().+~:-]*/gi, ' ')
    .replaceAll(/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} 20\d\d\b/gi, ' ')
    .replaceAll(/-\d[\w.]*\.el\d\w*/gi, ' ');
}

/** ", Etage 3": where a device stands, as inventories say it behind a comma. */
const PLACE_BEHIND =
  /[,;]\s*(?:(?:\d\.? ?)?(?:etage|stock|stockwerk|og|ug|obergeschoss|untergeschoss|erdgeschoss|keller|floor|level|basement|room|raum|zimmer|serverraum|salle|sala|stanza|kamer|building|bldg|geb(?:äude)?|haus|trakt|bâtiment|edificio|gebouw|wing|ward|station|piso|planta|piano|verdieping|rack)\b|[1-9]\. ?og\b).*$/i;
